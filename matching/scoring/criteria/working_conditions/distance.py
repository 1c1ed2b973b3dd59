"""The distance: judged only by a limit that the person chose, never by where they live."""

from functools import lru_cache

from matching.domain.score import Bar, Question, WayRound
from matching.domain.terms import OfferKind
from matching.scoring.criteria.answers import PASS, GateAnswer, Part, Reads
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights
from matching.scoring.vocabulary.travel import great_circle_km

READS = Reads(
    person=("radius_km", "commune", "point"),
    offer=("kind", "is_at_the_fair", "remote", "commune", "point"),
)
BARS = {"too_far": ("km", "radius_km", "help")}
QUESTIONS = {
    "commune_unknown": (),
    "commune_not_found": (),
    "offer_commune_unknown": (),
    "offer_commune_not_found": (),
}
REASONS = {
    "distance_same_commune": (),
    "distance_inside": ("km", "radius_km"),
    "distance_free": (),
    "distance_remote": (),
    "distance_beyond": ("km", "radius_km"),
    "distance_unknown": (),
}

_between = lru_cache(maxsize=65_536)(great_circle_km)


def judge(person: ReadPerson, offer: ReadOffer) -> GateAnswer:
    """A bar beyond the person's radius, a question when a commune is missing or not found.

    Remote work is a way round only where the offer does not say that it is done on the spot.
    """
    if person.radius_km is None or offer.is_at_the_fair or offer.remote:
        return PASS
    km = kilometres(person, offer)
    if km is None:
        return (_what_is_missing(person, offer),)
    if km <= person.radius_km:
        return PASS
    may_be_remote = offer.remote is None and offer.kind is OfferKind.JOB
    way_round = WayRound.MOBILITY_OR_REMOTE if may_be_remote else WayRound.MOBILITY
    return (Bar("too_far", {**_rounded(km, person.radius_km), "help": way_round}),)


def weigh(person: ReadPerson, offer: ReadOffer, weights: Weights) -> Part | None:
    """Full on the spot and with no limit, falling to `distance.edge` at the person's limit."""
    if offer.is_at_the_fair:
        return None
    if offer.remote or person.radius_km is None:
        return Part("distance_remote" if offer.remote else "distance_free", 1.0)
    km = kilometres(person, offer)
    if km is None:
        return Part("distance_unknown", None)
    if km == 0:
        return Part("distance_same_commune", 1.0)
    params = _rounded(km, person.radius_km)
    if km > person.radius_km:
        return Part("distance_beyond", 0.0, params)
    value = 1.0 - (1.0 - weights.distance["edge"]) * km / person.radius_km
    return Part("distance_inside", value, params)


def kilometres(person: ReadPerson, offer: ReadOffer) -> float | None:
    """Kilometres between the person's and the offer's commune; `None` when one is not known."""
    if not person.commune or not offer.commune:
        return None
    if person.commune == offer.commune:
        return 0.0
    if person.point is None or offer.point is None:
        return None
    return _between(person.point, offer.point)


def _what_is_missing(person: ReadPerson, offer: ReadOffer) -> Question:
    if not person.commune:
        return Question("commune", "commune_unknown")
    if not offer.commune:
        return Question("offer.commune", "offer_commune_unknown")
    if person.point is None:
        return Question("commune", "commune_not_found")
    return Question("offer.commune", "offer_commune_not_found")


def _rounded(km: float, radius_km: float) -> dict[str, object]:
    return {"km": max(1, round(km)), "radius_km": round(radius_km)}
