"""Placements that no plan of the best score can hold, told by the prices of a linear programme."""

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from matching.planning.model import Model, Part
from matching.planning.problem import Placed

_MARGIN = 1e-6

Vector = npt.NDArray[np.float64]


def within_reach(model: Model, part: Part, value: int, *, seconds: float) -> frozenset[Placed]:
    """Placements of a model that some plan reaching a value of a part may hold.

    Any prices of the rows give a valid limit on what a plan with one given placement reaches;
    those of the linear programme are the sharpest. Where it has no slack, only ties are left.
    """
    scale = max((abs(weight) for weight in part.sum.weights.values()), default=1)
    cost = np.zeros(len(model.low))
    for column, weight in part.sum.weights.items():
        cost[column] = weight / scale * (-1.0 if part.maximise else 1.0)
    prices = _prices(model, cost, seconds)
    if prices is None:
        return frozenset(model.placed)
    least, reduced = prices
    low, high = np.array(model.low, dtype=float), np.array(model.high, dtype=float)
    share = np.where(reduced > 0, reduced * low, reduced * high)
    wanted = (value - part.sum.constant) / scale * (-1.0 if part.maximise else 1.0)
    reach = least + share.sum() - share + reduced <= wanted + _MARGIN
    return frozenset(p for p, near in zip(model.placed, reach, strict=False) if near)


def _prices(model: Model, cost: Vector, seconds: float) -> tuple[float, Vector] | None:
    """The rows' part of a limit from below, and the reduced cost of each column."""
    rows, limits = _one_sided(model)
    if not limits.size or not cost.size:
        return None
    found = linprog(
        cost,
        A_ub=rows,
        b_ub=limits,
        bounds=np.column_stack([model.low, model.high]),
        method="highs",
        options={"time_limit": max(seconds, 0.01)},
    )
    if found.status != 0:
        return None
    # a price of the wrong sign would prove nothing
    prices = np.minimum(found.ineqlin.marginals, 0.0)
    return float(prices @ limits), cost - rows.T @ prices


def _one_sided(model: Model) -> tuple[csr_array, Vector]:
    data: list[float] = []
    indices: list[int] = []
    starts, limits = [0], []
    for weights, low, high in model.bounds:
        size = max(map(abs, weights.values()), default=1)
        for sign, limit in ((1, high), (-1, low)):
            if limit is not None:
                indices.extend(weights)
                data.extend(sign * weight / size for weight in weights.values())
                starts.append(len(indices))
                limits.append(sign * limit / size)
    shape = (len(limits), len(model.low))
    return csr_array((data, indices, starts), shape=shape), np.array(limits, dtype=float)
