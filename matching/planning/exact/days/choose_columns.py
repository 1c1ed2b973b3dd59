"""Which columns are worth most together when rows hold only so many of them, in whole numbers."""

from typing import NamedTuple

import numpy as np
from ortools.sat.python import cp_model
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Floats
from matching.planning.budget.budget import Budget, work_of
from matching.planning.budget.interruptible import answer_within

# HiGHS keeps rows to a millionth: a plan one better must show beyond that in a sum of this size
_SHOWN, _SUM = 2e-5, 2e4
_NODES = 100


class Columns(NamedTuple):
    """Columns with what each is worth, and rows of which each holds at most so many of them."""

    rows: csr_array
    limits: Floats
    values: list[int]


class ChosenColumns(NamedTuple):
    """The numbers of the columns chosen, and whether no other choice is worth more."""

    chosen: list[int]
    is_proven: bool


_NOTHING = ChosenColumns([], is_proven=False)


def better_columns(columns: Columns, value: int, seconds: float, budget: Budget) -> ChosenColumns:
    """The best choice worth more than a value, by HiGHS: none, proven, where there is no such.

    That it must be worth more is a row: cuts at the root mostly leave nothing of what it allows.
    Nothing is said of values too great for rows in floats.
    """
    scale = max(1.0, value / _SUM)
    if 0.5 / scale < _SHOWN or budget.left <= 0:
        return _NOTHING
    worth = np.array(columns.values) / scale
    rows = vstack([columns.rows, csr_array(worth[None, :])])
    low = np.append(np.full(len(columns.limits), -np.inf), (value + 0.5) / scale)
    high = np.append(columns.limits, np.inf)
    options = {"mip_rel_gap": 0.0, "time_limit": seconds, "node_limit": _NODES, "presolve": False}
    found = answer_within(
        lambda: milp(
            -worth,
            constraints=LinearConstraint(rows, low, high),
            bounds=Bounds(0, 1),
            integrality=np.ones(len(worth)),
            options=options,
        ),
        seconds,
        budget.halt,
    )
    if found is None:
        budget.spend(0.0, in_time=False)
        return _NOTHING
    nodes = int(getattr(found, "mip_node_count", None) or 0)
    budget.spend(work_of(rows.nnz, nodes), in_time=found.status != 1 or nodes >= _NODES)
    if found.x is None:
        return ChosenColumns([], is_proven=found.status == 2)
    return ChosenColumns(np.flatnonzero(found.x > 0.5).tolist(), is_proven=found.status == 0)


def best_columns(columns: Columns, seconds: float, budget: Budget) -> ChosenColumns:
    """The best choice there is, by CP-SAT."""
    program = cp_model.CpModel()
    rows, limits, values = columns
    variables = [program.new_bool_var("") for _ in values]
    for row, limit in enumerate(limits.astype(int).tolist()):
        cells = rows.indices[rows.indptr[row] : rows.indptr[row + 1]].tolist()
        if len(cells) > limit:
            program.add(sum(variables[cell] for cell in cells) <= limit)
    program.maximize(cp_model.LinearExpr.weighted_sum(variables, values))
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.random_seed = 1, budget.seed
    solver.parameters.linearization_level = 2
    solver.parameters.max_deterministic_time = seconds
    solver.parameters.max_time_in_seconds = seconds
    status = answer_within(
        lambda: solver.solve(program), seconds, budget.halt, end=solver.stop_search
    )
    if status not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return _NOTHING
    chosen = [n for n, column in enumerate(variables) if solver.boolean_value(column)]
    return ChosenColumns(chosen, status == cp_model.OPTIMAL)
