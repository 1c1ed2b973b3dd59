"""The distance for many people at once: each pair of communes is measured once."""

import numpy as np

from matching.scoring.criteria.answers import Reads
from matching.scoring.criteria.working_conditions.distance import kilometres
from matching.scoring.matrix.at_once.lookup import (
    Lookup,
    ReadOffers,
    ReadPeople,
    Values,
    Verdicts,
)
from matching.scoring.matrix.score_matrix import ASK, CLOSED, OPEN
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

_PLACE = ("commune", "point")


class _Trips:
    """Kilometres of every pair, NaN where a commune is not known; infinite radius for no limit."""

    def __init__(self, offers: ReadOffers) -> None:
        self._km = Lookup(offers, Reads(_PLACE, _PLACE), _kilometres, np.float64)
        self.at_the_fair = np.asarray([offer.is_at_the_fair for offer in offers], dtype=bool)
        self.remote = np.asarray([bool(offer.remote) for offer in offers], dtype=bool)

    def kilometres(self, people: ReadPeople) -> Values:
        """Shape (people, offers)."""
        km: Values = self._km(people)
        return km

    @staticmethod
    def radius(people: ReadPeople) -> Values:
        """Shape (people, 1)."""
        limits = (np.inf if person.radius_km is None else person.radius_km for person in people)
        return np.fromiter(limits, float, len(people))[:, None]


class DistanceAtOnce:
    """The distance as a part of the score of many pairs at once, equal to that of each pair."""

    def __init__(self, offers: ReadOffers, weights: Weights) -> None:
        self._trips = _Trips(offers)
        self._edge = weights.distance["edge"]

    def __call__(self, people: ReadPeople) -> Values:
        """Full on the spot, falling to the person's limit, nothing beyond it."""
        km, radius = self._trips.kilometres(people), self._trips.radius(people)
        values = 1.0 - (1.0 - self._edge) * km / np.where(radius > 0, radius, 1.0)
        values[km > radius] = 0.0
        values[km == 0] = 1.0
        values[np.isinf(radius) | self._trips.remote] = 1.0
        values[:, self._trips.at_the_fair] = np.nan
        return values


class TooFarAtOnce:
    """The distance as a hard rule for many pairs at once, equal to that of each pair."""

    def __init__(self, offers: ReadOffers) -> None:
        self._trips = _Trips(offers)

    def __call__(self, people: ReadPeople) -> Verdicts:
        """Closed beyond the person's radius, ask when a commune is not known."""
        km, radius = self._trips.kilometres(people), self._trips.radius(people)
        verdicts = np.where(km > radius, np.int8(CLOSED), np.int8(OPEN))
        verdicts[np.isnan(km)] = ASK
        verdicts[np.isinf(radius).ravel()] = OPEN
        verdicts[:, self._trips.remote | self._trips.at_the_fair] = OPEN
        return verdicts


def _kilometres(person: ReadPerson, offer: ReadOffer) -> float:
    km = kilometres(person, offer)
    return np.nan if km is None else km
