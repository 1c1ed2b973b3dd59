"""Who may use the app, the screens that are open, and the settings of the store."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def _code(name: str) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=200), nullable=False)


def _moment(name: str, *, nullable: bool = False) -> "sa.Column[str]":
    return sa.Column(name, sa.String(length=32), nullable=nullable)


def upgrade() -> None:
    """Create the new tables."""
    op.create_table(
        "accesses",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        *(_code(name) for name in ("name", "role", "fair", "stand", "code_hash")),
        _moment("given_at"),
        _moment("revoked_at", nullable=True),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_accesses")),
    )
    op.create_table(
        "sessions",
        _code("id"),
        sa.Column("access", sa.Integer(), nullable=False),
        _code("station"),
        sa.Column("is_link", sa.Integer(), nullable=False),
        _moment("opened_at"),
        _moment("ends_at"),
        _moment("closed_at", nullable=True),
        sa.ForeignKeyConstraint(["access"], ["accesses.number"], name=op.f("fk_sessions_access")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sessions")),
    )
    op.create_table(
        "wrong_codes",
        sa.Column("number", sa.Integer(), autoincrement=True, nullable=False),
        _code("address"),
        sa.Column("access", sa.Integer(), nullable=False),
        _moment("at"),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_wrong_codes")),
    )
    op.create_index("ix_wrong_codes_at", "wrong_codes", ["at"])
    op.create_table(
        "settings",
        _code("name"),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def downgrade() -> None:
    """Take the new tables away."""
    for table in ("settings", "wrong_codes", "sessions", "accesses"):
        op.drop_table(table)
