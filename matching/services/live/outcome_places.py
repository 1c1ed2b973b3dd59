"""What a meeting led to, as it is felt by the places of the offer that was talked about."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from matching.domain.day.happening import Happening, HappeningKind, Outcome, in_force
from matching.domain.day.places import ANSWER, OfferPlaces, came_to, gives_place
from matching.domain.entries import Entries
from matching.domain.offer import Offer
from matching.phrases import say
from matching.services.scores.openings import called, left_line, place_line, place_status
from matching.services.shop.shop import Shop
from matching.store.day import happenings
from matching.store.day.stocks import count_stock

KIND = HappeningKind


@dataclass(frozen=True, slots=True)
class OutcomeNoted:
    """What an outcome came to, and what it did to the places of its offer: `None` for nothing."""

    entries: Entries
    person: str
    outcome: Outcome
    places: OfferPlaces | None = None
    moved_up: tuple[str, ...] = ()

    def lines(self, language: str) -> tuple[str, ...]:
        """Where the person stands, who moved up, and how many places are left."""
        if self.places is None:
            return ()
        title = self.entries.offers[self.places.offer].title
        moved = [
            say("places.moved_up", language, name=called(self.entries, person), title=title)
            for person in self.moved_up
        ]
        first = place_line(self.entries, self.places, self.person, language, is_own=False)
        return (first, *moved, left_line(self.places, language, title=title if moved else ""))


def follow_outcome(
    shop: Shop, entries: Entries, outcome: Happening, offer: Offer | None
) -> OutcomeNoted:
    """Take a place after an outcome that gives one, or give back what an earlier word took.

    Exactly once: the nonce is that of the outcome, and who has a place is counted, not written.
    """
    person = outcome.person
    told = Outcome(outcome.data["result"], outcome.data.get("words", ""))
    if offer is None or offer.places is None:
        return OutcomeNoted(entries, person, told)
    takes = gives_place(told.result, offer)
    fact = replace(
        outcome,
        kind=KIND.PLACE_TAKEN if takes else KIND.PLACE_GIVEN_BACK,
        nonce=f"{outcome.nonce}.place",
        data={"offer": offer.id},
    )
    with shop.store.writing() as writer:
        facts = happenings.read_happenings(writer, entries.fair.id)
        if not takes and not _was_taken(facts, outcome.meeting):
            return OutcomeNoted(entries, person, told)
        before = count_stock(writer, entries).places[offer.id]
        if takes and place_status(before, person) != "none_held":
            return OutcomeNoted(entries, person, came_to(told, person, offer, before), before)
        if takes:
            fact = replace(fact, data={**fact.data, ANSWER: before.answer_to(person)})
        happenings.append(writer, entries.fair.id, fact, recorded_at=shop.clock())
        after = count_stock(writer, entries).places[offer.id]
    moved = tuple(person for person in after.accepted if person in before.waiting)
    return OutcomeNoted(entries, person, came_to(told, person, offer, after), after, moved)


def _was_taken(facts: Sequence[Happening], meeting: str) -> bool:
    """Whether an earlier word on the meeting took a place that was not given back by another."""
    acts = [
        fact.kind
        for fact in in_force(facts)
        if fact.meeting == meeting and fact.kind in {KIND.PLACE_TAKEN, KIND.PLACE_GIVEN_BACK}
    ]
    return bool(acts) and acts[-1] is KIND.PLACE_TAKEN
