"""Limits of a problem with rules left out, sharper by what breaking these rules would cost."""

from collections.abc import Mapping

import numpy as np

from matching.planning.arrays.grid import Flags, Floats, Grid, Ints
from matching.planning.large.bounds import PlanBounds
from matching.planning.large.loosen import Loosened

# how often prices are changed, by how much of a usual worth at first, and what is left after each
_ROUNDS, _STEP, _SHRINK = 40, 0.5, 0.9
# so much more or less than there is counts as a whole step
_FAR = 5.0


def sharpened(loose: Loosened, grid: Grid, limits: PlanBounds) -> Flags:
    """Make limits sharper by prices on rules that were left out; the pairs chosen at the end.

    Two such rules are priced (Lagrangian relaxation, by subgradients). *Both or none*: a plan holds
    both halves of a meeting of two people or neither, so however its score is shared out between
    them, the best choice of pairs is a limit: a half that is chosen without the other gets less,
    the other more. *What is shared lasts so long*: whatever a slot of it costs, the best choice of
    pairs that pay for what they use is a limit, with what all of it is worth.
    """
    ties = _Ties(loose, grid)
    chosen = limits.choice.chosen
    if not ties.is_any:
        return chosen
    for _ in range(_ROUNDS):
        chosen = limits.price(ties.worth, ties.owned).chosen
        if not ties.price(chosen):
            break
    return chosen


class _Ties:
    """Prices of what was left out, and what pairs are worth with them."""

    def __init__(self, loose: Loosened, grid: Grid) -> None:
        row = np.full(len(loose.problem.pairs), -1)
        row[grid.pair] = np.arange(len(grid.pair))
        halves = row[np.array(loose.halves, dtype=np.int64).reshape(-1, 2)]
        self.one, self.other = halves[(halves >= 0).all(axis=1)].T
        self._plain: Ints = grid.worth
        self._moved = np.zeros(len(grid.worth), dtype=np.int64)
        self._used, self._lasts = _uses(loose, grid)
        self._cost: Floats = np.zeros(len(self._lasts))
        self._step = _STEP * float(grid.worth.mean()) if len(grid.worth) else 0.0

    @property
    def is_any(self) -> bool:
        """Whether there is anything to price."""
        return bool(len(self.one) or len(self._lasts))

    @property
    def worth(self) -> Ints:
        """What pairs are worth, never less than true: what they pay is rounded down."""
        paid = np.floor(self._cost @ self._used).astype(np.int64)
        return np.asarray(self._plain + self._moved - paid)

    @property
    def owned(self) -> float:
        """What all that is shared is worth."""
        return float(self._cost @ self._lasts)

    def price(self, chosen: Flags) -> bool:
        """New prices after a choice of pairs; False where nothing changes any more."""
        alone = chosen[self.one].astype(np.int64) - chosen[self.other]
        excess = self._used @ chosen - self._lasts
        self._moved[self.one] -= int(self._step) * alone
        self._moved[self.other] += int(self._step) * alone
        part = np.clip(excess / _FAR, -1.0, 1.0)
        was, self._cost = self._cost, np.maximum(0.0, self._cost + self._step * part)
        self._step *= _SHRINK
        return bool(alone.any() or (was != self._cost).any())


def _uses(loose: Loosened, grid: Grid) -> tuple[Floats, Floats]:
    """Of each thing that is shared, how much of it each pair uses at least, and what there is."""
    used = np.zeros((len(loose.shared), len(grid.pair)))
    lasts = np.zeros(len(loose.shared))
    names = sorted(stand.id for stand in loose.problem.stands)
    for number, use in enumerate(loose.shared):
        rate = np.array([use.rate.get(name, 0.0) for name in names])
        used[number] = rate[grid.stand] * grid.length
        lasts[number] = use.slots - _fixed(loose, use.rate)
    return used, lasts


def _fixed(loose: Loosened, rate: Mapping[str, float]) -> float:
    """What fixed meetings use of it at least."""
    pairs = (loose.problem.pairs[pair] for pair, _ in loose.problem.fixed)
    return sum(rate.get(party, 0.0) * pair.length for pair in pairs for party in pair.between)
