"""The diploma, when an offer sets a floor or a ceiling."""

from matching.domain.levels import DiplomaLevel
from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(
    person=("diploma_level", "diplomas", "studied"),
    offer=(
        "diploma_min",
        "diploma_max",
        "diploma_ground",
        "entry_ground",
        "course_level",
        "nearness",
    ),
)
BARS = {
    "diploma_held": ("help",),
    "diploma_too_low": ("least", "has", "help"),
    "diploma_too_high": ("most", "has", "help"),
    "diploma_too_high_by_rule": ("most", "has", "ground", "help"),
}
_SAME = frozenset({"same", "parent"})
QUESTIONS = {"diploma_unknown": ()}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar under the floor or over the ceiling; a school may still recognise experience.

    A course for a diploma that the person says they have is closed, unless they ask for it again.
    """
    if _is_held(person, offer):
        return (Bar("diploma_held", {"help": WayRound.OTHER_COURSE}),)
    return _within(person.diploma_level, offer)


def _within(has: DiplomaLevel | None, offer: ReadOffer) -> GateAnswer:
    least, most = offer.diploma_min, offer.diploma_max
    if least is None and most is None:
        return PASS
    if has is None:
        return (Question("diploma_level", "diploma_unknown"),)
    if least is not None and has < least:
        params = {"least": least, "has": has, "help": WayRound.EQUIVALENCE}
        return (Bar("diploma_too_low", params),)
    if most is not None and has > most:
        limits = {"most": most, "has": has, "help": WayRound.OTHER_COURSE}
        if ground := offer.diploma_ground or offer.entry_ground:
            return (Bar("diploma_too_high_by_rule", {**limits, "ground": ground}),)
        return (Bar("diploma_too_high", limits),)
    return PASS


def _is_held(person: ReadPerson, offer: ReadOffer) -> bool:
    level = offer.course_level
    if level is None:
        return False
    return any(
        has >= level and name not in person.studied and offer.nearness.get(name) in _SAME
        for name, has in person.diplomas.items()
    )
