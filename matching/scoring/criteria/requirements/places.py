"""Places of a course or a workshop."""

from matching.domain.score import Bar, WayRound
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(person=(), offer=("places",))
BARS = {"no_places": ("help",)}
QUESTIONS: dict[str, tuple[str, ...]] = {}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:  # noqa: ARG001 - one shape for all gates
    """A bar when the offer says that no place is left; how many is the planner's business."""
    return (Bar("no_places", {"help": WayRound.WAITING_LIST}),) if offer.places == 0 else PASS
