"""Give places and take them back; who waits moves up, and everybody is told where else to go."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.domain.day.places import ANSWER, OfferPlaces
from matching.domain.edit import TakenOut
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.offer import Offer
from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.services.scores.matches import OffersOfPerson, offers_of_person
from matching.services.scores.nearest import full_offers
from matching.services.scores.openings import (
    PlacesForPerson,
    called,
    interview_warnings,
    left_line,
    place_line,
    place_status,
)
from matching.services.scores.sentences import bars, questions
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.day.stocks import count_stock
from matching.store.edits import taken_out

KIND = HappeningKind
_ACTS: Mapping[str, HappeningKind] = {
    "accept": KIND.PLACE_TAKEN,
    "enrol": KIND.PLACE_ENROLLED,
    "give-back": KIND.PLACE_GIVEN_BACK,
}


@dataclass(frozen=True, slots=True)
class PlaceAct:
    """What staff do with a place of an offer for somebody; `reason` overrides a closed rule."""

    act: str
    offer: str
    person: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PlaceAnswer:
    """What became of it, in sentences too; `moved_up` are people who have a place by it."""

    status: str
    places: OfferPlaces
    moved_up: tuple[str, ...]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OfferStock:
    """The places of an offer as the hall sees them.

    `interviews` are meetings about it, `wanted` how many the fair's setting allows, if it says.
    """

    title: str
    exhibitor: str
    is_certain: bool
    interviews: int
    wanted: int | None
    places: OfferPlaces
    starts_on: date | None = None
    duration: str = ""


@dataclass(frozen=True, slots=True)
class PlacesView:
    """Every offer with places, the most asked for first, with the people of the fair.

    Of those that were taken out, only what somebody has a place of, or waits for.
    """

    entries: Entries
    stocks: tuple[OfferStock, ...]
    meetings: tuple[Meeting, ...] = ()

    def warnings(self, language: str) -> list[str]:
        """More interviews than places, offers that are not sure."""
        return interview_warnings(self.entries, self.meetings, language)


def places_view(shop: Shop, fair: str) -> PlacesView:
    """The places of a fair, counted at the moment of asking."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan, out = known_announced_plan(shop, reader, fair), taken_out(reader, fair)
    meetings, counted = plan.meetings if plan else (), entries.stock
    stocks = [
        OfferStock(
            offer.title,
            entries.exhibitors[offer.exhibitor].name,
            offer.is_certain,
            sum(meeting.offer == offer.id for meeting in meetings),
            entries.fair.place_rules.most_interviews(counted[offer.id].places),
            counted[offer.id],
            offer.starts_on,
            offer.duration,
        )
        for offer in entries.offers.values()
        if offer.id in counted and _is_offered(offer, counted[offer.id], out)
    ]
    return PlacesView(
        entries,
        tuple(sorted(stocks, key=lambda stock: (-_asked(stock), stock.exhibitor, stock.title))),
        tuple(meetings),
    )


def _is_offered(offer: Offer, places: OfferPlaces, out: TakenOut) -> bool:
    """Whether an offer is listed: of those taken out, what somebody has a place of to give back."""
    is_out = out.has_offer(offer.exhibitor, offer.id)
    return not is_out or bool(places.accepted or places.waiting)


def _asked(stock: OfferStock) -> int:
    """How many people have a place, wait or come to speak of it."""
    return stock.interviews + len(stock.places.accepted) + len(stock.places.waiting)


def act_on_place(
    shop: Shop,
    fair: str,
    act: PlaceAct,
    *,
    nonce: str,
    language: str,
    at: datetime | None = None,
    station: str = "",
) -> PlaceAnswer:
    """Accept, enrol or give back; the same nonce again changes nothing more.

    The answer counts at the moment of the act, in the same transaction.

    Raises
    ------
    FairError
        `place_act_unknown`, `offer_unknown`, `person_unknown`, `places_not_told`,
        `place_of_group` of a workshop, whose groups are joined; `offer_not_certain`;
        `place_closed` where a rule closes the offer and no reason is given;
        `place_not_held` where there is nothing to enrol or give back.
    """
    if act.act not in _ACTS:
        raise FairError("place_act_unknown", value=act.act, choices=", ".join(_ACTS))
    known = offers_of_person(shop, fair, act.person)
    offer = _offer(known.entries, act.offer)
    if act.act == "accept":
        with shop.store.reading() as reader:
            now = count_stock(reader, known.entries).places
        _must_be_open(known, offer, now, reason=act.reason, language=language)
    said = {"offer": offer.id} | ({"reason": act.reason.strip()} if act.reason.strip() else {})
    moment = at or shop.day_moment(known.entries.fair)
    fact = Happening(_ACTS[act.act], moment, nonce, person=act.person, station=station, data=said)
    with shop.store.writing() as writer:
        facts = happenings.read_happenings(writer, fair)
        before = count_stock(writer, known.entries).places[offer.id]
        if act.act != "accept" and not any(written.nonce == nonce for written in facts):
            _must_be_held(before, act)
        if act.act == "accept":
            fact = replace(fact, data={**fact.data, ANSWER: before.answer_to(act.person)})
        kept = happenings.append(writer, fair, fact, recorded_at=shop.clock())
        _must_be_same(kept.happening, fact)
        after = count_stock(writer, known.entries).places
    moved = tuple(person for person in after[offer.id].accepted if person in before.waiting)
    lines = _Speaker(known, after, language).lines(offer.id, act, moved)
    return PlaceAnswer(place_status(after[offer.id], act.person), after[offer.id], moved, lines)


