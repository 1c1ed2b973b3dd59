"""Places as a stock: who has one, who waits behind it, folded from the facts of the day."""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from types import MappingProxyType
from typing import TypeAlias

from matching.domain.day.happening import (
    OFFER,
    Happening,
    HappeningKind,
    Outcome,
    in_force,
    told_outcomes,
)
from matching.domain.day.next_steps import GIVEN_BY
from matching.domain.entries import Entries
from matching.domain.offer import Offer
from matching.domain.spelling import fold
from matching.domain.terms import OfferKind

KIND = HappeningKind
ANSWER, HAS, WAITS = "answer", "has", "waits"
"""What the taking of a place says beside its offer: what the person was answered at that moment."""
BEFORE, PLACES = "before", "places"
"""What a change of the number of places says beside its offer: what it was and what it is."""
NAMELESS = "nameless"
"""What a fact says of a place whose holder was forgotten: the place counts, and tells of nobody."""
PLACE_WAITED, PLACE_LEFT = "place_waited", "place_left"
"""What an entry or a hiring came to of somebody who waits for the place, or has it no more."""


@dataclass(frozen=True, slots=True)
class OfferPlaces:
    """The places of one offer, people in the order in which they got or get a place.

    `accepted` have a place, `enrolled` of them are entered for good, `waiting` come after in the
    fair's order: the first moves up by itself when a place is given back. `nameless` of those
    accepted were forgotten since; `gave_up` were forgotten while they waited, after the fair.
    """

    offer: str
    places: int
    accepted: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    enrolled: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    gave_up: frozenset[str] = frozenset()

    @property
    def left(self) -> int:
        """Places that nobody has."""
        return self.places - len(self.accepted)

    def answer_to(self, person: str) -> str:
        """What somebody hears who asks for a place now: that they wait, or that they have one."""
        waits = person in self.waiting or (person not in self.accepted and self.left <= 0)
        return WAITS if waits else HAS

    def rank(self, person: str) -> int:
        """The place of somebody on the waiting list, from 1; 0 for whoever does not wait."""
        return self.waiting.index(person) + 1 if person in self.waiting else 0


def gives_place(outcome: str, offer: Offer) -> bool:
    """Whether what a meeting led to takes a place: a course entered, or a job given."""
    counts = offer.places is not None and offer.is_certain
    return counts and GIVEN_BY.get(outcome) is offer.kind


def came_to(told: Outcome, person: str, offer: Offer | None, places: OfferPlaces | None) -> Outcome:
    """What was told, or what it came to where the place that it gives is not the person's.

    `places` are those of the offer that was talked about, counted now. Neither the fair's own words
    nor the result of that time are told of a place that somebody does not have.
    """
    if offer is None or places is None or not gives_place(told.result, offer):
        return told
    if person in places.accepted:
        return told
    waits = person in {*places.waiting, *places.gave_up}
    return replace(told, result=PLACE_WAITED if waits else PLACE_LEFT, words="")


def outcomes_now(
    facts: Iterable[Happening],
    offers: Mapping[str, Offer],
    stock: Mapping[str, OfferPlaces],
    about: Mapping[str, str] = MappingProxyType({}),
) -> dict[str, tuple[Outcome, ...]]:
    """What each meeting led to as it stands now, by its id: all that names outcomes asks here.

    Parameters
    ----------
    facts
        Those that count, in the order they were written.
    stock
        The places of each offer, counted now.
    about
        The offer of each meeting, for facts of older stores, which do not name it.
    """
    written = [fact for fact in facts if fact.kind is KIND.OUTCOME]
    people = {fact.meeting: fact.person for fact in written}
    told_of = {fact.meeting: fact.data[OFFER] for fact in written if OFFER in fact.data}
    named = {**about, **told_of}

    def now(meeting: str, told: Outcome) -> Outcome:
        offer = named.get(meeting, "")
        return came_to(told, people[meeting], offers.get(offer), stock.get(offer))

    return {
        meeting: tuple(now(meeting, each) for each in told)
        for meeting, told in told_outcomes(written).items()
    }


