"""The diploma, when an offer sets a floor or a ceiling."""

from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, Answer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("diploma_level",), offer=("diploma_min", "diploma_max", "entry_ground"))
BARS = {
    "diploma_too_low": ("least", "has", "help"),
    "diploma_too_high": ("most", "has", "help"),
    "diploma_too_high_by_rule": ("most", "has", "ground", "help"),
}
QUESTIONS = {"diploma_unknown": ()}


def judge(person: ReadPerson, offer: ReadOffer) -> Answer:
    """A bar under the floor or over the ceiling; a school may still recognise experience."""
    least, most = offer.diploma_min, offer.diploma_max
    if least is None and most is None:
        return PASS
    if person.diploma_level is None:
        return (Question("diploma_level", "diploma_unknown"),)
    has = person.diploma_level
    if least is not None and has < least:
        params = {"least": least, "has": has, "help": WayRound.EQUIVALENCE}
        return (Bar("diploma_too_low", params),)
    if most is not None and has > most:
        limits = {"most": most, "has": has, "help": WayRound.OTHER_COURSE}
        if offer.entry_ground:
            return (Bar("diploma_too_high_by_rule", {**limits, "ground": offer.entry_ground}),)
        return (Bar("diploma_too_high", limits),)
    return PASS
