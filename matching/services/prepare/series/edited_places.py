"""Who moves up or down a waiting list when the number of places of a course is changed by hand."""

from collections.abc import Collection
from dataclasses import dataclass, field

from sqlalchemy import Connection

from matching.domain.entries import Entries
from matching.phrases import say
from matching.services.scores.openings import called
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.entries import share_places


@dataclass(frozen=True, slots=True)
class PlacesMoved:
    """People, each with the offer, who have a place now and waited, and the other way round."""

    up: tuple[tuple[str, str], ...] = ()
    down: tuple[tuple[str, str], ...] = ()
    entries: Entries | None = field(default=None, repr=False)

    def lines(self, language: str) -> list[str]:
        """The same in sentences, a person a line."""
        if self.entries is None:
            return []
        return [
            say(code, language, name=called(self.entries, person), title=self._title(offer))
            for code, moved in (("places.raised", self.up), ("places.lowered", self.down))
            for person, offer in moved
        ]

    def _title(self, offer: str) -> str:
        return "" if self.entries is None else self.entries.offers[offer].title


NOBODY_MOVED = PlacesMoved()


@dataclass(frozen=True, slots=True)
class StockBefore:
    """The stock of places of a fair before a change, with its offers."""

    entries: Entries

    def moved(self, shop: Shop, writer: Connection, *, station: str) -> PlacesMoved:
        """Share the numbers with the organiser's other days; who moved on any of them."""
        before, after = self.entries, fairs.read_entries(writer, self.entries.fair.id)
        share_places(
            writer,
            before.offers,
            after,
            at=shop.clock(),
            new_nonce=shop.new_nonce,
            station=station,
        )
        after = fairs.read_entries(writer, before.fair.id)
        up, down = list[tuple[str, str]](), list[tuple[str, str]]()
        for offer, now in after.stock.items():
            was = before.stock.get(offer)
            if was is not None:
                up += [(one, offer) for one in now.accepted if one in was.waiting]
                down += [(one, offer) for one in now.waiting if one in was.accepted]
        return PlacesMoved(tuple(up), tuple(down), after)


def stock_before(reader: Connection, fair: str, fields: Collection[str]) -> StockBefore | None:
    """The stock before a change that is about places; `None` for any other."""
    return StockBefore(fairs.read_entries(reader, fair)) if "places" in fields else None
