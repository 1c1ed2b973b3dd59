"""Wishes for a meeting, for many people at once: few pairs have one."""

import numpy as np

from matching.scoring.matrix.at_once.lookup import ReadOffers, ReadPeople, Values
from matching.scoring.profiles.profiles import ReadPerson
from matching.scoring.profiles.weights import Weights


class WishAtOnce:
    """The wish criterion for many people and offers at once, equal to `meeting.wish`."""

    def __init__(self, offers: ReadOffers, weights: Weights) -> None:
        self._weights = dict(weights.wish)
        self._columns: dict[str, list[int]] = {}
        self._named: dict[str, list[int]] = {}
        for column, offer in enumerate(offers):
            self._columns.setdefault(offer.stand, []).append(column)
            self._named.setdefault(offer.stand_name, []).append(column)
        self._shape = len(offers)

    def __call__(self, people: ReadPeople) -> Values:
        """Full where either side asked for the meeting, NaN where nobody did."""
        values = np.full((len(people), self._shape), np.nan)
        for row, person in enumerate(people):
            starred = self._starred(person)
            wanted = [n for stand in person.wanted_by for n in self._columns.get(stand, ())]
            values[row, starred] = self._weights["starred"]
            values[row, wanted] = np.fmax(values[row, wanted], self._weights["wanted"])
        return values

    def _starred(self, person: ReadPerson) -> list[int]:
        there = [n for stand in person.starred for n in self._columns.get(stand, ())]
        said = (name for name, words in person.names.items() if words)
        return there + [n for name in said for n in self._named.get(name, ())]
