"""The same criteria for many people and offers at once, as arrays.

A criterion that depends on few distinct values is asked once for each pair of them (`lookup`);
those that depend on too many have a twin here that is equal to them. A score's explanation is
always the one of `Scorer.score`.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from matching.scoring.criteria import Gate, Weighing
from matching.scoring.matrix.at_once.distance import DistanceAtOnce, TooFarAtOnce
from matching.scoring.matrix.at_once.gap import GapAtOnce
from matching.scoring.matrix.at_once.lookup import (
    ReadPeople,
    Values,
    Verdicts,
    looked_up,
    looked_up_gate,
)
from matching.scoring.matrix.at_once.skills import SkillsAtOnce
from matching.scoring.matrix.at_once.trade import TradeAtOnce
from matching.scoring.matrix.at_once.wish import WishAtOnce
from matching.scoring.profiles.profiles import ReadOffer
from matching.scoring.profiles.weights import Weights

__all__ = ["VALUE_TWINS", "VERDICT_TWINS", "Gating", "Valuing", "gating", "valuing"]

Valuing: TypeAlias = Callable[[ReadPeople], Values]
Gating: TypeAlias = Callable[[ReadPeople], Verdicts]

VALUE_TWINS: Mapping[str, Callable[[Sequence[ReadOffer], Weights], Valuing]] = {
    "skills": SkillsAtOnce,
    "gap": GapAtOnce.of,
    "trade": TradeAtOnce,
    "distance": DistanceAtOnce,
    "wish": WishAtOnce,
}
VERDICT_TWINS: Mapping[str, Callable[[Sequence[ReadOffer]], Gating]] = {"distance": TooFarAtOnce}


def valuing(weighing: Weighing, offers: Sequence[ReadOffer], weights: Weights) -> Valuing:
    """How well a soft criterion is met, NaN where it does not count: shape (people, offers)."""
    twin = VALUE_TWINS.get(weighing.name)
    if twin is not None:
        return twin(offers, weights)
    return looked_up(weighing, offers, weights)


def gating(gate: Gate, offers: Sequence[ReadOffer]) -> Gating:
    """What a hard rule answers, 0 open, 1 ask, 2 closed: shape (people, offers)."""
    twin = VERDICT_TWINS.get(gate.name)
    return twin(offers) if twin is not None else looked_up_gate(gate, offers)
