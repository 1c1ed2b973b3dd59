"""The append-only log of the day."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from sqlalchemy import (
    BindParameter,
    Connection,
    Row,
    String,
    Text,
    bindparam,
    cast,
    func,
    insert,
    select,
    type_coerce,
)
from sqlalchemy.exc import IntegrityError

from matching.domain.day.day_state import DayState
from matching.domain.day.eligibility import EligibilityCheck, eligibility_of
from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.store import schema
from matching.store.day.rehearsal import SET_ASIDE
from matching.store.last_read import LastEach, LastSeen
from matching.store.people.duplicates import files_of, joined, joined_in, renamed
from matching.store.sealing.sealed_column import document_in

_Row = Row[tuple[object, ...]]
_TABLE = schema.happenings
_INSERT = insert(_TABLE)
_OF_FAIRS = _TABLE.c.fair.in_(bindparam("fairs", expanding=True))
_KEYS: BindParameter[str] = bindparam("keys", expanding=True)
_BY_NONCES = select(_TABLE).where(_OF_FAIRS, _TABLE.c.nonce.in_(_KEYS))
_BY_PEOPLE = select(_TABLE).where(_OF_FAIRS, _TABLE.c.person.in_(_KEYS)).order_by(_TABLE.c.number)
_SINCE = select(_TABLE.c.number, _TABLE.c.person, _TABLE.c.about).where(
    _TABLE.c.fair == bindparam("fair"), _TABLE.c.number > bindparam("number")
)
_AS_STORED = (
    select(
        _TABLE.c.nonce,
        _TABLE.c.kind,
        type_coerce(_TABLE.c.at, String),
        _TABLE.c.person,
        _TABLE.c.stand,
        _TABLE.c.meeting,
        _TABLE.c.station,
        _TABLE.c.about,
        cast(_TABLE.c.data, Text),
    )
    .where(_TABLE.c.fair == bindparam("fair"), _TABLE.c.kind.not_like(f"{SET_ASIDE}%"))
    .order_by(_TABLE.c.number)
)
_LAST_READ = LastEach()
_LAST_SEEN: LastSeen[tuple[Happening, ...]] = LastSeen()
_LAST_VISITS = (
    select(_TABLE.c.fair, _TABLE.c.person, func.max(_TABLE.c.visit).label("visit"))
    .where(_OF_FAIRS, _TABLE.c.person.in_(_KEYS), _TABLE.c.visit.is_not(None))
    .group_by(_TABLE.c.fair, _TABLE.c.person)
)


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
            writer.execute(_INSERT, [_row(entry, recorded_at) for entry in entries])


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
    return find_all(reader, {(fair, nonce)}).get((fair, nonce))


def find_all(
    reader: Connection, acts: Collection[tuple[str, str]]
) -> dict[tuple[str, str], Happening]:
    """The facts that these acts wrote; an act is a fair with a nonce."""
    rows = reader.execute(_BY_NONCES, _named(acts)).all()
    found = ((row.fair, fact) for row, fact in _read(reader, rows))
    return {(fair, fact.nonce): fact for fair, fact in found if (fair, fact.nonce) in acts}


def of_people(
    reader: Connection, people: Collection[tuple[str, str]]
) -> dict[tuple[str, str], tuple[Happening, ...]]:
    """Every fact about these people in the order they were written, by fair and person."""
    belong = joined_in(reader, {fair for fair, _ in people})
    files = {
        (fair, file)
        for fair, files in belong.items()
        for file, other in files.items()
        if (fair, other) in people
    }
    rows = reader.execute(_BY_PEOPLE, _named({*people, *files})).all()
    found: dict[tuple[str, str], list[Happening]] = {}
    for row, fact in _read(reader, rows):
        found.setdefault((row.fair, fact.person), []).append(fact)
    return {key: tuple(found[key]) for key in people if key in found}


def next_visits(
    reader: Connection, people: Collection[tuple[str, str]]
) -> dict[tuple[str, str], int]:
    """The number that the next coming-in of each of these people is written under.

    Files keep their own numbers whoever they belong to, as the unique index does.
    """
    rows = reader.execute(_LAST_VISITS, _named(people))
    last = {(row.fair, row.person): row.visit for row in rows}
    return {key: last.get(key, -1) + 1 for key in people}


def read_happenings(
    reader: Connection, fair: str, *, person: str | None = None
) -> tuple[Happening, ...]:
    """Every fact of a fair, or of one person, in the order they were written.

    Facts of a fair are made once in a process, and again only where the store says otherwise.
    """
    if person is not None:
        return tuple(entry.happening for entry in read_written(reader, fair, person=person))
    return _LAST_SEEN.of(reader, fair, lambda: _facts(reader, fair))


def _facts(reader: Connection, fair: str) -> tuple[Happening, ...]:
    stored = {row[0]: tuple(row) for row in reader.execute(_AS_STORED, {"fair": fair})}
    found = _LAST_READ.values(fair, "facts", stored, _fact_as_stored).values()
    return tuple(_of_the_persons(reader, {fair}, ((fair, fact) for fact in found)))


def is_any_recorded(reader: Connection, fair: str, *, since: datetime, until: datetime) -> bool:
    """Whether any fact of a fair was written down in a span of time, whenever it happened."""
    query = select(_TABLE.c.number).where(
        _TABLE.c.fair == fair, _TABLE.c.recorded_at >= since, _TABLE.c.recorded_at < until
    )
    return reader.execute(query.limit(1)).first() is not None


def of_kind(reader: Connection, fair: str, kind: HappeningKind) -> tuple[Happening, ...]:
    """Every fact of one kind, in the order they were written."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.kind == kind.value)
    rows = reader.execute(query.order_by(_TABLE.c.number)).all()
    return tuple(fact for _, fact in _read(reader, rows))


