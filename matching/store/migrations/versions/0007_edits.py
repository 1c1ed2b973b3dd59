"""What staff enter, change or take out by hand."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the new table."""
    op.create_table(
        "edits",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        *(_code(name) for name in ("fair", "kind", "entry", "act")),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("edited_at", sa.String(length=32), nullable=False),
        _code("station"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_edits_fair")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_edits")),
    )
    op.create_index("ix_edits_fair", "edits", ["fair"])


def downgrade() -> None:
    """Forget them."""
    op.drop_table("edits")
