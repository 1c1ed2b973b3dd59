"""Of whom a file outside the store is: another person's is not named when somebody goes."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Say of each person's file whose it is; of those that are there nobody knows."""
    with op.batch_alter_table("copies") as table:
        table.add_column(sa.Column("person", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("copies") as table:
        table.alter_column("person", server_default=None)


def downgrade() -> None:
    """Forget it."""
    with op.batch_alter_table("copies") as table:
        table.drop_column("person")
