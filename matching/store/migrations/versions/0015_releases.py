"""What was published of groups last, and the fields of people that went before them."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "releases",
        _code("fair"),
        _code("question"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.Column("released_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_releases_fair")),
        sa.PrimaryKeyConstraint("fair", "question", name=op.f("pk_releases")),
    )
    op.create_table(
        "forgotten_fields",
        _code("fair"),
        _code("person"),
        _code("field"),
        sa.Column("first_wish", sa.Integer()),
        sa.Column("forgotten_at", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_forgotten_fields_fair")),
        sa.PrimaryKeyConstraint("fair", "person", "field", name=op.f("pk_forgotten_fields")),
    )


def downgrade() -> None:
    """Forget them."""
    op.drop_table("forgotten_fields")
    op.drop_table("releases")
