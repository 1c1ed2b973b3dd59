"""The tables of people's rights: who is counted on, what was written, what was done."""

from sqlalchemy import Column, Index, Integer, Table, Text

from matching.store.columns import Moment, code_column, metadata, of_fair
from matching.store.sealing.sealed_column import sealed_column

# What is counted of people who were forgotten: groups and hours, of nobody in particular.
counted = Table(
    "counted",
    metadata,
    code_column("fair", primary_key=True),
    code_column("id", primary_key=True),
    sealed_column("counted"),
    of_fair(),
)

# Files that Parvis wrote outside the store, so that it can say where somebody still stands.
copies = Table(
    "copies",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    code_column("kind"),
    Column("path", Text, nullable=False),
    Column("made_at", Moment, nullable=False),
    # Empty where it holds all fairs, or was written before this was noted.
    code_column("fair"),
    # Of one person's own file; empty where it holds others too, or was written before.
    code_column("person"),
)

# Fields of people that went before them, and whether a meeting had answered their first wish.
forgotten_fields = Table(
    "forgotten_fields",
    metadata,
    code_column("fair", primary_key=True),
    code_column("person", primary_key=True),
    code_column("field", primary_key=True),
    Column("first_wish", Integer),
    Column("forgotten_at", Moment, nullable=False),
    of_fair(),
)

# What was published of groups last: rows of nobody, beside which the next publication stands.
releases = Table(
    "releases",
    metadata,
    code_column("fair", primary_key=True),
    code_column("question", primary_key=True),
    sealed_column("releases"),
    Column("released_at", Moment, nullable=False),
    of_fair(),
)

# What was done about people's rights: proof of the act, and of nobody.
rights_acts = Table(
    "rights_acts",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    code_column("fair"),
    code_column("act"),
    Column("people", Integer, nullable=False),
    Column("done_at", Moment, nullable=False),
    code_column("station"),
)

# What people chose about their data: to be matched or not, and which stand may contact them.
choices = Table(
    "choices",
    metadata,
    code_column("fair", primary_key=True),
    code_column("person", primary_key=True),
    code_column("choice", primary_key=True),
    code_column("stand", primary_key=True),
    Column("agrees", Integer, nullable=False),
    Column("said_at", Moment, nullable=False),
    code_column("station"),
    of_fair(),
)

# Who is meant by a number of the log of decisions; it goes with the person, the log stays.
subjects = Table(
    "subjects",
    metadata,
    code_column("fair", primary_key=True),
    code_column("person", primary_key=True),
    code_column("subject"),
    code_column("salt"),
    of_fair(),
)

# What was decided about whom, appended only: it outlives the person, who is a number in it.
decisions = Table(
    "decisions",
    metadata,
    Column("number", Integer, primary_key=True, autoincrement=True),
    code_column("fair"),
    code_column("act"),
    Column("plan", Integer, nullable=False),
    code_column("score_version"),
    code_column("station"),
    sealed_column("decisions"),
    Column("decided_at", Moment, nullable=False),
    Index("ix_decisions_fair", "fair"),
    sqlite_autoincrement=True,
)
