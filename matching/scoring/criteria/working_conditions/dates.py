"""When it starts: before the person can, or before the fair."""

from datetime import date

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import OfferKind
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("day", "available_from"), offer=("kind", "is_at_the_fair", "starts_on"))
BARS = {"starts_too_early": ("starts_on", "available_from", "help")}
QUESTIONS = {
    "course_begun": ("starts_on",),
    "course_starts_early": ("starts_on", "available_from"),
    "offer_start_unknown": ("available_from",),
}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar when a job starts before the person can; a question of a course, which may wait.

    The past date of a job means at once; a course that has begun may still take people in.
    """
    if offer.is_at_the_fair:
        return PASS
    start, day, free = offer.starts_on, person.day, person.available_from
    is_course = offer.kind is OfferKind.TRAINING
    if is_course and start and day and start < day:
        return (Question("offer.starts_on", "course_begun", {"starts_on": start}),)
    if free is None or (day and free <= day):
        return PASS
    if start is None:
        return (Question("offer.starts_on", "offer_start_unknown", {"available_from": free}),)
    if start >= free:
        return PASS
    return (_too_early(start, free, is_course=is_course),)


def _too_early(start: date, free: date, *, is_course: bool) -> Bar | Question:
    params = {"starts_on": start, "available_from": free}
    if is_course:
        return Question("offer.starts_on", "course_starts_early", params)
    return Bar("starts_too_early", {**params, "help": WayRound.START_LATER})
