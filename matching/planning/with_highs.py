"""One part of a model made as great as can be by HiGHS, as scipy brings it."""

from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from matching.planning.model import Bound, Model, Part


class Answer(NamedTuple):
    """What a solver says: a plan's columns (or None), the limit it proved, or no plan at all.

    `work` is counted in the solver's own time, the same on every machine; 0 when not told.
    """

    values: list[int] | None
    limit: int | None
    impossible: bool = False
    work: float = 0.0


def ask_highs(model: Model, part: Part, *, seconds: float, nodes: int = 10_000_000) -> Answer:
    """The best values of the columns for one part; proven when the limit equals its value."""
    if not model.low:
        return Answer([], part.sum.constant)
    sign = -1.0 if part.maximise else 1.0
    scale = max((abs(weight) for weight in part.sum.weights.values()), default=1)
    cost = np.zeros(len(model.low))
    for column, weight in part.sum.weights.items():
        cost[column] = sign * weight / scale
    found = milp(
        cost,
        constraints=_constraints(model),
        bounds=Bounds(model.low, model.high),
        integrality=np.ones(len(cost)),
        options={"mip_rel_gap": 0.0, "time_limit": max(seconds, 0.01), "node_limit": nodes},
    )
    if found.status == 2:
        return Answer(None, None, impossible=True)
    values = None if found.x is None else [round(value) for value in found.x]
    return Answer(values, _limit(found, part, sign * scale, values))


def _constraints(model: Model) -> list[LinearConstraint]:
    if not model.bounds:
        return []
    data: list[float] = []
    indices: list[int] = []
    starts, low, high = [0], [], []
    for bound in model.bounds:
        size = _unit(bound)
        indices.extend(bound.weights)
        data.extend(weight / size for weight in bound.weights.values())
        starts.append(len(indices))
        low.append(-np.inf if bound.low is None else bound.low / size)
        high.append(np.inf if bound.high is None else bound.high / size)
    matrix = csr_array((data, indices, starts), shape=(len(model.bounds), len(model.low)))
    return [LinearConstraint(matrix, np.array(low), np.array(high))]


def _unit(bound: Bound) -> int:
    """Score rows are divided by their greatest weight: HiGHS judges rows to 1e-6."""
    greatest = max(map(abs, bound.weights.values()), default=1)
    return greatest if greatest > 1000 else 1


def _limit(found: object, part: Part, factor: float, values: list[int] | None) -> int | None:
    """The proven limit in whole units, rounded to the side that stays true."""
    dual = getattr(found, "mip_dual_bound", None)
    if values is not None and getattr(found, "status", 1) == 0:
        return part.sum.value(values)
    if dual is None or not np.isfinite(dual):
        return None
    limit = dual * factor + part.sum.constant
    slack = 1e-6 * max(1.0, abs(limit))
    return int(np.floor(limit + slack)) if part.maximise else int(np.ceil(limit - slack))
