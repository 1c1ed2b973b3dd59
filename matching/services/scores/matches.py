"""Matches as two readers see them: staff beside a person, and the recruiters of a stand."""

from dataclasses import dataclass

import numpy as np

from matching.domain.edit import TakenOut
from matching.domain.entries import Entries
from matching.domain.exhibitor import natural
from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.phrases import say
from matching.scoring.bands import band
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.scores.basis import Basis
from matching.services.scores.nearest import Nearest, full_offers
from matching.services.scores.next_step import course_to_job
from matching.services.scores.openings import refused_lines
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.score_fair import read_entries
from matching.services.scores.scored_fair import live_basis
from matching.services.scores.sentences import (
    bars,
    not_known,
    offer_title,
    points_for_recruiter,
    prescriber_mark,
    questions,
    rank,
    reasons_against,
    reasons_for,
    terms_held_out,
    to_ask,
    voiced,
)
from matching.services.shop.shop import Shop
from matching.store.day import plans
from matching.store.edits import taken_out


@dataclass(frozen=True, slots=True)
class Match:
    """An offer for a person: how close in words, what speaks for and against, what closes it."""

    offer: str
    title: str
    exhibitor: str
    exhibitor_name: str
    stand: str
    kind: str
    starred: bool
    band: str
    band_words: str
    value: float
    helps: tuple[str, ...]
    costs: tuple[str, ...]
    bars: tuple[str, ...]
    questions: tuple[str, ...]
    next_step: str
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A person for a stand, without surname, age, sex, address or district."""

    person: str
    call_number: int
    first_name: str
    offer: str
    value: float
    points: tuple[str, ...]
    to_ask: tuple[str, ...]
    must_meet: bool
    mark: str = ""


@dataclass(frozen=True, slots=True)
class OffersOfPerson:
    """Every offer of the fair for one person, ranked; each is put in words when asked for.

    `met` are offers that they meet somebody about, `full` those that as many as may are met about.
    """

    basis: Basis
    scores: tuple[Score, ...]
    met: frozenset[str] = frozenset()
    full: frozenset[str] = frozenset()

    @property
    def entries(self) -> Entries:
        """Everything entered for the fair."""
        return self.basis.entries

    @property
    def nearest(self) -> Nearest:
        """What may be named to them instead of an offer that is refused or full."""
        return Nearest(self.entries, self.scores, self.basis.floor["meeting"], self.met, self.full)

    def match(self, score: Score, *, language: str) -> Match:
        """One of them as staff read it beside the person."""
        return _match(self, score, language)


def offers_of_person(shop: Shop, fair: str, person: str) -> OffersOfPerson:
    """Every offer scored for one person: what is open first, the closest first.

    For somebody who wants no automatic matching they stand in the order of the stands.
    """
    basis = _basis(shop, fair)
    basis.entries.jobseeker(person)
    entries = basis.entries
    out = _out(shop, fair)
    scores = [
        basis.score(person, offer)
        for offer in basis.offers
        if not out.has_offer(entries.offers[offer].exhibitor, offer)
    ]
    met, full = _talked_about(shop, entries, person)
    if person in entries.objectors:
        order = {offer: place for place, offer in enumerate(ordinary_order(entries))}
        scores.sort(key=lambda score: order[score.offer])
        return OffersOfPerson(basis, tuple(scores), met, full)
    ranked = sorted(scores, key=lambda score: (bool(score.closed_by), rank(score, entries)))
    return OffersOfPerson(basis, tuple(ranked), met, full)


def _talked_about(
    shop: Shop, entries: Entries, person: str
) -> tuple[frozenset[str], frozenset[str]]:
    """Offers that somebody has a meeting about, and those that as many as may are met about."""
    with shop.store.reading() as reader:
        number = plans.shown_number(reader, entries.fair.id)
        interviews = plans.meetings_by_offer(reader, entries.fair.id, number)
        mine = plans.meetings_of(reader, entries.fair.id, number, [person]).get(person, ())
    full = full_offers(entries.fair, entries.offers.values(), interviews)
    return frozenset(meeting.offer for meeting in mine), full


def closed_with_nearest(
    shop: Shop, fair: str, person: str, offer: str, language: str
) -> tuple[str, ...]:
    """What closes an offer to a person as staff read it, if anything does, and what is nearest.

    The nearest one is open to them and of what they wanted; none where there is none.
    """
    known = offers_of_person(shop, fair, person)
    score = next((one for one in known.scores if one.offer == offer), None)
    if score is None:
        return ()
    said = _closed(known, score, language)
    return said or tuple(filter(None, [known.nearest.instead(score, language, is_own=False)]))


def refused_of_person(shop: Shop, fair: str, person: str, language: str) -> tuple[str, ...]:
    """The offers that would have suited a person and are closed to them, with what is open."""
    return refused_lines(offers_of_person(shop, fair, person).nearest, language)


def ordinary_order(entries: Entries) -> tuple[str, ...]:
    """The offers of a fair by stand and title: the same list for everybody."""

    def place(offer: str) -> tuple[tuple[tuple[str, int], ...], str, str, str]:
        exhibitor = entries.exhibitors[entries.offers[offer].exhibitor]
        return natural(exhibitor.stand), exhibitor.name, entries.offers[offer].title, offer

    return tuple(sorted(entries.offers, key=place))


def _out(shop: Shop, fair: str) -> TakenOut:
    with shop.store.reading() as reader:
        return taken_out(reader, fair)


def _basis(shop: Shop, fair: str) -> Basis:
    return live_basis(shop.store.address, read_entries(shop, fair), scorer_of(shop, fair))


def _match(asked: OffersOfPerson, score: Score, language: str) -> Match:
    entries = asked.entries
    offer, exhibitor = entries.offers[score.offer], entries.exhibitors[score.stand]
    near = band(score, asked.basis.scorer.weights)
    return Match(
        offer=offer.id,
        title=offer_title(offer, language),
        exhibitor=exhibitor.id,
        exhibitor_name=exhibitor.name,
        stand=exhibitor.stand,
        kind=offer.kind.value,
        starred=Wish(score.person, exhibitor.id, WishedBy.PERSON) in entries.wishes,
        band=near,
        band_words=say(voiced(f"band.{near}", language, is_own=False), language),
        value=score.value,
        helps=reasons_for(
            score,
            language,
            offer=offer,
            today=entries.fair.date,
            left=entries.left.get(offer.id),
            is_own=False,
        ),
        costs=reasons_against(score, language, is_own=False),
        bars=_closed(asked, score, language),
        questions=(
            *questions(score, language, is_own=False),
            *not_known(score, language, is_own=False),
        ),
        next_step=course_to_job(
            score, asked.scores, entries, asked.basis.offers, language=language, is_own=False
        ),
        terms=terms_held_out(offer, language),
    )


def _closed(asked: OffersOfPerson, score: Score, language: str) -> tuple[str, ...]:
    """What closes an offer, and the nearest one instead of it."""
    found = bars(score, language, is_own=False)
    if not found or asked.entries.offers[score.offer].kind is OfferKind.SUPPORT:
        return found
    instead = asked.nearest.instead(score, language, is_own=False)
    return (*found, instead) if instead else found


@dataclass(frozen=True, slots=True)
class Candidates:
    """The people open to a stand's offers, ranked; each is put in words when asked for.

    `ranked` gives the id of each with the id of the closest offer.
    """

    basis: Basis
    ranked: tuple[tuple[str, str], ...]

    def candidate(self, person: str, offer: str, *, language: str) -> Candidate:
        """One of them as the recruiters see it."""
        return _candidate(self.basis.entries, self.basis.score(person, offer), language)


def candidates_of_stand(shop: Shop, fair: str, stand: str) -> Candidates:
    """Who is open to an offer of a stand, each once with the closest offer, best first.

    Nobody is among them who wants no automatic matching, and neither people nor offers that were
    taken out.
    """
    basis, out = _basis(shop, fair), _out(shop, fair)
    chosen, matrix = basis.entries.exhibitor(stand).id, basis.matrix
    columns = [
        n
        for n, one in enumerate(matrix.offers)
        if one.stand == chosen and not out.has_offer(chosen, one.offer)
    ]
    if not columns:
        return Candidates(basis, ())
    values = np.where(matrix.verdicts[:, columns] == CLOSED, -1.0, matrix.values[:, columns])
    best, most = values.argmax(axis=1), values.max(axis=1)
    order = sorted(np.flatnonzero(most >= 0), key=lambda row: (-most[row], best[row], row))
    offers = [matrix.offers[n].offer for n in columns]
    ranked = ((matrix.people[row], offers[best[row]]) for row in order)
    away = basis.entries.objectors | out.people
    matched = ((who, offer) for who, offer in ranked if who not in away)
    return Candidates(basis, tuple(matched))


def _candidate(entries: Entries, score: Score, language: str) -> Candidate:
    return Candidate(
        person=score.person,
        call_number=entries.call_numbers[score.person],
        first_name=entries.jobseekers[score.person].first_name,
        offer=offer_title(entries.offers[score.offer], language),
        value=score.value,
        points=points_for_recruiter(score, language),
        to_ask=to_ask(score, language),
        mark=prescriber_mark(score, language, is_checked=score.person in entries.checked),
        must_meet=Wish(score.person, score.stand, WishedBy.STAND) in entries.wishes,
    )