_OF_PLACES = (
    HappeningKind.PLACE_TAKEN,
    HappeningKind.PLACE_ENROLLED,
    HappeningKind.PLACE_GIVEN_BACK,
    HappeningKind.PLACES_SET,
)


def moved_so_far(reader: Connection, fair: str) -> DayState:
    """Which stands were moved, which groups begin later: of the facts only these are read."""
    kinds = HappeningKind.STAND_MOVED, HappeningKind.WORKSHOP_LATE
    return DayState.of(_standing_of(reader, fair, *kinds))


def eligibility_checks(
    reader: Connection, fair: str, *, person: str | None = None
) -> Mapping[str, EligibilityCheck]:
    """What prescribers have said of everybody or of one person, the last word of each."""
    facts = _standing_of(reader, fair, HappeningKind.ELIGIBILITY_CHECKED, person=person)
    return eligibility_of(facts)


def eligible_people(reader: Connection, fair: str, *, person: str | None = None) -> dict[str, bool]:
    """A prescriber's word on insertion contracts, yes or no, by person."""
    checks = eligibility_checks(reader, fair, person=person)
    return {checked: check.eligible for checked, check in checks.items()}


def place_facts(
    reader: Connection, fair: str, *, person: str | None = None
) -> tuple[Happening, ...]:
    """What happened to places and still counts, of everybody or of one person."""
    return _standing_of(reader, fair, *_OF_PLACES, person=person)


def place_facts_in(reader: Connection, fairs: Collection[str]) -> tuple[tuple[str, Happening], ...]:
    """What happened to places of several fairs and still counts, in the order it was written."""
    query = select(_TABLE).where(_TABLE.c.fair.in_(sorted(fairs)), _TABLE.c.kind.in_(_OF_PLACES))
    found = list(_read(reader, reader.execute(query.order_by(_TABLE.c.number)).all()))
    undone = select(_TABLE.c.fair, _TABLE.c.about).where(
        _TABLE.c.fair.in_(sorted(fairs)),
        _TABLE.c.about.in_([fact.nonce for _, fact in found]),
    )
    taken_back = {(row.fair, row.about) for row in reader.execute(undone)} if found else set()
    return tuple(
        (row.fair, fact) for row, fact in found if (row.fair, fact.nonce) not in taken_back
    )


