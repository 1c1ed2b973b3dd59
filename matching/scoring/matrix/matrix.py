"""Every pair of people and offers at once: values and verdicts without an object a pair."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matching.domain.offer import is_met_apart
from matching.scoring.criteria import GATES, WEIGHINGS, Weighing
from matching.scoring.matrix.at_once import Gating, Valuing, gating, valuing
from matching.scoring.matrix.at_once.blend import blend_at_once
from matching.scoring.matrix.at_once.gap import GapAtOnce
from matching.scoring.matrix.at_once.trade import TradeAtOnce
from matching.scoring.matrix.score_matrix import Offered, ScoreMatrix
from matching.scoring.profiles.profiles import ReadOffer, ReadPerson
from matching.scoring.profiles.weights import Weights

DECIMALS = 9  # what is finer is noise of adding in another order, and would break ties at random

_BLOCK = 256  # people judged together: some twenty megabytes against a thousand offers


@dataclass(frozen=True, slots=True, eq=False)
class Panel:
    """Offers prepared once, against which any number of people are scored."""

    offers: tuple[Offered, ...]
    weights: Weights
    valuings: tuple[tuple[Weighing, Valuing], ...]
    gatings: tuple[Gating, ...]

    @classmethod
    def of(cls, offers: Iterable[ReadOffer], weights: Weights) -> "Panel":
        """A panel of some offers, in the order of stand and offer ids."""
        ordered = sorted(offers, key=lambda offer: (offer.stand, offer.id))
        return cls(
            tuple(
                Offered(offer.stand, offer.id, is_met_apart(offer.kind, asked=offer.met_apart))
                for offer in ordered
            ),
            weights,
            tuple((weighing, valuing(weighing, ordered, weights)) for weighing in WEIGHINGS),
            tuple(gating(gate, ordered) for gate in GATES),
        )

    def narrowed(self, people: Iterable[ReadPerson]) -> "Panel":
        """The same panel for these people only: light to send to another process."""
        trades = sorted({claim.id for person in people for claim in person.trades})
        valuings = (
            (weighing, value.narrowed(trades) if isinstance(value, GapAtOnce) else value)
            for weighing, value in self.valuings
        )
        return replace(self, valuings=tuple(valuings))

    def matrix(self, people: Iterable[ReadPerson]) -> ScoreMatrix:
        """Every pair; the same numbers whatever the order of rows and the other people."""
        ordered = sorted(people, key=lambda person: person.id)
        shape = len(ordered), len(self.offers)
        values, verdicts = np.zeros(shape), np.zeros(shape, dtype=np.int8)
        for start in range(0, len(ordered) if self.offers else 0, _BLOCK):
            block = ordered[start : start + _BLOCK]
            values[start : start + _BLOCK] = self._values(block)
            self._judge(block, verdicts[start : start + _BLOCK])
        return ScoreMatrix(tuple(person.id for person in ordered), self.offers, values, verdicts)

    def _values(self, people: Sequence[ReadPerson]) -> npt.NDArray[np.float64]:
        parts = [(weighing, value(people)) for weighing, value in self.valuings]
        trade = next(value for weighing, value in self.valuings if weighing.name == "trade")
        assert isinstance(trade, TradeAtOnce)
        return np.round(blend_at_once(parts, self.weights, trade.unread(people)), DECIMALS)

    def _judge(self, people: Sequence[ReadPerson], verdicts: npt.NDArray[np.int8]) -> None:
        for judge in self.gatings:
            np.maximum(verdicts, judge(people), out=verdicts)
