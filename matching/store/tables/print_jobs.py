"""The table of what was asked of printers: recipes, never pages."""

from sqlalchemy import JSON, Column, Index, Table, Text

from matching.store.columns import Moment, code_column, metadata, of_fair

# `person` is empty for the sheets of all; a job of one person goes with that person.
print_jobs = Table(
    "print_jobs",
    metadata,
    code_column("fair", primary_key=True),
    code_column("nonce", primary_key=True),
    code_column("sheet"),
    code_column("person"),
    code_column("language"),
    Column("options", JSON, nullable=False),
    code_column("printer"),
    code_column("state"),
    code_column("ticket"),
    Column("words", Text, nullable=False),
    code_column("station"),
    Column("asked_at", Moment, nullable=False),
    Column("changed_at", Moment),
    of_fair(),
    Index("ix_print_jobs_state", "state"),
)
