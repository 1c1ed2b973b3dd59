"""Conditions of work that the person wants to avoid."""

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Condition
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("avoid",), offer=("is_at_the_fair", "conditions"))
BARS = {f"condition_{condition}": ("condition", "help") for condition in Condition}
QUESTIONS = {"offer_conditions_unknown": ("avoid",)}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """One bar for each condition that the offer has and the person avoids.

    An offer that names no condition has not said that it has none: the stand is asked.
    """
    if not person.avoid or offer.is_at_the_fair:
        return PASS
    if not offer.conditions:
        avoid = tuple(sorted(person.avoid))
        return (Question("offer.conditions", "offer_conditions_unknown", {"avoid": avoid}),)
    return tuple(_bar(condition) for condition in sorted(set(offer.conditions) & set(person.avoid)))


def _bar(condition: Condition) -> Bar:
    way_round = WayRound.DAY_HOURS if condition is Condition.NIGHT else WayRound.ADAPT
    return Bar(f"condition_{condition}", {"condition": condition, "help": way_round})
