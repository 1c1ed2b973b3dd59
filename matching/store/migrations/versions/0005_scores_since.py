"""Scores found by meeting, whichever plan kept them last; how often a list has changed."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Find the last score of a meeting without reading every plan; count changes of lists."""
    op.create_table(
        "listings",
        sa.Column("fair", sa.String(length=200), nullable=False),
        sa.Column("changes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_listings_fair")),
        sa.PrimaryKeyConstraint("fair", name=op.f("pk_listings")),
    )
    op.create_index("ix_meeting_scores_meeting", "meeting_scores", ["fair", "meeting", "number"])


def downgrade() -> None:
    """Scores that were kept once are found in their own plan only."""
    op.drop_table("listings")
    op.drop_index("ix_meeting_scores_meeting", table_name="meeting_scores")
