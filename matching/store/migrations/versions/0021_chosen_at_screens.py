"""What was chosen at a screen: it is there again when its page is loaded anew."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

_CHOSEN = ("chosen_fair", "chosen_language")


def upgrade() -> None:
    """Keep of each screen its fair and its language; at those open now nothing is chosen yet."""
    with op.batch_alter_table("sessions") as table:
        for name in _CHOSEN:
            table.add_column(
                sa.Column(name, sa.String(length=200), nullable=False, server_default="")
            )
    with op.batch_alter_table("sessions") as table:
        for name in _CHOSEN:
            table.alter_column(name, server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("sessions") as table:
        for name in _CHOSEN:
            table.drop_column(name)
