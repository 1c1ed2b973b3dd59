"""Driving licences that an offer cannot do without."""

from matching.domain.score import Bar, Question
from matching.scoring.criteria.answers import PASS, Answer, Reads
from matching.scoring.profiles import ReadOffer, ReadPerson

READS = Reads(person=("licences",), offer=("licences",))
BARS = {"licence_missing": ("licences", "help")}
QUESTIONS = {"licence_unknown": ("licences",)}


def judge(person: ReadPerson, offer: ReadOffer) -> Answer:
    """A bar when a licence is missing, with the way to the mobility stand; a question if unsaid."""
    if not offer.licences:
        return PASS
    if person.licences is None:
        return (Question("licences", "licence_unknown", {"licences": ", ".join(offer.licences)}),)
    missing = [licence for licence in offer.licences if licence not in person.licences]
    if not missing:
        return PASS
    return (Bar("licence_missing", {"licences": ", ".join(missing), "help": "mobility"}),)
