"""The append-only log of the day."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import BindParameter, Connection, Row, bindparam, func, insert, select
from sqlalchemy.exc import IntegrityError

from matching.domain.happening import Happening, HappeningKind
from matching.store import schema

_TABLE = schema.happenings
_INSERT = insert(_TABLE)
_OF_FAIRS = _TABLE.c.fair.in_(bindparam("fairs", expanding=True))
_KEYS: BindParameter[str] = bindparam("keys", expanding=True)
_BY_NONCES = select(_TABLE).where(_OF_FAIRS, _TABLE.c.nonce.in_(_KEYS))
_BY_PEOPLE = select(_TABLE).where(_OF_FAIRS, _TABLE.c.person.in_(_KEYS)).order_by(_TABLE.c.number)
_LAST_VISITS = (
    select(_TABLE.c.fair, _TABLE.c.person, func.max(_TABLE.c.visit).label("visit"))
    .where(_OF_FAIRS, _TABLE.c.person.in_(_KEYS), _TABLE.c.visit.is_not(None))
    .group_by(_TABLE.c.fair, _TABLE.c.person)
)
_UNDOING = _TABLE.alias("undoing")
_STANDING = (
    select(_TABLE.c.number, _TABLE.c.person, _TABLE.c.kind)
    .where(
        _TABLE.c.fair == bindparam("fair"),
        _TABLE.c.kind.in_([HappeningKind.ARRIVED.value, HappeningKind.LEFT.value]),
        ~select(_UNDOING.c.number)
        .where(
            _UNDOING.c.fair == _TABLE.c.fair,
            _UNDOING.c.kind == HappeningKind.UNDONE.value,
            _UNDOING.c.about == _TABLE.c.nonce,
        )
        .exists(),
    )
    .cte("standing")
)
_LAST = select(func.max(_STANDING.c.number)).group_by(_STANDING.c.person)
_IS_ARRIVAL = _STANDING.c.kind == HappeningKind.ARRIVED.value
_CAME = select(func.count(_STANDING.c.person.distinct())).where(_IS_ARRIVAL)
_PRESENT = select(func.count()).where(_STANDING.c.number.in_(_LAST), _IS_ARRIVAL)


@dataclass(frozen=True, slots=True)
class Appended:
    """What became of an act: written now, or already there under the same nonce."""

    happening: Happening
    is_new: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """A fact of a fair to be written; `visit` says which coming-in of the person it is."""

    fair: str
    happening: Happening
    visit: int | None = None


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
    values = _row(Entry(fair, happening, visit), recorded_at)
    try:
        with writer.begin_nested():
            writer.execute(insert(_TABLE).values(values))
    except IntegrityError:
        before = find(writer, fair, happening.nonce)
        if before is None:
            raise
        return Appended(before, is_new=False)
    return Appended(happening, is_new=True)


def append_all(writer: Connection, entries: Sequence[Entry], *, recorded_at: datetime) -> None:
    """Write facts in this order, all of them or none.

    Raises
    ------
    IntegrityError
        When a nonce was used before, or for any reason that `append` has.
    """
    if entries:
        with writer.begin_nested():
            writer.execute(_INSERT, [_row(one, recorded_at) for one in entries])


def _row(entry: Entry, recorded_at: datetime) -> dict[str, object]:
    happening = entry.happening
    return {
        "fair": entry.fair,
        "nonce": happening.nonce,
        "kind": happening.kind.value,
        "at": happening.at,
        "recorded_at": recorded_at,
        "person": happening.person,
        "stand": happening.stand,
        "meeting": happening.meeting,
        "station": happening.station,
        "about": happening.about,
        "visit": entry.visit,
        "data": dict(happening.data),
    }


def find(reader: Connection, fair: str, nonce: str) -> Happening | None:
    """The fact that a nonce wrote, if any."""
    row = reader.execute(
        select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.nonce == nonce)
    ).first()
    return None if row is None else _happening(row)


def find_all(
    reader: Connection, acts: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Happening]:
    """The facts that these acts wrote; an act is a fair with a nonce."""
    found = ((row.fair, _happening(row)) for row in reader.execute(_BY_NONCES, _named(acts)))
    return {(fair, one.nonce): one for fair, one in found if (fair, one.nonce) in acts}


def of_people(
    reader: Connection, people: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Happening, ...]]:
    """Every fact about these people in the order they were written, by fair and person."""
    found: dict[tuple[str, str], list[Happening]] = {}
    for row in reader.execute(_BY_PEOPLE, _named(people)):
        found.setdefault((row.fair, row.person), []).append(_happening(row))
    return {key: tuple(found[key]) for key in people if key in found}


def next_visits(
    reader: Connection, people: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """The number that the next coming-in of each of these people is written under."""
    rows = reader.execute(_LAST_VISITS, _named(people))
    last = {(row.fair, row.person): row.visit for row in rows}
    return {key: last.get(key, -1) + 1 for key in people}


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


def count_attendance(reader: Connection, fair: str) -> tuple[int, int]:
    """How many people came, and how many are here now: what `Attendance.of` would count.

    Asked of the database, because every screen of the door asks at every touch.
    """
    came = reader.scalar(_CAME, {"fair": fair})
    present = reader.scalar(_PRESENT, {"fair": fair})
    return came or 0, present or 0


def read_written(reader: Connection, fair: str, *, person: str) -> tuple[Written, ...]:
    """Every fact of one person with when it was written, in that order."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.person == person)
    rows = reader.execute(query.order_by(_TABLE.c.number))
    return tuple(Written(_happening(row), row.recorded_at) for row in rows)


def _named(keys: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    return {"fairs": sorted({fair for fair, _ in keys}), "keys": sorted({key for _, key in keys})}


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
