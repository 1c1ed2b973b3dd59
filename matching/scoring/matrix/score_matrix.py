"""Values and verdicts of every pair, as arrays: for whoever reads scores and makes none."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matching.domain.score import Verdict

VERDICTS = (Verdict.OPEN, Verdict.ASK, Verdict.CLOSED)
OPEN, ASK, CLOSED = range(3)

Triple = tuple[str, str, str]


class Offered(NamedTuple):
    """One column: an offer and its stand; `alone` where it is met apart from the stand's others."""

    stand: str
    offer: str
    alone: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class ScoreMatrix:
    """Values and verdicts of every pair, in the order of ids.

    Attributes
    ----------
    values
        From 0 to 1, equal to `Scorer.score(...).value` rounded to `DECIMALS`.
    verdicts
        Index into `VERDICTS`, shape (people, offers) like `values`.
    """

    people: tuple[str, ...]
    offers: tuple[Offered, ...]
    values: npt.NDArray[np.float64]
    verdicts: npt.NDArray[np.int8]

    def of(self, people: Collection[str]) -> "ScoreMatrix":
        """The rows of these people alone."""
        rows = [row for row, person in enumerate(self.people) if person in people]
        kept = tuple(self.people[row] for row in rows)
        values, verdicts = self.values[rows], self.verdicts[rows]
        return replace(self, people=kept, values=values, verdicts=verdicts)

    def without(self, pairs: Iterable[Triple]) -> "ScoreMatrix":
        """The same with some pairs (person, stand, offer) closed."""
        return self._judged(pairs, CLOSED)

    def opened(self, pairs: Iterable[Triple]) -> "ScoreMatrix":
        """The same with some pairs open whatever closed them: a person has decided so."""
        return self._judged(pairs, OPEN)

    def _judged(self, pairs: Iterable[Triple], verdict: int) -> "ScoreMatrix":
        row = {person: n for n, person in enumerate(self.people)}
        column = {(stand, offer): n for n, (stand, offer, _) in enumerate(self.offers)}
        verdicts = self.verdicts.copy()
        for person, stand, offer in pairs:
            if person in row and (stand, offer) in column:
                verdicts[row[person], column[stand, offer]] = verdict
        return replace(self, verdicts=verdicts)
