"""Matches as two readers see them: the person, and the recruiters of a stand."""

from dataclasses import dataclass

from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.domain.wish import Wish, WishedBy
from matching.scoring.bands import band
from matching.services.scores.next_step import course_to_job
from matching.services.scores.score_fair import Scored, score_fair
from matching.services.scores.sentences import (
    bars,
    not_known,
    offer_instead,
    points_for_recruiter,
    questions,
    reasons_against,
    reasons_for,
    to_ask,
)
from matching.services.shop.shop import Shop


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
    value: float
    helps: tuple[str, ...]
    costs: tuple[str, ...]
    bars: tuple[str, ...]
    questions: tuple[str, ...]
    next_step: str


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


def matches_of_person(shop: Shop, fair: str, person: str, *, language: str) -> tuple[Match, ...]:
    """Every offer of the fair for one person: what is open first, the closest first."""
    scored = score_fair(shop, fair, person=person)
    ranked = sorted(scored.scores, key=lambda one: (bool(one.closed_by), -one.value, one.offer))
    return tuple(_match(scored, score, language) for score in ranked)


def _match(scored: Scored, score: Score, language: str) -> Match:
    entries = scored.entries
    offer, exhibitor = entries.offers[score.offer], entries.exhibitors[score.stand]
    return Match(
        offer=offer.id,
        title=offer.title,
        exhibitor=exhibitor.id,
        exhibitor_name=exhibitor.name,
        stand=exhibitor.stand,
        kind=offer.kind.value,
        starred=Wish(score.person, exhibitor.id, WishedBy.PERSON) in entries.wishes,
        band=band(score, scored.scorer.weights),
        value=score.value,
        helps=reasons_for(score, language, offer=offer, today=entries.fair.date),
        costs=reasons_against(score, language),
        bars=_closed(scored, score, language),
        questions=(*questions(score, language), *not_known(score, language)),
        next_step=course_to_job(
            score, scored.scores, entries, scored.read.offers, language=language
        ),
    )


def _closed(scored: Scored, score: Score, language: str) -> tuple[str, ...]:
    """What closes an offer; for a course, also the one that is open instead."""
    found = bars(score, language)
    if not found or scored.entries.offers[score.offer].kind is OfferKind.JOB:
        return found
    instead = offer_instead(score, scored.scores, scored.entries, language=language)
    return (*found, instead) if instead else found


def matches_of_stand(shop: Shop, fair: str, stand: str, *, language: str) -> tuple[Candidate, ...]:
    """The people open to a stand's offers, each once with the closest offer, best first."""
    scored = score_fair(shop, fair, stand=stand)
    best: dict[str, Score] = {}
    for score in sorted(scored.scores, key=lambda one: (-one.value, one.offer)):
        if not score.closed_by:
            best.setdefault(score.person, score)
    return tuple(_candidate(scored, score, language) for score in best.values())


def _candidate(scored: Scored, score: Score, language: str) -> Candidate:
    entries = scored.entries
    return Candidate(
        person=score.person,
        call_number=entries.call_numbers[score.person],
        first_name=entries.jobseekers[score.person].first_name,
        offer=entries.offers[score.offer].title,
        value=score.value,
        points=points_for_recruiter(score, language),
        to_ask=to_ask(score, language),
        must_meet=Wish(score.person, score.stand, WishedBy.STAND) in entries.wishes,
    )
