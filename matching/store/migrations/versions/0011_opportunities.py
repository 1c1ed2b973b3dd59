"""How open a fair is to each person, kept beside the plan drawn from the same scores."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "opportunities",
        _code("fair"),
        _code("person"),
        _code("made_from"),
        sa.Column("open_share", sa.Float(), nullable=False),
        sa.Column("best_score", sa.Float(), nullable=True),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_opportunities_fair")),
        sa.PrimaryKeyConstraint("fair", "person", name=op.f("pk_opportunities")),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("opportunities")
