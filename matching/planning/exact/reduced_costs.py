"""What every plan of the best score holds, and what none can, told by a linear programme's prices.

Any prices of the rows prove a limit on what a plan reaches that holds a given placement, or does
without a given pair. Of all prices that prove the best limit, those are taken that tell most
(strict complementarity, Goldman and Tucker 1956): a second programme spreads them out.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.optimize import OptimizeResult, linprog  # type: ignore[import-untyped]
from scipy.sparse import block_array, csr_array, eye_array  # type: ignore[import-untyped]

from matching.planning.budget.budget import Budget
from matching.planning.budget.interruptible import answer_within
from matching.planning.model.model import Model, Objective
from matching.planning.problem.problem import Placed

# all in shares of the greatest weight of the part
_MARGIN, _APART = 1e-9, 2e-6
_MOST_SPREAD = 25_000

Vector = npt.NDArray[np.float64]


class Fixing(NamedTuple):
    """Placements that some plan reaching a value may hold, and pairs that every such plan holds."""

    possible: frozenset[Placed]
    required: frozenset[int]


def fix_by_reduced_cost(model: Model, objective: Objective, value: int, budget: Budget) -> Fixing:
    """Reduced-cost fixing: placements that any plan good enough may hold, and pairs it must hold.

    Good enough is a plan that reaches `value` in the sum of weights that `objective` makes as
    great (or small) as can be. Prices of the relaxed programme say how much each placement would
    cost that sum; what costs more than there is to spare is out. Nothing is left out where the
    programme was not solved in time.

    Parameters
    ----------
    value
        In the whole numbers of the objective.

    Returns
    -------
    Fixing
        Possible placements and necessary pairs of the model.
    """
    programme = _Programme.of(model, objective)
    prices = programme.prices(value, budget)
    if prices is None:
        return Fixing(frozenset(model.placed), frozenset())
    gain = programme.worth - programme.rows.T @ prices
    limit = prices @ programme.limits + np.maximum(gain, 0.0).sum()
    spare = limit - programme.scaled(value) + _MARGIN
    possible = {model.placed[n] for n in _placements(model, programme.column[gain >= -spare])}
    possible |= {p for p, low in zip(model.placed, model.low, strict=False) if low}
    always = {model.placed[n].pair for n in _placements(model, programme.column[gain > spare])}
    always |= {pair for pair, row in _pair_rows(model) if prices[row] > spare}
    return Fixing(frozenset(possible), frozenset(always))


def _placements(model: Model, columns: npt.NDArray[np.int64]) -> list[int]:
    return [column for column in columns.tolist() if column < len(model.placed)]


@dataclass(frozen=True, slots=True, eq=False)
class _Programme:
    """Rows `rows @ x <= limits` with 0 <= x <= 1; what is fixed is taken out already.

    `column` is the model's of each column, `fixed` what the fixed ones are worth.
    """

    worth: Vector
    rows: csr_array
    limits: Vector
    column: npt.NDArray[np.int64]
    scale: float
    fixed: float

    @classmethod
    def of(cls, model: Model, objective: Objective) -> "_Programme":
        """The programme of a part that is made as great as can be, in units of its greatest."""
        scale = float(max((abs(weight) for weight in objective.sum.weights.values()), default=1))
        worth = np.zeros(len(model.low))
        for column, weight in objective.sum.weights.items():
            worth[column] = (1 if objective.maximise else -1) * weight / scale
        low, high = np.array(model.low, dtype=float), np.array(model.high, dtype=float)
        rows, limits = _one_sided(model)
        free = np.flatnonzero(low < high)
        constant = (1 if objective.maximise else -1) * objective.sum.constant / scale
        return cls(
            worth[free],
            rows[:, free],
            limits - rows @ low,
            free,
            scale if objective.maximise else -scale,
            float(worth @ low) + constant,
        )

    def scaled(self, value: int) -> float:
        """A value of the part as the columns here would have to reach it."""
        return value / self.scale - self.fixed

    def prices(self, value: int, budget: Budget) -> Vector | None:
        """Prices of the rows that prove the best limit, as telling as can be."""
        if not self.limits.size or not self.worth.size:
            return None
        sides = np.column_stack([np.zeros(len(self.worth)), np.ones(len(self.worth))])
        best = _solved(budget, -self.worth, self.rows, self.limits, sides)
        if best is None:
            return None
        found: Vector = np.maximum(-best.ineqlin.marginals, 0.0)
        if len(self.worth) <= _MOST_SPREAD:
            wide = max(0.0, -best.fun - self.scaled(value)) + max(_APART, 0.5 / abs(self.scale))
            spread = self._spread(-best.fun, wide, budget)
            found = found if spread is None else spread
        return found

    def _spread(self, limit: float, wide: float, budget: Budget) -> Vector | None:
        """Prices that prove the same limit with as many columns and rows away from it as can be.

        Unknown are prices, what each column gains beyond them, and how far (at most `wide`) each
        column, then each price, stands off.
        """
        rows, columns = self.rows.shape
        own, priced = eye_array(columns), eye_array(rows)
        cells = [
            [-self.rows.T, -own, own, None],
            [-priced, None, None, priced],
            [csr_array(self.limits[None]), csr_array(np.ones((1, columns))), None, None],
        ]
        sides = np.zeros((2 * (rows + columns), 2))
        sides[: rows + columns, 1], sides[rows + columns :, 1] = np.inf, wide
        found = _solved(
            budget,
            np.repeat([0.0, -1.0], rows + columns),
            csr_array(block_array(cells)),
            np.concatenate([-self.worth, np.zeros(rows), [limit + _MARGIN]]),
            sides,
            method="highs-ipm",
        )
        return None if found is None else np.maximum(found.x[:rows], 0.0)


def _solved(
    budget: Budget,
    cost: Vector,
    rows: csr_array,
    limits: Vector,
    sides: Vector,
    *,
    method: str = "highs",
) -> OptimizeResult | None:
    """The optimum of the linear relaxation `min cost @ x, rows @ x <= limits`; None without one."""
    seconds = max(budget.left, 0.01)
    options = {"time_limit": seconds}
    found = answer_within(
        lambda: linprog(cost, A_ub=rows, b_ub=limits, bounds=sides, method=method, options=options),
        seconds,
        budget.halt,
    )
    return found if found is not None and found.status == 0 else None


def _one_sided(model: Model) -> tuple[csr_array, Vector]:
    """The constraints of a model as `rows @ x <= limits`, scaled to coefficients of at most 1."""
    data: list[float] = []
    indices: list[int] = []
    starts, limits = [0], []
    for weights, low, high in model.constraints:
        size = max(map(abs, weights.values()), default=1)
        for sign, limit in ((1, high), (-1, low)):
            if limit is not None:
                indices.extend(weights)
                data.extend(sign * weight / size for weight in weights.values())
                starts.append(len(indices))
                limits.append(sign * limit / size)
    shape = (len(limits), len(model.low))
    return csr_array((data, indices, starts), shape=shape), np.array(limits, dtype=float)


def _pair_rows(model: Model) -> Iterator[tuple[int, int]]:
    """Rows that let a pair meet once, over all its placements: the pair and the row."""
    size = Counter(placed.pair for placed in model.placed)
    row = 0
    for weights, low, high in model.constraints:
        if high == 1 and max(weights, default=0) < len(model.placed):
            pairs = {model.placed[column].pair for column in weights}
            one = pairs.pop() if len(pairs) == 1 else -1
            if size[one] == len(weights) and set(weights.values()) == {1}:
                yield one, row
        row += (low is not None) + (high is not None)
