"""Places as a stock: who has one, who waits behind it, folded from the facts of the day."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Happening, HappeningKind, standing
from matching.domain.entries import Entries

KIND = HappeningKind


@dataclass(frozen=True, slots=True)
class OfferPlaces:
    """The places of one offer; whoever asked first stands first.

    `accepted` have a place, `enrolled` of them are entered for good, `waiting` come after in the
    order of asking: the first moves up by itself when a place is given back.
    """

    offer: str
    places: int
    accepted: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    enrolled: frozenset[str] = frozenset()

    @property
    def left(self) -> int:
        """Places that nobody has."""
        return self.places - len(self.accepted)

    def rank(self, person: str) -> int:
        """The place of somebody on the waiting list, from 1; 0 for whoever does not wait."""
        return self.waiting.index(person) + 1 if person in self.waiting else 0


def count_places(entries: Entries, happenings: Iterable[Happening]) -> Mapping[str, OfferPlaces]:
    """The places of each offer that says how many it has, after the facts in the order written.

    Who has a place is computed and never written: two takings of the last place are one place and
    one person waiting, in whichever order they reached the store. Whoever is no longer of the fair
    holds no place.
    """
    queues: dict[str, dict[str, bool]] = {}
    for fact in standing(happenings):
        queue = queues.setdefault(fact.data.get("offer", ""), {})
        if fact.kind is KIND.PLACE_TAKEN and fact.person in entries.jobseekers:
            queue.setdefault(fact.person, False)
        elif fact.kind is KIND.PLACE_ENROLLED and fact.person in queue:
            queue[fact.person] = True
        elif fact.kind is KIND.PLACE_GIVEN_BACK:
            queue.pop(fact.person, None)
    return {
        offer.id: _of(offer.id, offer.places, queues.get(offer.id, {}))
        for offer in entries.offers.values()
        if offer.places is not None
    }


def _of(offer: str, places: int, queue: Mapping[str, bool]) -> OfferPlaces:
    people = tuple(queue)
    enrolled = frozenset(person for person in people[:places] if queue[person])
    return OfferPlaces(offer, places, people[:places], people[places:], enrolled)
