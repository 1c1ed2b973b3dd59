"""Years of the very trade, where an offer names how many it takes."""

from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

READS = Reads(
    person=("held", "years", "only_placements"),
    offer=("experience_min", "needs_experience", "trade_known", "nearness"),
)
BARS = {"experience_missing": ("least", "help")}
QUESTIONS = {"experience_unknown": ("least",), "experience_short": ("least",)}
REASONS = {
    "experience_enough": ("least",),
    "experience_short": ("least",),
    "experience_unknown": ("least",),
}
_ENOUGH_TO_TALK = 0.5  # of the years asked for: from there on an employer often makes do
_SAME = frozenset({"same", "parent"})


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A question while the years are not known; a bar only where the offer says it is mandatory.

    Whoever has less than half of them asks whether that will do.
    """
    least = _least(offer)
    if not least:
        return PASS
    years = _years(person, offer)
    if years is None:
        return (Question("experience", "experience_unknown", {"least": least}),)
    if years < least and offer.needs_experience:
        params = {"least": least, "help": WayRound.EQUIVALENCE}
        return (Bar("experience_missing", params),)
    if years < least * _ENOUGH_TO_TALK:
        return (Question("offer.experience_min", "experience_short", {"least": least}),)
    return PASS


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:  # noqa: ARG001 - as all
    """The share of the years asked for that the person has held the trade."""
    least = _least(offer)
    if not least:
        return None
    years = _years(person, offer)
    if years is None:
        return Part("experience_unknown", None, {"least": least})
    code = "experience_enough" if years >= least else "experience_short"
    return Part(code, min(1.0, years / least), {"least": least})


def _least(offer: ReadOffer) -> int:
    return offer.experience_min or 0 if offer.trade_known else 0


def _years(person: ReadPerson, offer: ReadOffer) -> float | None:
    """Years in the trade; none are known of who has told nothing, or held it for some time.

    Who tells of placements alone has told: they are no years.
    """
    held = [claim.id for claim in person.held if offer.nearness.get(claim.id) in _SAME]
    if not person.held and person.only_placements:
        return 0.0
    if not person.held or any(name not in person.years for name in held):
        return None
    return max((person.years[name] for name in held), default=0.0)
