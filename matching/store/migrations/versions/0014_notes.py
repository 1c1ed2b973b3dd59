"""What recruiters write for themselves of whom they met."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "notes",
        *map(_code, ("fair", "nonce", "stand", "person", "station")),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("written_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_notes_fair")),
        sa.PrimaryKeyConstraint("fair", "nonce", name=op.f("pk_notes")),
    )
    op.create_index("ix_notes_stand", "notes", ["fair", "stand"])


def downgrade() -> None:
    """Forget it."""
    op.drop_table("notes")
