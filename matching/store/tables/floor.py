"""The table of what recruiters write for themselves of whom they met."""

from sqlalchemy import Column, Index, Table

from matching.store.columns import Moment, code_column, metadata, of_fair
from matching.store.sealing.sealed_column import SealedWords

# Read by the stand that wrote it alone; it goes with the person.
notes = Table(
    "notes",
    metadata,
    code_column("fair", primary_key=True),
    code_column("nonce", primary_key=True),
    code_column("stand"),
    code_column("person"),
    code_column("station"),
    Column("words", SealedWords("notes.words"), nullable=False),
    Column("written_at", Moment, nullable=False),
    of_fair(),
    Index("ix_notes_stand", "fair", "stand"),
)
