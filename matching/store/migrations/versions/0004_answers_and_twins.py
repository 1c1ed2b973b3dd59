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
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        *(_code(name) for name in ("fair", "person", "other", "said")),
        sa.Column("plan", sa.Integer(), nullable=False),
        sa.Column("said_at", sa.String(length=32), nullable=False),
        _code("station"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_twins_fair")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_twins")),
    )
    op.create_index("ix_twins_fair", "twins", ["fair"])


def downgrade() -> None:
    """Take the new tables away."""
    for table in ("twins", "answers"):
        op.drop_table(table)