def _standing_of(
    reader: Connection, fair: str, *kinds: HappeningKind, person: str | None = None
) -> tuple[Happening, ...]:
    """The facts of these kinds that were not taken back, of everybody or of one person."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.kind.in_(kinds))
    if person is not None:
        query = query.where(_TABLE.c.person.in_(files_of(reader, fair, person)))
    rows = reader.execute(query.order_by(_TABLE.c.number)).all()
    facts = tuple(fact for _, fact in _read(reader, rows))
    if not facts:
        return ()
    taken_back = select(_TABLE.c.about).where(
        _TABLE.c.fair == fair, _TABLE.c.about.in_([fact.nonce for fact in facts])
    )
    undone = set(reader.scalars(taken_back))
    return tuple(fact for fact in facts if fact.nonce not in undone)


def changed_since(reader: Connection, fair: str, number: int) -> tuple[int, frozenset[str]]:
    """The number of the last fact of a fair, and the people of whom any after `number` tells."""
    rows = reader.execute(_SINCE, {"fair": fair, "number": number}).all()
    taken_back = [row.about for row in rows if row.about]
    found = {row.person for row in rows}
    if taken_back:
        found |= {
            fact.person
            for fact in find_all(reader, {(fair, nonce) for nonce in taken_back}).values()
        }
    belong = joined(reader, fair)
    people = frozenset(belong.get(person, person) for person in found if person)
    return max((row.number for row in rows), default=number), people


def attendance_of(reader: Connection, fair: str, people: Collection[str]) -> Attendance:
    """Who of these people came and is here."""
    told = of_people(reader, {(fair, person) for person in people})
    facts = [fact for mine in told.values() for fact in mine]
    return Attendance.of([*facts, *of_kind(reader, fair, HappeningKind.UNDONE)])


def read_written(reader: Connection, fair: str, *, person: str) -> tuple[Written, ...]:
    """Every fact of one person with when it was written, in that order."""
    files = files_of(reader, fair, person)
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.person.in_(files))
    rows = reader.execute(query.order_by(_TABLE.c.number)).all()
    return tuple(
        Written(fact, row.recorded_at) for row, fact in _read(reader, rows) if fact.person == person
    )


def _named(keys: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    return {"fairs": sorted({fair for fair, _ in keys}), "keys": sorted({key for _, key in keys})}


def _read(reader: Connection, rows: Sequence[_Row]) -> Iterator[tuple[_Row, Happening]]:
    """Rows with the facts they tell, those of a joined file as facts of the person.

    What was rehearsed is no fact of the day.
    """
    rows = [row for row in rows if not row.kind.startswith(SET_ASIDE)]
    told = ((row.fair, _happening(row)) for row in rows)
    return zip(rows, _of_the_persons(reader, {row.fair for row in rows}, told), strict=True)


def _of_the_persons(
    reader: Connection, fairs: Collection[str], told: Iterable[tuple[str, Happening]]
) -> Iterator[Happening]:
    """Facts by their fair, those of a joined file as facts of the person."""
    belong = joined_in(reader, fairs)
    names: dict[str, Mapping[str, str]] = {}
    for fair, fact in told:
        files = belong[fair]
        if not files:
            yield fact
            continue
        if fact.meeting and fair not in names:
            names[fair] = renamed(reader, fair)
        named = names[fair].get(fact.meeting, fact.meeting) if fact.meeting else ""
        mine = replace(fact, meeting=named) if named != fact.meeting else fact
        yield _fact_of(mine, files[fact.person]) if fact.person in files else mine


def _fact_of(fact: Happening, person: str) -> Happening:
    """A fact of a joined file: whoever has another file did not walk in."""
    data = {name: value for name, value in fact.data.items() if name != "walk_in"}
    return replace(fact, person=person, data=MappingProxyType(data))


def _fact_as_stored(stored: Sequence[str]) -> Happening:
    nonce, kind, at, person, stand, meeting, station, about, data = stored
    return Happening(
        kind=HappeningKind(kind),
        at=datetime.fromisoformat(at),
        nonce=nonce,
        person=person,
        stand=stand,
        meeting=meeting,
        station=station,
        about=about,
        data=MappingProxyType(document_in(_TABLE.c.data, data)),
    )


def _happening(row: _Row) -> Happening:
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
