"""The digital sector, for a person whose wish is in it."""

from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

READS = Reads(person=("wants_digital",), offer=("digital_sector",))
REASONS = {
    "sector_digital": ("said",),
    "sector_other": ("said",),
    "sector_unknown": (),
}


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:  # noqa: ARG001
    """Full in the digital sector, nothing outside it; silent for other wishes."""
    if not person.wants_digital:
        return None
    if offer.digital_sector is None:
        return Part("sector_unknown", None)
    code = "sector_digital" if offer.digital_sector else "sector_other"
    return Part(code, float(offer.digital_sector), {"said": person.wants_digital})
