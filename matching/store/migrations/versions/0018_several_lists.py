"""Several lists of one kind: each prescriber sends one."""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Count the tables that a fair received of each kind; those that are there are the first."""
    with op.batch_alter_table("received_tables") as table:
        table.add_column(sa.Column("part", sa.Integer(), nullable=False, server_default="1"))
        table.drop_constraint("pk_received_tables", type_="primary")
        table.create_primary_key("pk_received_tables", ["fair", "kind", "part"])
    with op.batch_alter_table("received_tables") as table:
        table.alter_column("part", server_default=None)


def downgrade() -> None:
    """Keep the first table of each kind alone."""
    op.execute("DELETE FROM received_tables WHERE part > 1")
    with op.batch_alter_table("received_tables") as table:
        table.drop_constraint("pk_received_tables", type_="primary")
        table.create_primary_key("pk_received_tables", ["fair", "kind"])
        table.drop_column("part")
