"""Offers that would have suited somebody and refuse them: why, the way round, what is open."""

from collections.abc import Collection, Iterable
from itertools import islice

from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.services.scores.sentences import bars, offer_instead, rank

MOST = 3


# What an offer asks for; a person's own limits and refusals are theirs and no refusal of them.
_ASKED_BY_OFFERS = frozenset(
    {
        "diploma_held",
        "diploma_too_high",
        "diploma_too_high_by_rule",
        "diploma_too_low",
        "entry_age",
        "entry_age_exceptions",
        "entry_insertion",
        "experience_missing",
        "french_too_low",
        "licence_missing",
        "no_places",
        "title_missing",
    }
)


def refused_lines(
    scores: Iterable[Score], entries: Entries, *, floor: float, language: str, most: int = MOST
) -> tuple[str, ...]:
    """What refuses somebody although it would suit: titles, why not, what is open; closest first.

    Offers that refuse for the same reasons and have the same way out are told together.

    Parameters
    ----------
    scores
        Of one person, one an offer.
    floor
        The value from which a meeting is worth it; a stand that the person starred counts too.
    most
        How many reasons are told.
    """
    mine = tuple(scores)
    free = _free(mine, entries)
    titles: dict[str, list[str]] = {}
    for score in sorted(mine, key=lambda score: rank(score, entries)):
        if _refuses(score, entries, floor):
            why = _why(score, free, entries, language)
            titles.setdefault(why, []).append(entries.offers[score.offer].title)
    return tuple(
        say("refused.offer", language, titles=_quoted(found, language), why=why)
        for why, found in islice(titles.items(), most)
    )


def _refuses(score: Score, entries: Entries, floor: float) -> bool:
    """Whether an offer that would suit is closed by what it asks for, and by nothing else."""
    wished = any(
        (wish.person, wish.stand) == (score.person, score.stand) for wish in entries.wishes
    )
    return (
        bool(score.closed_by)
        and entries.offers[score.offer].kind is not OfferKind.SUPPORT
        and all(bar.code in _ASKED_BY_OFFERS for bar in score.closed_by)
        and (score.value >= floor or wished)
    )


def open_instead_of(
    offers: Collection[str], scores: Iterable[Score], entries: Entries, language: str
) -> tuple[str, ...]:
    """The nearest offer with a place left instead of each offer that somebody waits for."""
    mine = {score.offer: score for score in scores}
    free = [score for score in _free(mine.values(), entries) if score.offer not in {*offers}]
    found = (offer_instead(mine[of], free, entries, language=language) for of in offers)
    return tuple(dict.fromkeys(filter(None, found)))


def _free(scores: Iterable[Score], entries: Entries) -> list[Score]:
    """Where somebody may be sent: it is sure, and no places counted there are gone."""
    return [
        score
        for score in scores
        if entries.offers[score.offer].is_certain and entries.left.get(score.offer, 1) > 0
    ]


def _why(score: Score, free: Iterable[Score], entries: Entries, language: str) -> str:
    instead = offer_instead(score, free, entries, language=language)
    return " ".join(filter(None, (*bars(score, language), instead)))


def _quoted(titles: Iterable[str], language: str) -> str:
    return ", ".join(say("refused.title", language, title=title) for title in titles)
