"""Skills that an employer cannot do without, in words that nobody could read: to be asked."""

from matching.domain.score import Question
from matching.scoring.criteria.answers import PASS, Codes, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("skills",), offer=("needs",))
BARS: Codes = {}
QUESTIONS = {"skills_unread": ("words",)}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A question that quotes the employer, unless the person said the same words."""
    unread = [need for need in offer.needs if need.required and not need.understood]
    words = tuple(sorted(need.asked for need in unread if need.id not in person.skills))
    return (Question("skills", "skills_unread", {"words": words}),) if words else PASS
