"""What people said at the door, kept beside the list they came with."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from matching.store import schema

_TABLE = schema.answers
_TOGETHER = ("wishes", "skills", "experience")
_HOURS = ("arrives", "leaves")


def read_answers(reader: Connection, fair: str) -> dict[str, dict[str, Any]]:
    """The fields that each person answered at the door, by person id."""
    query = select(_TABLE.c.person, _TABLE.c.document).where(_TABLE.c.fair == fair)
    return {row.person: row.document for row in reader.execute(query)}


def answers_of(reader: Connection, fair: str, person: str) -> dict[str, Any]:
    """The fields that one person answered at the door."""
    where = (_TABLE.c.fair == fair, _TABLE.c.person == person)
    return reader.scalar(select(_TABLE.c.document).where(*where)) or {}


def keep_answers(
    writer: Connection, fair: str, person: str, fields: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep fields of a profile as answered; a field answered again is as answered last."""
    where = (_TABLE.c.fair == fair, _TABLE.c.person == person)
    values = {"document": {**answers_of(writer, fair, person), **fields}, "answered_at": at}
    changed = writer.execute(update(_TABLE).where(*where).values(values))
    if changed.rowcount == 0:
        writer.execute(insert(_TABLE).values(fair=fair, person=person, **values))


def answered(document: Mapping[str, Any], fields: Mapping[str, Any]) -> dict[str, Any]:
    """A profile's document with what the person said over what the list says.

    Hours that end before they begin are those of a newer list: the list's then hold.
    """
    said = {**document, **fields}
    arrives, leaves = (said.get(name) for name in _HOURS)
    if arrives and leaves and arrives >= leaves:
        said |= {name: document.get(name) for name in _HOURS}
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
    documents: Mapping[str, Mapping[str, Any]], belong: Mapping[str, str]
) -> dict[str, dict[str, Any]]:
    """A document for each person: what one file of theirs does not know, another may."""
    known = {one: dict(document) for one, document in documents.items() if one not in belong}
    for one in sorted(belong):
        if one in documents and belong[one] in known:
            known[belong[one]] = filled(known[belong[one]], documents[one])
    return known
