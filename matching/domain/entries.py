"""Who and what is entered for a fair: people, exhibitors and offers, found by their ids."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from matching.domain.day.day_state import DayState
from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import SessionShift
from matching.domain.edit import TakenOut
from matching.domain.errors import FairError
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.terms import OfferKind
from matching.domain.wish import Wish

if TYPE_CHECKING:  # who has places is counted from entries
    from matching.domain.day.places import OfferPlaces

_T = TypeVar("_T")


@dataclass(frozen=True)
class Entries:
    """A fair with everything known about it, each kind in the order of its ids.

    `walk_ins` are the people whom no list named before they came: nobody expected them. `checked`
    is what a prescriber has said of who may have an insertion contract; `left` counts the places
    that nobody has, of the offers that say how many they have. `objectors`
    want no automatic matching: nothing is proposed to them or of them. `stock` is who has those
    places, people of the organiser's other days among them; `elsewhere` is how these are called.
    `session_shifts` are groups of workshops that begin later than was announced.
    """

    fair: Fair
    jobseekers: Mapping[str, Jobseeker]
    statistics: Mapping[str, Statistics]
    exhibitors: Mapping[str, Exhibitor]
    offers: Mapping[str, Offer]
    call_numbers: Mapping[str, int]
    wishes: tuple[Wish, ...] = ()
    walk_ins: frozenset[str] = frozenset()
    checked: Mapping[str, bool] = field(default_factory=dict)
    left: Mapping[str, int] = field(default_factory=dict)
    objectors: frozenset[str] = frozenset()
    stock: Mapping[str, "OfferPlaces"] = field(default_factory=dict)
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    session_shifts: tuple[SessionShift, ...] = ()

    def jobseeker(self, person: str) -> Jobseeker:
        """The jobseeker of an id; refused with `person_unknown` when there is none."""
        if person not in self.jobseekers:
            raise FairError("person_unknown", person=person, fair=self.fair.id)
        return self.jobseekers[person]

    def exhibitor(self, stand: str) -> Exhibitor:
        """The exhibitor of an id; refused with `stand_unknown` when there is none."""
        if stand not in self.exhibitors:
            raise FairError("stand_unknown", stand=stand, fair=self.fair.id)
        return self.exhibitors[stand]

    def talked_about(self, offer: str, stand: str) -> tuple[Offer, ...]:
        """What a meeting at a stand may be about: its offer, else any that the stand has."""
        if offer in self.offers:
            return (self.offers[offer],)
        return tuple(each for each in self.offers.values() if each.exhibitor == stand)

    def is_at_table(self, meeting: Meeting) -> bool:
        """Whether a meeting takes a table of its stand; a workshop has places of its own."""
        offer = self.offers.get(meeting.offer)
        return offer is None or offer.kind is not OfferKind.WORKSHOP

    def without(self, out: TakenOut) -> "Entries":
        """The same without these people, stands and offers; a stand goes with its offers."""
        if not out:
            return self
        return replace(
            self,
            jobseekers=_but(self.jobseekers, out.people),
            statistics=_but(self.statistics, out.people),
            exhibitors=_but(self.exhibitors, out.stands),
            offers={
                key: offer
                for key, offer in self.offers.items()
                if not out.has_offer(offer.exhibitor, key)
            },
            call_numbers=_but(self.call_numbers, out.people),
            wishes=tuple(
                wish
                for wish in self.wishes
                if wish.person not in out.people and wish.stand not in out.stands
            ),
            checked=_but(self.checked, out.people),
        )

    def as_of(self, state: DayState) -> "Entries":
        """The fair as it stands: stands are where they were moved to, groups begin when they do.

        Agenda, sheets, hall and plan are all drawn from this one value.
        """
        known = {stand: place for stand, place in state.moved.items() if stand in self.exhibitors}
        if not known and not state.shifts:
            return self
        moved = {
            stand: replace(
                self.exhibitors[stand],
                stand=place.sign or self.exhibitors[stand].stand,
                zone=place.zone or self.exhibitors[stand].zone,
            )
            for stand, place in known.items()
        }
        exhibitors = {**self.exhibitors, **moved}
        return replace(self, exhibitors=exhibitors, session_shifts=state.shifts)


def _but(entries: Mapping[str, _T], out: Collection[str]) -> dict[str, _T]:
    return {key: entry for key, entry in entries.items() if key not in out}


def running_numbers(ids: Collection[str]) -> dict[str, int]:
    """The numbers of a list whose ids are plainly its running numbers (1 to 25), by id; else none.

    A gap here and there is somebody who was struck off; numbers that go far beyond the list are
    those of another system, and nobody wants to be called 48213.
    """
    if not all(text.isascii() and text.isdecimal() for text in ids):
        return {}
    numbers = {text: int(text) for text in ids}
    distinct = {*numbers.values()}
    is_running = len(distinct) == len(numbers) and max(distinct, default=0) <= 2 * len(numbers)
    return numbers if is_running and min(distinct, default=0) > 0 else {}
