"""The tables of people's rights: who is counted on, what was written, what was done."""

from sqlalchemy import JSON, Column, Index, Integer, Table, Text

from matching.store.columns import Moment, code_column, metadata, of_fair

# What is counted of people who were forgotten: groups and hours, of nobody in particular.
counted = Table(
    "counted",
    metadata,
    code_column("fair", primary_key=True),
    code_column("id", primary_key=True),
    Column("document", JSON, nullable=False),
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
    Column("document", JSON, nullable=False),
    Column("decided_at", Moment, nullable=False),
    Index("ix_decisions_fair", "fair"),
    sqlite_autoincrement=True,
)
