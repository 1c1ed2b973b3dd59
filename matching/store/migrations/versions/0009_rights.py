"""What stays of people who were forgotten, which files were written, and which acts were done."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def _number(name: str, *, autoincrement: bool = False) -> "sa.Column[int]":
    return sa.Column(name, sa.Integer(), autoincrement=autoincrement, nullable=False)


def _moment(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=32), nullable=False)


def upgrade() -> None:
    """Create the new tables."""
    op.create_table(
        "counted",
        _code("fair"),
        _code("id"),
        sa.Column("document", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_counted_fair")),
        sa.PrimaryKeyConstraint("fair", "id", name=op.f("pk_counted")),
    )
    op.create_table(
        "copies",
        _number("number", autoincrement=True),
        _code("kind"),
        sa.Column("path", sa.Text(), nullable=False),
        _moment("made_at"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_copies")),
    )
    op.create_table(
        "rights_acts",
        _number("number", autoincrement=True),
        _code("fair"),
        _code("act"),
        _number("people"),
        _moment("done_at"),
        _code("station"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_rights_acts")),
    )


def downgrade() -> None:
    """Forget them."""
    for name in ("rights_acts", "copies", "counted"):
        op.drop_table(name)
