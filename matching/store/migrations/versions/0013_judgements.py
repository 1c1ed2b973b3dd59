"""How each person was judged with every offer, kept beside the plan drawn from it."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "judgements",
        _code("fair"),
        _code("person"),
        _code("made_from"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_judgements_fair")),
        sa.PrimaryKeyConstraint("fair", "person", name=op.f("pk_judgements")),
    )


def downgrade() -> None:
    """Forget it."""
    op.drop_table("judgements")
