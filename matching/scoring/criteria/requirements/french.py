"""The level of French that an offer needs."""

from matching.domain.levels import FrenchLevel
from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("french_level",), offer=("french_level_min",))
BARS = {"french_too_low": ("least", "has", "help")}
QUESTIONS = {"french_unknown": ("least",)}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar below the level asked for, with the way to a French course.

    A mother tongue may not be asked for, only a level (origin, L1132-1): native means C2.
    """
    if offer.french_level_min is None:
        return PASS
    floor = min(offer.french_level_min, FrenchLevel.C2)
    least = floor.label
    if person.french_level is None:
        return (Question("french_level", "french_unknown", {"least": least}),)
    if person.french_level >= floor:
        return PASS
    has = person.french_level.label
    return (Bar("french_too_low", {"least": least, "has": has, "help": WayRound.FRENCH_COURSE}),)
