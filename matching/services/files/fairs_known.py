"""The fairs in the store, with what each holds."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import ColumnElement, Connection, Table, func, select

from matching.domain.edit import EditKind
from matching.domain.fair import Fair, nearest_first
from matching.services.shop.shop import Shop
from matching.store import schema
from matching.store.edits import entries_out, fairs_with_removals
from matching.store.fairs import list_fairs, read_fair

_TABLES: Mapping[EditKind, Table] = MappingProxyType(
    {
        EditKind.JOBSEEKERS: schema.jobseekers,
        EditKind.EXHIBITORS: schema.exhibitors,
        EditKind.OFFERS: schema.offers,
    }
)
_NONE = Counter[EditKind]()


@dataclass(frozen=True, slots=True)
class FairKnown:
    """A fair and its counts."""

    fair: Fair
    jobseekers: int
    exhibitors: int
    offers: int


def every_fair(shop: Shop) -> tuple[Fair, ...]:
    """The frame of every fair, the one of today or nearest to it first."""
    with shop.store.reading() as reader:
        return nearest_first(list_fairs(reader), shop.clock())


def fair_of(shop: Shop, fair: str) -> Fair:
    """The frame of one fair.

    Raises
    ------
    FairError
        `fair_unknown`, naming the fairs that are there.
    """
    with shop.store.reading() as reader:
        return read_fair(reader, fair)


def known_fairs(shop: Shop) -> tuple[FairKnown, ...]:
    """Every fair and its counts, the latest day first."""
    with shop.store.reading() as reader:
        here = {kind: _counts(reader, kind) for kind in _TABLES}
        out = {fair: entries_out(reader, fair) for fair in fairs_with_removals(reader)}
        gone = {fair: _gone(reader, fair, keys) for fair, keys in out.items()}
        return tuple(
            FairKnown(
                fair, *(here[kind][fair.id] - gone.get(fair.id, _NONE)[kind] for kind in here)
            )
            for fair in list_fairs(reader)
        )


def has_people(shop: Shop, fair: str) -> bool:
    """Whether anybody is on the list of a fair; nobody is on that of a fair that is not there."""
    kind = EditKind.JOBSEEKERS
    with shop.store.reading() as reader:
        here = _counts(reader, kind, _TABLES[kind].c.fair == fair)[fair]
        out = entries_out(reader, fair, kinds=(kind,)) if here else ()
        return here > _gone(reader, fair, out)[kind]


def _counts(reader: Connection, kind: EditKind, *where: ColumnElement[bool]) -> Counter[str]:
    """The rows of a table by fair, of people those who are on the list."""
    table = _TABLES[kind]
    if kind is EditKind.JOBSEEKERS:
        where = (*where, table.c.withdrawn == 0)
    query = select(table.c.fair, func.count()).where(*where).group_by(table.c.fair)
    return Counter({row[0]: row[1] for row in reader.execute(query)})


def _gone(
    reader: Connection, fair: str, out: Collection[tuple[EditKind, str]]
) -> Counter[EditKind]:
    """How many rows of a fair the store keeps although staff have taken their entries out."""
    found = Counter[EditKind]()
    for kind, table in _TABLES.items():
        if ids := [entry for of, entry in out if of is kind]:
            found[kind] = _counts(reader, kind, table.c.fair == fair, table.c.id.in_(ids))[fair]
    return found
