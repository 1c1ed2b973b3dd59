"""What to tell somebody for whom a fair has nothing that suits: why, and who can help."""

from collections.abc import Collection, Iterable

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.services.scores.ranking import rank
from matching.services.scores.sentences import bars

_WANTED = frozenset({"trade_same", "trade_parent", "trade_same_held", "trade_parent_held"})


def nothing_better(
    meetings: Collection[Meeting],
    scores: Iterable[Score],
    entries: Entries,
    *,
    floor: float,
    language: str,
) -> str:
    """Why a person meets somebody for want of anything better, and who can help; "" for others.

    Parameters
    ----------
    meetings, scores
        Of that person alone: those planned, and one score an offer.
    floor
        The value from which a meeting is worth it: `floor.meeting` of the weights in force.
    """
    asked = {(wish.person, wish.stand) for wish in entries.wishes}
    low = [one for one in meetings if one.score < floor and (one.person, one.stand) not in asked]
    if not low:
        return ""
    known = sorted(scores, key=lambda score: rank(score, entries))
    parts = (
        say("nothing_better.said", language),
        _why(known, entries, language),
        _who(known, entries, language),
    )
    return " ".join(filter(None, parts))


def _why(ranked: Iterable[Score], entries: Entries, language: str) -> str:
    """The nearest offer of the wanted trade that is closed, and what closes it."""
    for score in ranked:
        if score.closed_by and not _WANTED.isdisjoint(reason.code for reason in score.reasons):
            title = entries.offers[score.offer].title
            return say("nothing_better.why", language, title=title, why=bars(score, language)[0])
    return say("nothing_better.none", language)


def _who(ranked: Iterable[Score], entries: Entries, language: str) -> str:
    for score in ranked:
        if entries.offers[score.offer].kind is OfferKind.SUPPORT and not score.closed_by:
            exhibitor = entries.exhibitors[score.stand]
            place = f"{exhibitor.stand} {exhibitor.name}".strip()
            return say("nothing_better.who", language, stand=place)
    return ""