def count_places(
    entries: Entries, happenings: Iterable[Happening], *, listed: Collection[str] | None = None
) -> Mapping[str, OfferPlaces]:
    """The places of each offer that says how many it has, after the facts in the order written.

    Those of a workshop are seats of its groups: whoever joins one has a seat.

    Who has a place is computed and never written: two takings of the last place are one place and
    one person waiting, in whichever order they reached the store. A place that is given back goes
    to the first of those who wait, in the order of the fair's `place_rules`, and so is one that
    was not there before, from the fact that says so; nobody loses a place by that order.
    Whoever is no longer of the fair holds no place: `listed` tells who is, where the
    entries hold one person alone; how many places are left is right then, not who waits first.
    Whoever was forgotten holds what their facts of nobody say.
    """
    queues = {
        offer.id: _Queue(offer.places)
        for offer in entries.offers.values()
        if offer.places is not None and offer.kind is not OfferKind.WORKSHOP
    }
    people = entries.jobseekers if listed is None else listed
    order = _order(entries, queues)
    facts = in_force(happenings)
    for fact in reversed(facts):
        if fact.kind is KIND.PLACES_SET and fact.data["offer"] in queues:
            queues[fact.data["offer"]].places = int(fact.data[BEFORE])
    for fact in facts:
        queue = queues.get(fact.data.get("offer", ""))
        if queue is not None:
            queue.hear(fact, people)
            queue.fill(order)
    for offer, queue in queues.items():
        queue.offer(entries.offers[offer].places or 0)
        queue.fill(order)
    return {offer: queue.places_of(offer, order) for offer, queue in queues.items()}


Order: TypeAlias = Callable[[str], tuple[bool, ...]]


def _order(entries: Entries, queues: Mapping[str, "_Queue"]) -> Order:
    """What those who wait are sorted by; a stable sort keeps the order of asking among equals."""
    rules = entries.fair.place_rules
    first = {fold(name) for name in rules.sent_by}
    sender = (
        {person: fold(said.referrer) for person, said in entries.jobseekers.items()}
        if first
        else {}
    )
    telling = tuple(takewhile(lambda name: name != "asked", rules.order))

    def rank(person: str) -> tuple[bool, ...]:
        looked = {
            "sent_by": sender.get(person) not in first,
            "no_other_place": any(person in queue.accepted for queue in queues.values()),
        }
        return tuple(looked[name] for name in telling)

    return rank


@dataclass
class _Queue:
    """One offer's people while its facts are told one after the other."""

    places: int
    accepted: list[str] = field(default_factory=list)
    waiting: list[str] = field(default_factory=list)
    enrolled: set[str] = field(default_factory=set)
    nameless: set[str] = field(default_factory=set)
    gave_up: set[str] = field(default_factory=set)
    lost: set[str] = field(default_factory=set)

    def offer(self, places: int) -> None:
        """There are so many places from now on; whoever got theirs last waits, before others."""
        self.places = places
        self.lost |= {*self.accepted[places:]}
        self.waiting = [*self.accepted[places:], *self.waiting]
        del self.accepted[places:]

    def hear(self, fact: Happening, people: Collection[str]) -> None:
        if fact.kind is KIND.PLACES_SET:
            self.offer(int(fact.data[PLACES]))
            return
        person, is_in = fact.person, fact.person in {*self.accepted, *self.waiting}
        if NAMELESS in fact.data:
            self.nameless.add(person)
        if (
            fact.kind is KIND.PLACE_TAKEN
            and not is_in
            and (person in people or person in self.nameless)
        ):
            self.waiting.append(person)
        elif fact.kind is KIND.PLACE_ENROLLED and is_in:
            self.enrolled.add(person)
        elif fact.kind is KIND.PLACE_GIVEN_BACK and is_in:
            (self.accepted if person in self.accepted else self.waiting).remove(person)
            self.enrolled.discard(person)
            self.lost.discard(person)
            if fact.data.get(ANSWER) == WAITS:
                self.gave_up.add(person)

    def fill(self, order: Order) -> None:
        """Give what is free to the first of those who wait."""
        while self.waiting and len(self.accepted) < self.places:
            first = min(self.waiting, key=self._after(order))
            self.waiting.remove(first)
            self.lost.discard(first)
            self.accepted.append(first)

    def _after(self, order: Order) -> Order:
        """Whoever had a place comes before the others, whatever the scheme's order."""
        return lambda person: (person not in self.lost, *order(person))

    def places_of(self, offer: str, order: Order) -> OfferPlaces:
        accepted = tuple(self.accepted)
        waiting = tuple(sorted(self.waiting, key=self._after(order)))
        held = {*accepted}
        return OfferPlaces(
            offer,
            self.places,
            accepted,
            waiting,
            enrolled=frozenset(self.enrolled & held),
            nameless=frozenset(self.nameless & held),
            gave_up=frozenset(self.gave_up),
        )
