"""Facts of one kind are found without reading the day."""

from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index facts by kind: places and checks of eligibility are asked at every look at a fair."""
    op.create_index("ix_happenings_kind", "happenings", ["fair", "kind"])


def downgrade() -> None:
    """Ask without the index."""
    op.drop_index("ix_happenings_kind", table_name="happenings")
