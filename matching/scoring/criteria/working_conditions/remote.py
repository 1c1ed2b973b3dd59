"""Working from home, for a person who asked for it."""

from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

READS = Reads(person=("wants_remote",), offer=("is_at_the_fair", "remote"))
REASONS = {
    "remote_offered": ("said",),
    "remote_not_offered": ("said",),
    "remote_unknown": (),
}


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:  # noqa: ARG001
    """Full when it is offered, nothing when it is not; silent when nobody asked."""
    if not person.wants_remote or offer.is_at_the_fair:
        return None
    if offer.remote is None:
        return Part("remote_unknown", None)
    code = "remote_offered" if offer.remote else "remote_not_offered"
    return Part(code, float(offer.remote), {"said": person.wants_remote})
