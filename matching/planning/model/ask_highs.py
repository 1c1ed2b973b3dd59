"""One part of a model made as great as can be by HiGHS, as scipy brings it."""

from threading import Event
from typing import NamedTuple

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from matching.planning.budget.budget import work_of
from matching.planning.budget.interruptible import answer_within
from matching.planning.model.model import Constraint, Model, Objective

_MOST_NODES = 10_000_000
# of the seconds, how long it is told to search
_IN_TIME = 0.85


class SolverAnswer(NamedTuple):
    """What a solver says: a plan's columns (or None), the limit it proved, or no plan at all.

    `work` is counted in the solver's own time, the same on every machine; `in_time` is False
    when the clock has ended it before.
    """

    values: list[int] | None
    limit: int | None
    impossible: bool = False
    work: float = 0.0
    in_time: bool = True


def ask_highs(
    model: Model,
    objective: Objective,
    *,
    seconds: float,
    nodes: int = _MOST_NODES,
    halt: Event | None = None,
) -> SolverAnswer:
    """The best values of the columns for one part; proven when the limit equals its value.

    The nodes decide when it ends, the same on every machine; `seconds` only stop a slow one.
    """
    if not model.low:
        if not model.holds([]):
            return SolverAnswer(None, None, impossible=True)
        return SolverAnswer([], objective.sum.constant)
    sign = -1.0 if objective.maximise else 1.0
    scale = max((abs(weight) for weight in objective.sum.weights.values()), default=1)
    cost = np.zeros(len(model.low))
    for column, weight in objective.sum.weights.items():
        cost[column] = sign * weight / scale
    rows = _constraints(model)
    # it looks at the clock now and then: what it has is lost once nobody waits any longer
    limit = max(_IN_TIME * seconds, 0.01)
    options = {"mip_rel_gap": 0.0, "time_limit": limit, "node_limit": nodes}
    sides = Bounds(model.low, model.high)
    found = answer_within(
        lambda: milp(
            cost, constraints=rows, bounds=sides, integrality=np.ones(len(cost)), options=options
        ),
        max(seconds, 0.01),
        halt,
    )
    if found is None:
        return SolverAnswer(None, None, in_time=False)
    if found.status == 2:
        return SolverAnswer(None, None, impossible=True)
    values = None if found.x is None else [round(value) for value in found.x]
    visited = int(getattr(found, "mip_node_count", None) or 0)
    return SolverAnswer(
        values,
        _limit(found, objective, sign * scale, values),
        work=work_of(sum(row.A.nnz for row in rows), visited),
        in_time=found.status != 1 or visited >= nodes,
    )


def _constraints(model: Model) -> list[LinearConstraint]:
    if not model.constraints:
        return []
    data: list[float] = []
    indices: list[int] = []
    starts, low, high = [0], [], []
    for constraint in model.constraints:
        size = _unit(constraint)
        indices.extend(constraint.weights)
        data.extend(weight / size for weight in constraint.weights.values())
        starts.append(len(indices))
        low.append(-np.inf if constraint.low is None else constraint.low / size)
        high.append(np.inf if constraint.high is None else constraint.high / size)
    matrix = csr_array((data, indices, starts), shape=(len(model.constraints), len(model.low)))
    return [LinearConstraint(matrix, np.array(low), np.array(high))]


def _unit(constraint: Constraint) -> int:
    """Score rows are divided by their greatest weight: HiGHS judges rows to 1e-6."""
    greatest = max(map(abs, constraint.weights.values()), default=1)
    return greatest if greatest > 1000 else 1


def _limit(
    found: object, objective: Objective, factor: float, values: list[int] | None
) -> int | None:
    """The proven limit in whole units, rounded to the side that stays true."""
    dual = getattr(found, "mip_dual_bound", None)
    if values is not None and getattr(found, "status", 1) == 0:
        return objective.sum.value(values)
    if dual is None or not np.isfinite(dual):
        return None
    limit = dual * factor + objective.sum.constant
    slack = 1e-6 * max(1.0, abs(limit))
    return int(np.floor(limit + slack)) if objective.maximise else int(np.ceil(limit - slack))
