"""What people chose about their data, and the log of what was decided about them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def _moment(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=32), nullable=False)


def upgrade() -> None:
    """Create the new tables."""
    op.create_table(
        "choices",
        _code("fair"),
        _code("person"),
        _code("choice"),
        _code("stand"),
        sa.Column("agrees", sa.Integer(), nullable=False),
        _moment("said_at"),
        _code("station"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_choices_fair")),
        sa.PrimaryKeyConstraint("fair", "person", "choice", "stand", name=op.f("pk_choices")),
    )
    op.create_table(
        "subjects",
        _code("fair"),
        _code("person"),
        _code("subject"),
        _code("salt"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_subjects_fair")),
        sa.PrimaryKeyConstraint("fair", "person", name=op.f("pk_subjects")),
    )
    op.create_table(
        "decisions",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        _code("fair"),
        _code("act"),
        sa.Column("plan", sa.Integer(), nullable=False),
        _code("score_version"),
        _code("station"),
        sa.Column("document", sa.JSON(), nullable=False),
        _moment("decided_at"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_decisions")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decisions_fair", "decisions", ["fair"])


def downgrade() -> None:
    """Forget them."""
    for name in ("decisions", "subjects", "choices"):
        op.drop_table(name)
