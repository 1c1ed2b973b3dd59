"""Notes of a stand on people it meets: written and erased whole, read by that stand alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from matching.store import schema

_TABLE = schema.notes


@dataclass(frozen=True, slots=True)
class Note:
    """What a stand wrote of somebody, when, and at which screen."""

    nonce: str
    stand: str
    person: str
    words: str
    written_at: datetime
    station: str = ""


def keep_note(writer: Connection, fair: str, note: Note) -> None:
    """Keep a note; the same nonce again changes nothing."""
    where = (_TABLE.c.fair == fair, _TABLE.c.nonce == note.nonce)
    if writer.scalar(select(_TABLE.c.nonce).where(*where)) is None:
        names = ("nonce", "stand", "person", "words", "written_at", "station")
        row = {"fair": fair, **{name: getattr(note, name) for name in names}}
        writer.execute(insert(_TABLE).values(row))


def drop_note(writer: Connection, fair: str, stand: str, nonce: str) -> bool:
    """Delete a note of a stand; whether that stand had it."""
    where = (_TABLE.c.fair == fair, _TABLE.c.stand == stand, _TABLE.c.nonce == nonce)
    return bool(writer.execute(delete(_TABLE).where(*where)).rowcount)


def notes_of_stand(
    reader: Connection, fair: str, stand: str, belong: Mapping[str, str]
) -> dict[str, tuple[Note, ...]]:
    """The notes of a stand by person, the first first; those on a joined file are the person's."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.stand == stand)
    found: dict[str, tuple[Note, ...]] = {}
    for row in reader.execute(query.order_by(_TABLE.c.written_at, _TABLE.c.nonce)):
        person = belong.get(row.person, row.person)
        note = Note(row.nonce, row.stand, person, row.words, row.written_at, row.station)
        found[person] = (*found.get(person, ()), note)
    return found
