"""A language in common: the stand speaks the person's, or an interpreter is found."""

from matching.domain.score import Question
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("interpreter",), offer=("languages",))
BARS: dict[str, tuple[str, ...]] = {}
QUESTIONS = {"interpreter_needed": ("language",)}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """Never a bar: a meeting that needs an interpreter is one to arrange at the desk."""
    if not person.interpreter or person.interpreter in offer.languages:
        return PASS
    return (Question("interpreter", "interpreter_needed", {"language": person.interpreter}),)
