"""Official lists of words, the organiser's weights, wishes, and the scores behind a plan."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def _moment(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=32), nullable=False)


def upgrade() -> None:
    """Create the new tables."""
    op.create_table(
        "meeting_scores",
        _code("fair"),
        sa.Column("number", sa.Integer(), nullable=False),
        _code("meeting"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fair", "number"],
            ["plan_versions.fair", "plan_versions.number"],
            name=op.f("fk_meeting_scores_fair_number"),
        ),
        sa.PrimaryKeyConstraint("fair", "number", "meeting", name=op.f("pk_meeting_scores")),
    )
    op.create_table(
        "score_versions",
        _code("version"),
        sa.Column("document", sa.JSON(), nullable=False),
        _moment("first_used_at"),
        sa.PrimaryKeyConstraint("version", name=op.f("pk_score_versions")),
    )
    op.create_table(
        "senses",
        _code("digest"),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_senses")),
    )
    op.create_table(
        "vocabularies",
        _code("source"),
        _code("version"),
        _code("digest"),
        sa.Column("attribution", sa.Text(), nullable=False),
        sa.Column("labels", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        _moment("imported_at"),
        sa.PrimaryKeyConstraint("source", name=op.f("pk_vocabularies")),
    )
    op.create_table(
        "weights",
        _code("fair"),
        sa.Column("number", sa.Integer(), nullable=False),
        _code("version"),
        sa.Column("document", sa.Text(), nullable=False),
        _moment("saved_at"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_weights_fair")),
        sa.PrimaryKeyConstraint("fair", "number", name=op.f("pk_weights")),
    )
    op.create_table(
        "wishes",
        _code("fair"),
        _code("person"),
        _code("stand"),
        _code("wished_by"),
        _moment("wished_at"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_wishes_fair")),
        sa.PrimaryKeyConstraint("fair", "person", "stand", "wished_by", name=op.f("pk_wishes")),
    )


def downgrade() -> None:
    """Drop the new tables."""
    for table in (
        "wishes",
        "weights",
        "vocabularies",
        "senses",
        "score_versions",
        "meeting_scores",
    ):
        op.drop_table(table)
