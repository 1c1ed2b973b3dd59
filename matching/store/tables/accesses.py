"""The tables of who may enter: accesses, the screens that they opened, wrong codes."""

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, Table

from matching.store.columns import Moment, code_column, metadata

# Who may use the app: a number that may be said aloud, and the hash of a secret code.
accesses = Table(
    "accesses",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=False),
    code_column("name"),
    code_column("role"),
    # Empty for all fairs: an access may be older than any of them.
    code_column("fair"),
    code_column("stand"),
    code_column("code_hash"),
    Column("given_at", Moment, nullable=False),
    Column("revoked_at", Moment),
)

# Screens that a code has opened; a link is one that opens the next screen and then ends.
sessions = Table(
    "sessions",
    metadata,
    code_column("id", primary_key=True),
    Column("access", Integer, nullable=False),
    code_column("station"),
    Column("is_link", Integer, nullable=False),
    Column("opened_at", Moment, nullable=False),
    Column("ends_at", Moment, nullable=False),
    Column("closed_at", Moment),
    code_column("chosen_fair"),
    code_column("chosen_language"),
    ForeignKeyConstraint(["access"], ["accesses.number"]),
)

# Wrong codes of the last minutes, so that trying them all takes years.
wrong_codes = Table(
    "wrong_codes",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    code_column("address"),
    Column("access", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_wrong_codes_at", "at"),
)
