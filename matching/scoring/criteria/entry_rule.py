"""An offer's lawful rules of entry: yes or no, with their ground beside them, never a weight."""

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Contract
from matching.scoring.criteria.answers import PASS, Answer, Reads
from matching.scoring.entry_rules import age_allowed, insertion_allowed
from matching.scoring.profiles import ReadOffer, ReadPerson

READS = Reads(
    person=("ages", "no_age_limit", "insertion"),
    offer=("ground", "age_min", "age_max", "contracts", "insertion"),
)
BARS = {
    "entry_age": ("ground", "help"),
    "entry_age_exceptions": ("ground", "help"),
    "entry_insertion": ("help",),
}
QUESTIONS = {"entry_age_unknown": ("ground",), "entry_insertion_unknown": ()}


def judge(person: ReadPerson, offer: ReadOffer) -> Answer:
    """A bar when a rule is plainly not met; a question when not enough is known to tell.

    What is answered never says which fact about the person decided.
    """
    return (*_age(person, offer), *_insertion(person, offer))


def _age(person: ReadPerson, offer: ReadOffer) -> Answer:
    """The age rule; apprenticeship has exceptions to its upper limit (Labour Code L6222-2).

    One of them is known here and lifts the limit; the others only a person may look into: the
    bar then says to ask.
    """
    if not offer.ground:
        return PASS
    apprentices = Contract.APPRENTICESHIP in offer.contracts
    lifted = apprentices and person.no_age_limit
    most = None if lifted else offer.age_max
    allowed = age_allowed(person.ages, least=offer.age_min, most=most)
    if allowed:
        return PASS
    if allowed is None:
        return (Question("birth_year", "entry_age_unknown", {"ground": offer.ground}),)
    if apprentices:
        params = {"ground": offer.ground, "help": WayRound.EXCEPTION}
        return (Bar("entry_age_exceptions", params),)
    return (Bar("entry_age", {"ground": offer.ground, "help": WayRound.OTHER_COURSE}),)


def _insertion(person: ReadPerson, offer: ReadOffer) -> Answer:
    if not offer.insertion:
        return PASS
    allowed = insertion_allowed(person.insertion, offer.insertion)
    if allowed:
        return PASS
    if allowed is None:
        return (Question("status", "entry_insertion_unknown"),)
    return (Bar("entry_insertion", {"help": WayRound.PRESCRIBER}),)
