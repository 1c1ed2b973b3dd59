"""An offer's lawful age rule: yes or no, with its ground beside it, never a weight."""

from matching.domain.score import Bar, Question
from matching.domain.terms import Contract
from matching.scoring.criteria.answers import PASS, Answer, Reads
from matching.scoring.entry_rules import age_allowed
from matching.scoring.profiles import ReadOffer, ReadPerson

READS = Reads(person=("ages",), offer=("ground", "age_min", "age_max", "contracts"))
BARS = {
    "entry_age": ("ground", "help"),
    "entry_age_exceptions": ("ground", "help"),
}
QUESTIONS = {"entry_age_unknown": ("ground",)}


def judge(person: ReadPerson, offer: ReadOffer) -> Answer:
    """A bar when the rule is plainly not met; a question when the age is not known enough.

    The age limit of apprenticeship has exceptions (Labour Code L6222-2), which only a person may
    look into: the bar then says to ask.
    """
    if not offer.ground:
        return PASS
    allowed = age_allowed(person.ages, least=offer.age_min, most=offer.age_max)
    if allowed:
        return PASS
    if allowed is None:
        return (Question("birth_year", "entry_age_unknown", {"ground": offer.ground}),)
    if Contract.APPRENTICESHIP in offer.contracts:
        return (Bar("entry_age_exceptions", {"ground": offer.ground, "help": "exception"}),)
    return (Bar("entry_age", {"ground": offer.ground, "help": "other_course"}),)
