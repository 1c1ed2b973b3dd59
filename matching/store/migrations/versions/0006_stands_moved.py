"""Stands that were moved are found without reading the day."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index the few facts that say where a stand is now: they are asked at every arrival."""
    moved = sa.text("kind = 'stand-moved'")
    op.create_index(
        "ix_happenings_stand_moved",
        "happenings",
        ["fair"],
        sqlite_where=moved,
        postgresql_where=moved,
    )


def downgrade() -> None:
    """Ask without the index."""
    op.drop_index("ix_happenings_stand_moved", table_name="happenings")
