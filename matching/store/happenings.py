"""The append-only log of the day."""

from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import Connection, Row, insert, select
from sqlalchemy.exc import IntegrityError

from matching.domain.happening import Happening, HappeningKind
from matching.store import schema

_TABLE = schema.happenings


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of an act: written now, or already there under the same nonce."""

    happening: Happening
    is_new: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A fact with the moment it reached the store, by the store's own clock."""

    happening: Happening
    recorded_at: datetime


def append(
    writer: Connection,
    fair: str,
    happening: Happening,
    *,
    recorded_at: datetime,
    visit: int | None = None,
) -> Appended:
    """Write a fact, or hand back the one that the same nonce wrote before.

    Raises
    ------
    IntegrityError
        When another index refuses it: a second first arrival, a second undo.
    """
    values = {
        "fair": fair,
        "nonce": happening.nonce,
        "kind": happening.kind.value,
        "at": happening.at,
        "recorded_at": recorded_at,
        "person": happening.person,
        "stand": happening.stand,
        "meeting": happening.meeting,
        "station": happening.station,
        "about": happening.about,
        "visit": visit,
        "data": dict(happening.data),
    }
    try:
        with writer.begin_nested():
            writer.execute(insert(_TABLE).values(values))
    except IntegrityError:
        before = find(writer, fair, happening.nonce)
        if before is None:
            raise
        return Appended(before, is_new=False)
    return Appended(happening, is_new=True)


def find(reader: Connection, fair: str, nonce: str) -> Happening | None:
    """The fact that a nonce wrote, if any."""
    row = reader.execute(
        select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.nonce == nonce)
    ).first()
    return None if row is None else _happening(row)


def read_happenings(
    reader: Connection, fair: str, *, person: str | None = None
) -> tuple[Happening, ...]:
    """Every fact of a fair, or of one person, in the order they were written."""
    query = select(_TABLE).where(_TABLE.c.fair == fair)
    if person is not None:
        query = query.where(_TABLE.c.person == person)
    return tuple(_happening(row) for row in reader.execute(query.order_by(_TABLE.c.number)))


def of_kind(reader: Connection, fair: str, kind: HappeningKind) -> tuple[Happening, ...]:
    """Every fact of one kind, in the order they were written."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.kind == kind.value)
    return tuple(_happening(row) for row in reader.execute(query.order_by(_TABLE.c.number)))


def read_written(reader: Connection, fair: str, *, person: str) -> tuple[Written, ...]:
    """Every fact of one person with when it was written, in that order."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.person == person)
    rows = reader.execute(query.order_by(_TABLE.c.number))
    return tuple(Written(_happening(row), row.recorded_at) for row in rows)


def _happening(row: Row[tuple[object, ...]]) -> Happening:
    return Happening(
        kind=HappeningKind(row.kind),
        at=row.at,
        nonce=row.nonce,
        person=row.person,
        stand=row.stand,
        meeting=row.meeting,
        station=row.station,
        about=row.about,
        data=MappingProxyType(dict(row.data)),
    )
