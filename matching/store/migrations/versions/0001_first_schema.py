"""The first schema."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create every table."""
    op.create_table(
        "fairs",
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("received_at", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fairs")),
    )
    op.create_table(
        "badges",
        sa.Column("code", sa.String(length=200), nullable=False),
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("issued_at", sa.String(length=32), nullable=False),
        sa.Column("revoked_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_badges_fair")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_badges")),
    )
    op.create_index(
        "uq_badges_one_live",
        "badges",
        ["fair", "person"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.create_table(
        "exhibitors",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_exhibitors_fair")),
        sa.PrimaryKeyConstraint("fair", "id", name=op.f("pk_exhibitors")),
    )
    op.create_table(
        "flaws",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_flaws_fair")),
        sa.PrimaryKeyConstraint("fair", "number", name=op.f("pk_flaws")),
    )
    op.create_table(
        "happenings",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("nonce", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("at", sa.String(length=32), nullable=False),
        sa.Column("recorded_at", sa.String(length=32), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("stand", sa.String(length=200), nullable=False),
        sa.Column("meeting", sa.String(length=200), nullable=False),
        sa.Column("station", sa.String(length=200), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("visit", sa.Integer(), nullable=True),
        sa.Column("data", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_happenings_fair")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_happenings")),
        sa.UniqueConstraint("fair", "nonce", name=op.f("uq_happenings_fair_nonce")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_happenings_person", "happenings", ["fair", "person"], unique=False)
    op.create_index(
        "uq_happenings_one_arrival",
        "happenings",
        ["fair", "person", "visit"],
        unique=True,
        sqlite_where=sa.text("kind = 'arrived'"),
        postgresql_where=sa.text("kind = 'arrived'"),
    )
    op.create_index(
        "uq_happenings_one_undo",
        "happenings",
        ["fair", "about"],
        unique=True,
        sqlite_where=sa.text("kind = 'undo'"),
        postgresql_where=sa.text("kind = 'undo'"),
    )
    op.create_table(
        "jobseekers",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("call_number", sa.Integer(), nullable=False),
        sa.Column("walk_in", sa.Integer(), nullable=False),
        sa.Column("withdrawn", sa.Integer(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_jobseekers_fair")),
        sa.PrimaryKeyConstraint("fair", "id", name=op.f("pk_jobseekers")),
        sa.UniqueConstraint("fair", "call_number", name=op.f("uq_jobseekers_fair_call_number")),
    )
    op.create_table(
        "offers",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_offers_fair")),
        sa.PrimaryKeyConstraint("fair", "id", name=op.f("pk_offers")),
    )
    op.create_table(
        "plan_versions",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=200), nullable=False),
        sa.Column("drawn_at", sa.String(length=32), nullable=False),
        sa.Column("announced_at", sa.String(length=32), nullable=True),
        sa.Column("score_version", sa.String(length=200), nullable=False),
        sa.Column("seed", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(length=200), nullable=False),
        sa.Column("goals", sa.JSON(), nullable=False),
        sa.Column("bounds", sa.JSON(), nullable=False),
        sa.Column("unmet", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_plan_versions_fair")),
        sa.PrimaryKeyConstraint("fair", "number", name=op.f("pk_plan_versions")),
    )
    op.create_table(
        "received_tables",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=200), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_received_tables_fair")),
        sa.PrimaryKeyConstraint("fair", "kind", name=op.f("pk_received_tables")),
    )
    op.create_table(
        "statistics",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_statistics_fair")),
        sa.PrimaryKeyConstraint("fair", "person", name=op.f("pk_statistics")),
    )
    op.create_table(
        "meetings",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(length=200), nullable=False),
        sa.Column("person", sa.String(length=200), nullable=False),
        sa.Column("stand", sa.String(length=200), nullable=False),
        sa.Column("offer", sa.String(length=200), nullable=False),
        sa.Column("slot", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.Column("score", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fair", "number"],
            ["plan_versions.fair", "plan_versions.number"],
            name=op.f("fk_meetings_fair_number"),
        ),
        sa.PrimaryKeyConstraint("fair", "number", "id", name=op.f("pk_meetings")),
    )
    op.create_index("ix_meetings_person", "meetings", ["fair", "number", "person"], unique=False)


def downgrade() -> None:
    """Drop every table."""
    op.drop_index("ix_meetings_person", table_name="meetings")
    op.drop_table("meetings")
    op.drop_table("statistics")
    op.drop_table("received_tables")
    op.drop_table("plan_versions")
    op.drop_table("offers")
    op.drop_table("jobseekers")
    op.drop_index(
        "uq_happenings_one_undo",
        table_name="happenings",
        sqlite_where=sa.text("kind = 'undo'"),
        postgresql_where=sa.text("kind = 'undo'"),
    )
    op.drop_index(
        "uq_happenings_one_arrival",
        table_name="happenings",
        sqlite_where=sa.text("kind = 'arrived'"),
        postgresql_where=sa.text("kind = 'arrived'"),
    )
    op.drop_index("ix_happenings_person", table_name="happenings")
    op.drop_table("happenings")
    op.drop_table("flaws")
    op.drop_table("exhibitors")
    op.drop_index(
        "uq_badges_one_live",
        table_name="badges",
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )
    op.drop_table("badges")
    op.drop_table("fairs")
