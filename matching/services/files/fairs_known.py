"""The fairs in the store, with what each holds."""

from dataclasses import dataclass

from sqlalchemy import Connection, Table, func, select

from matching.domain.fair import Fair, nearest_first
from matching.services.shop.shop import Shop
from matching.store import schema
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
        people = _counts(reader, schema.jobseekers)
        stands = _counts(reader, schema.exhibitors)
        offers = _counts(reader, schema.offers)
        return tuple(
            FairKnown(fair, people.get(fair.id, 0), stands.get(fair.id, 0), offers.get(fair.id, 0))
            for fair in list_fairs(reader)
        )


def _counts(reader: Connection, table: Table) -> dict[str, int]:
    rows = reader.execute(select(table.c.fair, func.count()).group_by(table.c.fair))
    return {row[0]: row[1] for row in rows}
