"""Conditions of work that the person wants to avoid."""

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Condition
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(
    person=("avoid", "avoid_in_part"), offer=("is_at_the_fair", "teaches_no_work", "conditions")
)
BARS = {f"condition_{condition}": ("condition", "help") for condition in Condition}
QUESTIONS = {"offer_conditions_unknown": ("avoid",), "condition_in_part": ("avoid",)}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """One bar for each condition that the offer has and the person avoids.

    An offer that names no condition has not said that it has none: the stand is asked. So it is
    how much there is of what the person does not want all day.
    """
    if offer.is_at_the_fair:
        return PASS
    if person.avoid and not offer.conditions:
        if offer.teaches_no_work:
            return PASS
        avoid = tuple(sorted(person.avoid))
        return (Question("offer.conditions", "offer_conditions_unknown", {"avoid": avoid}),)
    barred = sorted(set(offer.conditions) & set(person.avoid))
    in_part = tuple(sorted(set(offer.conditions) & set(person.avoid_in_part)))
    if in_part and not barred:
        return (Question("offer.conditions", "condition_in_part", {"avoid": in_part}),)
    return tuple(map(_bar, barred))


def _bar(condition: Condition) -> Bar:
    way_round = WayRound.DAY_HOURS if condition is Condition.NIGHT else WayRound.ADAPT
    return Bar(f"condition_{condition}", {"condition": condition, "help": way_round})
