"""What to tell somebody next: the course that leads to a job, or why there is nothing better."""

from collections.abc import Collection, Iterable, Iterator, Mapping

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.domain.slots import are_there_together
from matching.domain.terms import OfferKind
from matching.phrases import say, say_count
from matching.scoring.criteria.occupation.trade import UNREAD
from matching.scoring.profiles.profiles import ReadOffer
from matching.services.scores.sentences import (
    bars,
    course_facts,
    is_guess,
    offer_title,
    rank,
    voiced,
    with_age_rule,
)

_WANTED = frozenset({"trade_same", "trade_parent", "trade_same_held", "trade_parent_held"})
_OTHER = frozenset({"trade_other", "trade_near", "trade_family", "trade_domain", UNREAD})
_MOST_MISSING = 3  # further away than this, another course is the way and not this one


def course_to_job(
    job: Score,
    scores: Iterable[Score],
    entries: Entries,
    offers: Mapping[str, ReadOffer],
    *,
    language: str,
    is_own: bool = True,
) -> str:
    """The open course that teaches every skill missing for a job, as sentences, or "".

    `scores` are those of the same person; the closest of several courses is told.
    """
    missing = _missing(job)
    if not missing:
        return ""
    courses = [
        score
        for score in scores
        if offers[score.offer].kind is OfferKind.TRAINING
        and not score.closed_by
        and missing <= set(offers[score.offer].taught)
    ]
    if not courses:
        return ""
    best = entries.offers[min(courses, key=lambda score: rank(score, entries)).offer]
    name = entries.exhibitors[best.exhibitor].name
    count = len(missing)
    return " ".join(
        (
            say_count(voiced("course.job_steps", language, is_own=is_own), language, count),
            say_count("course.for_job", language, count, title=best.title, exhibitor=name),
            *course_facts(best, language, today=entries.fair.date, left=entries.left.get(best.id)),
        )
    )


def _missing(job: Score) -> frozenset[str]:
    reason = next((reason for reason in job.reasons if reason.criterion == "skills"), None)
    if reason is None or not reason.value:
        return frozenset()
    missing = reason.params.get("missing", ())
    if not isinstance(missing, tuple) or len(missing) > _MOST_MISSING:
        return frozenset()
    return frozenset(missing)


def nothing_better(
    meetings: Collection[Meeting],
    scores: Iterable[Score],
    entries: Entries,
    *,
    floor: float,
    language: str,
    is_why_told: bool = False,
) -> str:
    """Why a person meets somebody for want of anything better, and who can help; "" for others.

    One idea a line. Where only some of the meetings are so, nothing is said against the others. An
    offer that is open, wanted and in no meeting is never denied: its stand is named, with its hours
    where the two are never there together.

    Parameters
    ----------
    meetings, scores
        Of that person alone: those planned, and one score an offer.
    floor
        The value from which a meeting is worth it: `floor.meeting` of the weights in force.
    is_why_told
        Whether what is closed to the person is told elsewhere: once is enough.
    """
    asked = {(wish.person, wish.stand) for wish in entries.wishes}
    low = [one for one in meetings if one.score < floor and (one.person, one.stand) not in asked]
    if not low:
        return ""
    known = sorted(scores, key=lambda score: rank(score, entries))
    who = _who(known, entries, language)
    if offered := _offered(_not_met(known, meetings, floor), entries, language):
        return _lines(offered, who)
    if len(low) < len(meetings):
        return _lines(say("nothing_better.rest", language), who)
    why = "" if is_why_told else _why(known, entries, language)
    return _lines(say("nothing_better.said", language), why, who)


def _lines(*ideas: str) -> str:
    return "\n".join(filter(None, ideas))


def _not_met(
    ranked: Iterable[Score], meetings: Collection[Meeting], floor: float
) -> Iterator[Score]:
    """Open offers of the wanted trade, or worth a meeting, of stands that the person never meets.

    A plan may be older than what the person wants now: the scores are of now.
    """
    met = {meeting.stand for meeting in meetings}
    for score in ranked:
        is_open = not score.closed_by and score.stand not in met
        if is_open and not is_guess(score) and (is_wanted(score) or score.value >= floor):
            yield score


def is_wanted(score: Score) -> bool:
    """Whether the offer is of the very trade that the person wants."""
    return not _WANTED.isdisjoint(reason.code for reason in score.reasons)


def _offered(found: Iterable[Score], entries: Entries, language: str) -> str:
    """Where the nearest of some offers is: one that can be met today before one that cannot."""
    away = ""
    for score in found:
        stand, fair = entries.exhibitors[score.stand], entries.fair
        offer = entries.offers[score.offer]
        said = {
            "title": with_age_rule(offer_title(offer, language), offer, language),
            "stand": stand.label,
        }
        if are_there_together(fair, entries.jobseekers[score.person], stand):
            return say("nothing_better.offered", language, **said)
        opens, closes = stand.opens or fair.opens, stand.closes or fair.closes
        hours = {"opens": f"{opens:%H:%M}", "closes": f"{closes:%H:%M}"}
        away = away or say("nothing_better.away", language, **said, **hours)
    return away


def _why(ranked: Collection[Score], entries: Entries, language: str) -> str:
    """The nearest offer of the wanted trade that is closed, and what closes it.

    Who wants no trade, or one that may be offered here, is not told that nobody offers it.
    """
    for score in ranked:
        if score.closed_by and is_wanted(score):
            title = offer_title(entries.offers[score.offer], language)
            why = bars(score, language, between="\n")[0]
            return say("nothing_better.why", language, title=title, why=why)
    codes = {reason.code for score in ranked for reason in score.reasons}
    is_denied = bool(codes & _OTHER) and "trade_maybe" not in codes
    return say("nothing_better.none", language) if is_denied else ""


def _who(ranked: Iterable[Score], entries: Entries, language: str) -> str:
    for score in ranked:
        is_help = entries.offers[score.offer].kind is OfferKind.SUPPORT
        if is_help and not score.closed_by and not is_guess(score):
            exhibitor = entries.exhibitors[score.stand]
            place = exhibitor.label
            return say("nothing_better.who", language, stand=place)
    return ""