def _must_be_same(kept: Happening, fact: Happening) -> None:
    """A nonce names one act: another act under it is a mistake of the caller."""
    if (kept.kind, kept.person, _asked_for(kept)) != (fact.kind, fact.person, _asked_for(fact)):
        raise FairError("nonce_used", nonce=fact.nonce)


def _asked_for(fact: Happening) -> dict[str, str]:
    """What was asked, without what was answered: that is of the moment."""
    return {name: said for name, said in fact.data.items() if name != ANSWER}


def _offer(entries: Entries, offer: str) -> Offer:
    if offer not in entries.offers:
        raise FairError("offer_unknown", offer=offer, fair=entries.fair.id)
    found = entries.offers[offer]
    if found.kind is OfferKind.WORKSHOP:
        raise FairError("place_of_group", title=found.title)
    if found.places is None:
        raise FairError("places_not_told", title=found.title)
    return found


def _must_be_open(
    known: OffersOfPerson,
    offer: Offer,
    places: Mapping[str, OfferPlaces],
    *,
    reason: str,
    language: str,
) -> None:
    """A place that may be promised, to somebody whom no rule keeps out unless a person says so."""
    if not offer.is_certain:
        raise FairError("offer_not_certain", title=offer.title)
    shut = bars(_score(known, offer.id), language, is_own=False)
    if shut and not reason.strip():
        instead = open_instead(known, offer.id, places, language=language)
        why = " ".join(filter(None, (*shut, instead)))
        raise FairError("place_closed", title=offer.title, why=why)


def _must_be_held(places: OfferPlaces, act: PlaceAct) -> None:
    holders = places.accepted if act.act == "enrol" else (*places.accepted, *places.waiting)
    if act.person not in holders:
        raise FairError("place_not_held", person=act.person, offer=act.offer)


@dataclass(frozen=True, slots=True)
class _Speaker:
    """What an act on a place says to staff, in one language."""

    known: OffersOfPerson
    places: Mapping[str, OfferPlaces]
    language: str

    def lines(self, offer: str, act: PlaceAct, moved: Sequence[str]) -> tuple[str, ...]:
        """Where the person stands, what to ask or where else to go, who moved up, what is left."""
        now, entries = self.places[offer], self.known.entries
        said = [place_line(entries, now, act.person, self.language, is_own=False)]
        if act.act == "accept":
            said += questions(_score(self.known, offer), self.language, is_own=False)
        said += [self._moved(person, offer) for person in moved]
        if now.rank(act.person):
            instead = open_instead(self.known, offer, self.places, language=self.language)
            said.append(instead or say("places.nothing_else", self.language))
        title = entries.offers[offer].title if len(said) > 1 else ""
        return (*said, left_line(now, self.language, title=title))

    def _moved(self, person: str, offer: str) -> str:
        entries = self.known.entries
        title = entries.offers[offer].title
        return say("places.moved_up", self.language, name=called(entries, person), title=title)


def _score(known: OffersOfPerson, offer: str) -> Score:
    """How an offer is scored for somebody: one that was taken out is not."""
    found = next((score for score in known.scores if score.offer == offer), None)
    if found is None:
        raise FairError("offer_unknown", offer=offer, fair=known.entries.fair.id)
    return found


def open_instead(
    known: OffersOfPerson, offer: str, places: Mapping[str, OfferPlaces], *, language: str
) -> str:
    """The nearest offer with a place left that is open to the person and sure, or ""."""
    left = {**known.entries.left, **{name: stock.left for name, stock in places.items()}}
    nearest = known.nearest
    nearest = replace(nearest, entries=replace(nearest.entries, left=left))
    return nearest.instead(_score(known, offer), language, is_own=False)


def lines_of_person(
    shop: Shop, fair: str, person: str, language: str, *, is_own: bool = False
) -> tuple[str, ...]:
    """Sentences to somebody about their places, counted now, and about what is open instead.

    Those they have or wait for; and of which offer nobody speaks with them, because as many people
    as may are met about it. `is_own` speaks to the person and names nobody.
    """
    with shop.store.reading() as reader:
        has_acted = any(happenings.place_facts(reader, fair, person=person))
        limits = fairs.read_fair(reader, fair).place_rules.interviews_per_100_places
        if not has_acted and not limits:
            return ()
        number = plans.announced_number(reader, fair)
        planned = plans.meetings_by_offer(reader, fair, number)
        entries = fairs.read_entries_of(reader, fair, person)
        full = full_offers(entries.fair, entries.offers.values(), planned)
        if not has_acted and not full:
            return ()
        mine = plans.meetings_of(reader, fair, number, [person]).get(person, ())
        places = fairs.read_entries(reader, fair).stock if has_acted else {}
    known = offers_of_person(shop, fair, person)
    openings = PlacesForPerson(
        entries,
        person,
        places,
        known.scores,
        planned,
        frozenset(meeting.offer for meeting in mine),
        known.basis.floor["meeting"],
        full,
    )
    return (*openings.held(language, is_own=is_own), *openings.not_met(language, is_own=is_own))


def places_answer(view: PlacesView) -> list[dict[str, Any]]:
    """The places of a fair as a document."""
    return [_stock_answer(stock) for stock in view.stocks]


def _stock_answer(stock: OfferStock) -> dict[str, Any]:
    places = stock.places
    return {
        "offer": places.offer,
        "title": stock.title,
        "exhibitor": stock.exhibitor,
        "starts_on": stock.starts_on.isoformat() if stock.starts_on else None,
        "duration": stock.duration,
        "certain": stock.is_certain,
        "places": places.places,
        "left": places.left,
        "interviews": stock.interviews,
        "wanted": places.places if stock.wanted is None else stock.wanted,
        "accepted": list(places.accepted),
        "enrolled": sorted(places.enrolled),
        "waiting": list(places.waiting),
    }
