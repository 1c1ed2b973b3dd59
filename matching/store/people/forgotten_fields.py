"""Fields of people who are kept longer than what they said: each goes when its time is over."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, delete, insert, select, update

from matching.domain.edit import EditKind
from matching.domain.jobseeker import Jobseeker, Limits
from matching.domain.statistics import Statistics
from matching.store import schema
from matching.store.documents import from_document, to_document

WORDS = ("wishes", "skills", "experience", "meanings")
NEEDS = ("needs", "interpreter", "avoid")
# The level of a diploma is a group of the report.
CONDITIONS = (
    "language",
    "sheet_language",
    "arrives",
    "leaves",
    "most_meetings",
    *(field.name for field in fields(Limits) if field.name not in {*NEEDS, "diploma_level"}),
)
PROFILE: Mapping[str, tuple[str, ...]] = {
    "words": WORDS, "needs": NEEDS, "conditions": CONDITIONS,
}  # fmt: skip
"""Members of a profile by the field of the rules that they belong to."""

_TABLE = schema.forgotten_fields
_EMPTY: Mapping[str, Any] = to_document(Jobseeker("-", "-"))


def forgotten_fields(reader: Connection, fair: str) -> dict[str, frozenset[str]]:
    """The fields that were forgotten of each person."""
    found: dict[str, set[str]] = {}
    rows = reader.execute(select(_TABLE.c.person, _TABLE.c.field).where(_TABLE.c.fair == fair))
    for person, field in rows:
        found.setdefault(person, set()).add(field)
    return {person: frozenset(gone) for person, gone in found.items()}


def first_wishes_kept(reader: Connection, fair: str) -> dict[str, bool | None]:
    """Whether a meeting answered the first wish of each person whose words were forgotten."""
    query = select(_TABLE.c.person, _TABLE.c.first_wish)
    rows = reader.execute(query.where(_TABLE.c.fair == fair, _TABLE.c.field == "words"))
    return {person: None if met is None else bool(met) for person, met in rows}


def note_forgotten(
    writer: Connection,
    fair: str,
    person: str,
    field: str,
    *,
    at: datetime,
    first_wish: bool | None = None,
) -> None:
    """Remember that a field of a person was forgotten, and the one figure that hung on it."""
    met = None if first_wish is None else int(first_wish)
    row = {"fair": fair, "person": person, "field": field, "first_wish": met, "forgotten_at": at}
    writer.execute(insert(_TABLE).values(row))


def empty_profile(
    writer: Connection, fair: str, files: Collection[str], names: Collection[str]
) -> None:
    """Make these members of profiles and answers as if they had never been said."""
    unsaid = {name: _EMPTY[name] for name in names}
    people, answers = schema.jobseekers, schema.answers
    _rewrite(writer, people.c.id, (fair, files), lambda document: {**document, **unsaid})
    _rewrite(
        writer, answers.c.person, (fair, files),
        lambda document: {name: document[name] for name in document if name not in unsaid},
    )  # fmt: skip


def group_statistics(
    writer: Connection,
    fair: str,
    files: Collection[str],
    grouped: Callable[[Statistics], Statistics],
) -> None:
    """Leave of statistics the groups that are counted."""
    table = schema.statistics
    _rewrite(
        writer, table.c.person, (fair, files),
        lambda document: to_document(grouped(from_document(document, Statistics))),
    )  # fmt: skip


def drop_reasons(writer: Connection, fair: str, files: Collection[str]) -> None:
    """Delete how people were judged, and the reasons of their meetings: they quote their words."""
    meetings, scores, judged = schema.meetings, schema.meeting_scores, schema.judgements
    mine = select(meetings.c.id).where(meetings.c.fair == fair, meetings.c.person.in_(files))
    writer.execute(delete(scores).where(scores.c.fair == fair, scores.c.meeting.in_(mine)))
    writer.execute(delete(judged).where(judged.c.fair == fair, judged.c.person.in_(files)))


def drop_notes(writer: Connection, fair: str, files: Collection[str]) -> None:
    """Delete what recruiters noted of people."""
    notes = schema.notes
    writer.execute(delete(notes).where(notes.c.fair == fair, notes.c.person.in_(files)))


def empty_edits(writer: Connection, fair: str, files: Collection[str]) -> None:
    """Keep who did what by hand with a profile, and not what was written."""
    table = schema.edits
    mine = (table.c.fair == fair, table.c.kind == EditKind.JOBSEEKERS.value)
    writer.execute(update(table).where(*mine, table.c.entry.in_(files)).values(document={}))


def _rewrite(
    writer: Connection,
    key: Column[str],
    rows: tuple[str, Collection[str]],
    change: Callable[[dict[str, Any]], dict[str, Any]],
) -> None:
    """Change the documents of these rows of a fair, of the table that the key is of."""
    (fair, files), table = rows, key.table
    query = select(key.label("key"), table.c.document).where(table.c.fair == fair, key.in_(files))
    for row in writer.execute(query).all():
        here = (table.c.fair == fair, key == row.key)
        writer.execute(update(table).where(*here).values(document=change(row.document)))
