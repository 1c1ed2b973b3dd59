"""In which order whoever waits gets a place, by the scheme's own rule; the most interviews."""

from dataclasses import dataclass

from matching.domain.errors import Invalid
from matching.domain.offer import Offer
from matching.domain.spelling import fold
from matching.domain.terms import OfferKind

ORDERS = ("sent_by", "no_other_place", "asked")
"""What may rank those who wait: who sent them, that they have no other place, when they asked.

Nothing protected is among them (Labour Code L1132-1).
"""


@dataclass(frozen=True, slots=True)
class PlaceRules:
    """How a scheme gives its places.

    Attributes
    ----------
    order
        Of `ORDERS`, the first that tells two people apart decides; who asked first is always last
        to be looked at. Nobody who has a place loses it by the order.
    sent_by
        Whoever was sent by one of these comes first under `sent_by`.
    ground
        The text that sets the order: without it no order but that of asking is accepted.
    interviews_per_100_places
        How many interviews a plan holds at most for a hundred places, since not everybody comes
        or stays; 0 sets no limit.
    """

    order: tuple[str, ...] = ("asked",)
    sent_by: tuple[str, ...] = ()
    ground: str = ""
    interviews_per_100_places: int = 0

    def __post_init__(self) -> None:
        for name in self.order:
            if name not in ORDERS:
                raise Invalid("order", "choice", value=name, choices=", ".join(ORDERS))
        if set(self.order) - {"asked"} and not self.ground.strip():
            raise Invalid("ground", "empty")
        if ("sent_by" in self.order) != bool(self.sent_by):
            raise Invalid("sent_by", "empty")
        most = self.interviews_per_100_places
        if not 0 <= most <= 1000:
            raise Invalid("interviews_per_100_places", "range", value=most, least=0, most=1000)

    def most_interviews(self, places: int) -> int | None:
        """How many interviews a plan holds for so many places, whole ones; `None` for any."""
        if not self.interviews_per_100_places:
            return None
        return max(min(1, places), places * self.interviews_per_100_places // 100)

    def most_interviews_of(self, offer: Offer) -> int | None:
        """The same of an offer; `None` of a workshop, whose places are its seats."""
        if offer.places is None or offer.kind is OfferKind.WORKSHOP:
            return None
        return self.most_interviews(offer.places)

    def names_first(self, sender: str) -> bool:
        """Whether whoever was sent by somebody comes before the others."""
        return "sent_by" in self.order and fold(sender) in set(map(fold, self.sent_by))
