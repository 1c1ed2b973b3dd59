"""What was asked of printers, until they took it."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

_CODES = ("fair", "nonce", "sheet", "person", "language", "printer", "state", "ticket", "station")


def upgrade() -> None:
    """Create the table of print jobs."""
    op.create_table(
        "print_jobs",
        *(sa.Column(name, sa.String(length=200), nullable=False) for name in _CODES),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.String(length=32), nullable=False),
        sa.Column("changed_at", sa.String(length=32), nullable=True),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_print_jobs_fair")),
        sa.PrimaryKeyConstraint("fair", "nonce", name=op.f("pk_print_jobs")),
    )
    op.create_index("ix_print_jobs_state", "print_jobs", ["state"])


def downgrade() -> None:
    """Take the table away."""
    op.drop_table("print_jobs")
