"""What people said at the door, kept beside the list they came with."""

from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection, insert, select, update

from matching.store import schema
from matching.store.people.duplicates import files_of
from matching.store.sealing.sealed_column import text_of

_TABLE = schema.answers
_TOGETHER = ("wishes", "skills", "experience", "meanings")
_HOURS = ("arrives", "leaves")
_NOTHING: Mapping[str, Any] = MappingProxyType({})


def answer_texts(reader: Connection, fair: str) -> dict[str, str]:
    """The documents of what each file was answered with at the door, by the file's id."""
    query = select(_TABLE.c.person, text_of(_TABLE.c.document)).where(_TABLE.c.fair == fair)
    return {row[0]: row[1] for row in reader.execute(query)}


def answered_since(reader: Connection, fair: str, moment: datetime) -> frozenset[str]:
    """The files of whoever answered a question since a moment."""
    query = select(_TABLE.c.person).where(_TABLE.c.fair == fair, _TABLE.c.answered_at >= moment)
    return frozenset(reader.scalars(query))


def answers_of(reader: Connection, fair: str, person: str) -> dict[str, Any]:
    """The fields that one person answered at the door, under any file of theirs."""
    said = read_answers_of(reader, fair, files_of(reader, fair, person))
    others: dict[str, Any] = {}
    for file in sorted(said.keys() - {person}):
        others = answered(others, said[file])
    return answered(others, said.get(person, {}))


def read_answers_of(
    reader: Connection, fair: str, files: Collection[str]
) -> dict[str, dict[str, Any]]:
    """The fields that each of these files was answered with, by the file's id."""
    where = (_TABLE.c.fair == fair, _TABLE.c.person.in_(sorted(files)))
    rows = reader.execute(select(_TABLE.c.person, _TABLE.c.document).where(*where))
    return {row.person: row.document for row in rows}


def keep_answers(
    writer: Connection, fair: str, person: str, fields: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep fields of a profile as answered; a field answered again is as answered last."""
    where = (_TABLE.c.fair == fair, _TABLE.c.person == person)
    before = read_answers_of(writer, fair, [person]).get(person, {})
    # An hour that no longer holds is as if it had never been answered.
    said = answered(before, fields)
    kept = {name: said[name] for name in said if name in fields or said[name] == before[name]}
    values = {"document": kept, "answered_at": at}
    changed = writer.execute(update(_TABLE).where(*where).values(values))
    if changed.rowcount == 0:
        writer.execute(insert(_TABLE).values(fair=fair, person=person, **values))


def answered(document: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A profile's document with what the person said over what was known before.

    An hour that was answered holds: one known before that contradicts it is no longer known.
    """
    said = {**document, **fields}
    arrives, leaves = (said.get(name) for name in _HOURS)
    if arrives and leaves and arrives >= leaves:
        said["arrives" if fields.get("leaves") else "leaves"] = None
    return said


def filled(document: Mapping[str, Any], other: Mapping[str, Any]) -> dict[str, Any]:
    """A document with what it does not know taken from another one of the same person."""
    unknown = {
        name: value
        for name, value in other.items()
        if name not in _HOURS and _is_unknown(name, document.get(name))
    }
    both = {
        name: list(dict.fromkeys([*document[name], *other[name]]))
        for name in _TOGETHER
        if name in document
    }
    hours = {} if any(document.get(name) for name in _HOURS) else _hours(other)
    return {**document, **unknown, **both, **hours}


def _hours(document: Mapping[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in _HOURS if name in document}


def _is_unknown(name: str, value: object) -> bool:
    """No licence at all is known, and is no missing answer."""
    return value in (None, "", "unknown") or (value == [] and name != "licences")


def whole(
    documents: Mapping[str, Mapping[str, Any]],
    belong: Mapping[str, str],
    answers: Mapping[str, Mapping[str, Any]] = _NOTHING,
) -> dict[str, dict[str, Any]]:
    """A document for each person: what one file of theirs does not know, another may.

    Answers win over every list, and those given under the file that was kept over all.
    """
    known = {
        person: dict(document) for person, document in documents.items() if person not in belong
    }
    others = [file for file in sorted(belong) if belong[file] in known]
    for file in others:
        if file in documents:
            known[belong[file]] = filled(known[belong[file]], documents[file])
    for file in others:
        known[belong[file]] = answered(known[belong[file]], answers.get(file, _NOTHING))
    for person in known.keys() & answers.keys():
        known[person] = answered(known[person], answers[person])
    return known
