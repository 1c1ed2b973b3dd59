"""A score of a meeting holds until a later plan keeps another: found by meeting."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Find the last score of a meeting without reading every plan."""
    op.create_index("ix_meeting_scores_meeting", "meeting_scores", ["fair", "meeting", "number"])


def downgrade() -> None:
    """Scores that were kept once are found in their own plan only."""
    op.drop_index("ix_meeting_scores_meeting", table_name="meeting_scores")
