"""What is known of people after a programme."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the new table."""
    op.create_table(
        "follow_ups",
        _code("fair"),
        _code("record"),
        sa.Column("months", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_follow_ups_fair")),
        sa.PrimaryKeyConstraint("fair", "record", "months", name=op.f("pk_follow_ups")),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("follow_ups")
