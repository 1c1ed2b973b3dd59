"""A course that has begun before the fair."""

from matching.domain.score import Question
from matching.domain.terms import OfferKind
from matching.scoring.criteria.answers import PASS, Answer, Reads
from matching.scoring.profiles import ReadOffer, ReadPerson

READS = Reads(person=("day",), offer=("kind", "starts_on"))
BARS: dict[str, tuple[str, ...]] = {}
QUESTIONS = {"course_begun": ("starts_on",)}


def judge(person: ReadPerson, offer: ReadOffer) -> Answer:
    """A question: some courses take people in late, and a past date of a job means at once."""
    if offer.kind is not OfferKind.TRAINING or offer.starts_on is None or person.day is None:
        return PASS
    if offer.starts_on >= person.day:
        return PASS
    params = {"starts_on": offer.starts_on.isoformat()}
    return (Question("offer.starts_on", "course_begun", params),)
