"""The fairs in the store, with what each holds."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, select

from matching.domain.fair import Fair, nearest_first
from matching.services.shop.shop import Shop
from matching.store import schema
from matching.store.edits import taken_out
from matching.store.fairs import list_fairs, read_fair


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
        return tuple(_counted(reader, fair) for fair in list_fairs(reader))


def _counted(reader: Connection, fair: Fair) -> FairKnown:
    out = taken_out(reader, fair.id)

    def count(table: Table) -> int:
        ids = select(table.c.id).where(table.c.fair == fair.id)
        if table is schema.jobseekers:
            ids = ids.where(table.c.withdrawn == 0)
        return len(set(reader.scalars(ids)) - out)

    return FairKnown(fair, *map(count, (schema.jobseekers, schema.exhibitors, schema.offers)))
