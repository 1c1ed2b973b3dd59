"""What staff say of somebody of one day and somebody of another day of one organiser."""

from sqlalchemy import Column, Index, Integer, Table

from matching.store.columns import Moment, code_column, metadata, of_fair

acquaintances = Table(
    "acquaintances",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    code_column("fair"),
    code_column("person"),
    code_column("other_fair"),
    code_column("other"),
    code_column("said"),
    Column("said_at", Moment, nullable=False),
    code_column("station"),
    of_fair(),
    Index("ix_acquaintances_fair", "fair"),
    Index("ix_acquaintances_other_fair", "other_fair"),
)
