"""Who is on the list of a fair, by name and number and nothing more."""

from collections.abc import Collection, Hashable
from dataclasses import dataclass

from sqlalchemy import BindParameter, Connection, bindparam, select

from matching.domain.jobseeker import Jobseeker
from matching.store import schema
from matching.store.documents import from_document
from matching.store.last_read import LastList
from matching.store.people.duplicates import joined
from matching.store.people.listing import list_state

_FAIR: BindParameter[str] = bindparam("fair")
_PEOPLE = schema.jobseekers
_LAST_COUNT: LastList[Hashable, int] = LastList()
_LAST_NAMED: LastList[Hashable, "tuple[Named, ...]"] = LastList()
_CALLED = select(
    _PEOPLE.c.id,
    _PEOPLE.c.call_number,
    _PEOPLE.c.document["first_name"].as_string().label("first_name"),
).where(_PEOPLE.c.fair == _FAIR, _PEOPLE.c.id.in_(bindparam("ids", expanding=True)))
_NUMBERED = select(_PEOPLE.c.id, _PEOPLE.c.call_number).where(
    _PEOPLE.c.fair == _FAIR, _PEOPLE.c.call_number.in_(bindparam("numbers", expanding=True))
)
_NAMES = (
    select(
        _PEOPLE.c.id,
        _PEOPLE.c.call_number,
        _PEOPLE.c.document["first_name"].as_string().label("first"),
        _PEOPLE.c.document["last_name"].as_string().label("last"),
    )
    .where(_PEOPLE.c.fair == _FAIR, _PEOPLE.c.withdrawn == 0)
    .order_by(_PEOPLE.c.id)
)


@dataclass(frozen=True, slots=True)
class Named:
    """Somebody on the list, by name."""

    person: str
    call_number: int
    name: str


@dataclass(frozen=True, slots=True)
class Called:
    """How somebody is called in the hall."""

    number: int
    first_name: str


def called(reader: Connection, fair: str, people: Collection[str]) -> dict[str, Called]:
    """How these people are called, those no longer listed too."""
    rows = reader.execute(_CALLED, {"fair": fair, "ids": sorted(people)})
    return {row.id: Called(row.call_number, row.first_name) for row in rows}


def numbered(reader: Connection, fair: str, numbers: Collection[int]) -> dict[str, int]:
    """Who has these call numbers, those no longer listed too, with their number."""
    rows = reader.execute(_NUMBERED, {"fair": fair, "numbers": sorted(numbers)})
    return {row.id: row.call_number for row in rows}


def read_people(reader: Connection, fair: str, people: Collection[str]) -> list[Jobseeker]:
    """The profiles of a few people."""
    query = select(_PEOPLE.c.document).where(_PEOPLE.c.fair == fair, _PEOPLE.c.id.in_(people))
    return [from_document(document, Jobseeker) for document in reader.scalars(query)]


def read_names(reader: Connection, fair: str) -> tuple[Named, ...]:
    """Everybody listed for a fair, by id; of their profiles the name alone.

    The same tuple while nobody came, left or was renamed.
    """
    state = list_state(reader, fair)
    if state is None:
        return _read_names(reader, fair)
    return _LAST_NAMED.of(fair, state, lambda: _read_names(reader, fair))


def _read_names(reader: Connection, fair: str) -> tuple[Named, ...]:
    rows, belong = reader.execute(_NAMES, {"fair": fair}).all(), joined(reader, fair)
    return tuple(
        Named(id_, number, f"{first} {last}".strip())
        for id_, number, first, last in rows
        if id_ not in belong
    )


def count_expected(reader: Connection, fair: str) -> int:
    """How many people a list named before the day; two files of one person count once.

    Whoever walks in is not among them, unless staff found the file they had.
    """
    state = list_state(reader, fair)
    if state is None:
        return _count_expected(reader, fair)
    return _LAST_COUNT.of(fair, state, lambda: _count_expected(reader, fair))


def _count_expected(reader: Connection, fair: str) -> int:
    query = select(_PEOPLE.c.id).where(
        _PEOPLE.c.fair == fair, _PEOPLE.c.withdrawn == 0, _PEOPLE.c.walk_in == 0
    )
    belong = joined(reader, fair)
    return len({belong.get(file, file) for file in reader.scalars(query)})
