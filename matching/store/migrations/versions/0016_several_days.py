"""People known from one day of an organiser to the next; interviews that a setting limits."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def upgrade() -> None:
    """Create the table of what staff say of somebody of two fairs; limit no interviews unasked.

    A hundred interviews for a hundred places was written where nobody had said anything, and
    bound no plan.
    """
    op.create_table(
        "acquaintances",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        *(_code(name) for name in ("fair", "person", "other_fair", "other", "said")),
        sa.Column("said_at", sa.String(length=32), nullable=False),
        _code("station"),
        sa.ForeignKeyConstraint(["fair"], ["fairs.id"], name=op.f("fk_acquaintances_fair")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_acquaintances")),
    )
    op.create_index("ix_acquaintances_fair", "acquaintances", ["fair"])
    op.create_index("ix_acquaintances_other_fair", "acquaintances", ["other_fair"])
    _put_for(100, 0)


def downgrade() -> None:
    """Take the table away; a hundred again where nothing was set."""
    op.drop_table("acquaintances")
    _put_for(0, 100)


def _put_for(before: int, after: int) -> None:
    fairs = sa.table("fairs", sa.column("id", sa.Text), sa.column("document", sa.JSON))
    key, connection = "interviews_per_100_places", op.get_bind()
    for fair, document in connection.execute(sa.select(fairs)).all():
        rules: dict[str, Any] = (document or {}).get("place_rules") or {}
        if rules.get(key) == before:
            changed = {**document, "place_rules": {**rules, key: after}}
            update = sa.update(fairs).where(fairs.c.id == fair)
            connection.execute(update.values(document=changed))
