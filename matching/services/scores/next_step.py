"""What stands between a person and a job, and the course of the fair that teaches it."""

from collections.abc import Iterable, Mapping

from matching.domain.entries import Entries
from matching.domain.score import Score
from matching.domain.terms import OfferKind
from matching.phrases import say_count
from matching.scoring.profiles.profiles import ReadOffer
from matching.services.scores.ranking import rank
from matching.services.scores.sentences import course_facts

_MOST_MISSING = 3  # further away than this, another course is the way and not this one


def course_to_job(
    job: Score,
    scores: Iterable[Score],
    entries: Entries,
    offers: Mapping[str, ReadOffer],
    *,
    language: str,
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
            say_count("course.job_steps", language, count),
            say_count("course.for_job", language, count, title=best.title, exhibitor=name),
            *course_facts(best, language, today=entries.fair.date),
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
