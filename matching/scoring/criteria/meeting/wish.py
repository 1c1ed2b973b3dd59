"""A person's starred stand and a recruiter's must-meet: wishes that count in the open."""

from matching.scoring.criteria.answers import Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

READS = Reads(person=("starred", "wanted_by", "names"), offer=("stand", "stand_name"))
REASONS = {
    "wish_starred": (),
    "wish_wanted": (),
    "wish_both": (),
    "wish_named": ("said",),
}


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Full when either side asked for the meeting; silent when nobody did.

    A stand that the person named word for word counts as starred.
    """
    starred, wanted = offer.stand in person.starred, offer.stand in person.wanted_by
    said = "" if starred else person.names.get(offer.stand_name, "")
    if wanted and (starred or said):
        return Part("wish_both", max(weights.wish["starred"], weights.wish["wanted"]))
    if wanted:
        return Part("wish_wanted", weights.wish["wanted"])
    if said:
        return Part("wish_named", weights.wish["starred"], {"said": said})
    return Part("wish_starred", weights.wish["starred"]) if starred else None
