"""A way without steps to the stand, for a person who needs one."""

from matching.domain.score import Bar, Question, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=("step_free",), offer=("step_free",))
BARS = {"step_free_missing": ("help",)}
QUESTIONS = {"step_free_unknown": ()}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar at a stand with steps, until the meeting is moved to an accessible table."""
    if not person.step_free or offer.step_free:
        return PASS
    if offer.step_free is None:
        return (Question("stand.step_free", "step_free_unknown"),)
    return (Bar("step_free_missing", {"help": WayRound.ACCESSIBLE_TABLE}),)
