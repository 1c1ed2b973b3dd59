"""Driving: licences that an offer cannot do without, and driving that it does not detail."""

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import Condition
from matching.scoring.criteria.answers import PASS, GateAnswer, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson

READS = Reads(
    person=("licences", "vehicle"), offer=("is_at_the_fair", "licences_required", "conditions")
)
BARS = {"licence_missing": ("licences", "help")}
QUESTIONS = {
    "licence_unknown": ("licences",),
    "driving_licence_unknown": (),
    "offer_licence_unknown": (),
    "offer_vehicle_unknown": (),
}


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar when a licence is missing, with the way to the mobility stand; a question if unsaid.

    Driving as a condition of work names no licence and no vehicle of one's own (a fork-lift, a
    company van): it closes nothing, it is asked about.
    """
    return (*_licence(person, offer), *_vehicle(person, offer))


def _licence(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    if not offer.licences_required:
        return _driving(person, offer)
    if person.licences is None:
        return (
            Question(
                "licences", "licence_unknown", {"licences": ", ".join(offer.licences_required)}
            ),
        )
    missing = [licence for licence in offer.licences_required if licence not in person.licences]
    if not missing:
        return PASS
    return (Bar("licence_missing", {"licences": ", ".join(missing), "help": WayRound.MOBILITY}),)


def _driving(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    if not _drives(offer) or person.licences:
        return PASS
    if person.licences is None:
        return (Question("licences", "driving_licence_unknown"),)
    return (Question("offer.licences_required", "offer_licence_unknown"),)


def _vehicle(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    if not _drives(offer) or person.vehicle is not False:
        return PASS
    return (Question("offer.vehicle", "offer_vehicle_unknown"),)


def _drives(offer: ReadOffer) -> bool:
    return Condition.DRIVING in offer.conditions and not offer.is_at_the_fair
