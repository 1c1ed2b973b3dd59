"""What people say at the door, and files that turned out to be of one person."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the new tables."""
    op.create_table(
        "answers",
        _code("fair"),
        _code("person"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("answered_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_answers_fair")),
        sa.PrimaryKeyConstraint("fair", "person", name=op.f("pk_answers")),
    )
    op.create_table(
        "twins",
        *(_code(name) for name in ("fair", "person", "other")),
        sa.Column("is_same", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.String(length=32), nullable=False),
        _code("station"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_twins_fair")),
        sa.PrimaryKeyConstraint("fair", "person", "other", name=op.f("pk_twins")),
    )
    op.add_column("badges", sa.Column("spare", sa.Integer(), nullable=False, server_default="0"))
    _index_badges("revoked_at IS NULL AND spare = 0")


def _index_badges(live: str) -> None:
    op.drop_index("uq_badges_one_live", "badges")
    op.create_index(
        "uq_badges_one_live",
        "badges",
        ["fair", "person"],
        unique=True,
        sqlite_where=sa.text(live),
        postgresql_where=sa.text(live),
    )


def downgrade() -> None:
    """Take the new tables away; of two badges of one person, the first stays."""
    op.execute("DELETE FROM badges WHERE spare = 1")
    _index_badges("revoked_at IS NULL")
    op.drop_column("badges", "spare")
    for table in ("twins", "answers"):
        op.drop_table(table)
