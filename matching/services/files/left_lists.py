"""Stands and offers that lists have no more: which left the fair, and which stay for a plan."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.domain.edit import EntryIds, TakenOut
from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.services.files.by_hand import Lists


@dataclass(frozen=True, slots=True)
class LeftLists:
    """Names of stands and offers that lists have no more.

    Attributes
    ----------
    stands, offers
        Those that left the fair.
    kept
        Those that stay, for a meeting that people were told of is at or about them.
    """

    stands: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()

    @classmethod
    def of(
        cls,
        before: tuple[Iterable[Exhibitor], Iterable[Offer]],
        lists: Lists,
        stay: EntryIds,
        out: TakenOut,
    ) -> "LeftLists":
        """What was there `before` and is in no list, but for what staff have taken `out`."""
        stands = {
            one.id: one.name
            for one in before[0]
            if one.id not in lists.exhibitors and one.id not in out.stands
        }
        offers = {
            one.id: one.title
            for one in before[1]
            if one.id not in lists.offers and not out.has_offer(one.exhibitor, one.id)
        }
        return cls(
            _named(stands, stands.keys() - stay.stands),
            _named(offers, offers.keys() - stay.offers),
            (
                *_named(stands, stands.keys() & stay.stands),
                *_named(offers, offers.keys() & stay.offers),
            ),
        )

    @property
    def told(self) -> tuple[tuple[str, str], ...]:
        """The code of each sentence to say, with the names in it; none where nothing left."""
        said = {"stands": self.stands, "offers": self.offers, "kept": self.kept}
        return tuple(
            (f"files.left_{key}", ", ".join(names)) for key, names in said.items() if names
        )


def _named(names: Mapping[str, str], keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(names[key] for key in keys))


NOTHING_LEFT = LeftLists()
