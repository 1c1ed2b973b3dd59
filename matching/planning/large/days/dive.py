"""A plan out of days that people could have: a linear programme, taken as it says, again and again.

Diving (price and branch): the days that a linear programme over days holds as good as whole are
taken, and the programme is asked again for everybody else with the seats that are left.
"""

from collections.abc import Sequence

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csc_array  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Floats, Grid, Ints
from matching.planning.budget.budget import Budget
from matching.planning.large.days.price_days import DayChoice

# a day held so far is taken; in any case the first few, none that is held less than a little
_WHOLE, _FEW, _LITTLE = 0.75, 12, 0.02
# columns from which an interior-point method ends sooner than the simplex method
_MANY = 3_000
# work of either for each entry of its rows
_ENTRY = 4e-6


def dive(grid: Grid, choices: Sequence[DayChoice], budget: Budget) -> Ints:
    """The slot of each pair in a plan of some of these days, -1 where it does not meet.

    Not everybody has a day in it: what seats are left may serve nobody's.
    """
    chosen = _Dive(grid, choices, budget).run()
    slots = np.full(len(grid.pair), -1)
    for column in chosen:
        for pair, slot in choices[column].day:
            slots[pair] = slot
    return slots


class _Dive:
    """Columns are days, rows are seats and people; what is taken leaves less to take."""

    def __init__(self, grid: Grid, choices: Sequence[DayChoice], budget: Budget) -> None:
        self._budget, self._people = budget, len(grid.most)
        self._worth = np.array([choice.worth for choice in choices]) / grid.unit
        self._person = np.array([choice.person for choice in choices], dtype=np.int64)
        self._matrix = _incidence(grid, choices)
        self._left: Floats = np.concatenate([np.ones(self._people), grid.tables.ravel()])
        self._chosen: list[int] = []

    def run(self) -> list[int]:
        """The columns taken."""
        open_now = np.ones(len(self._worth), dtype=bool)
        while open_now.any() and self._budget.left > 0:
            held = self._relaxed(np.flatnonzero(open_now))
            if held is None or not self._take(held):
                break
            full = (self._left < 1).astype(np.float64)
            open_now = np.asarray(self._matrix.T @ full) == 0
        return self._chosen

    def _relaxed(self, columns: Ints) -> Floats | None:
        """How far the linear programme holds each column, 0 to 1."""
        rows = self._matrix[:, columns].tocsr()
        tight = np.flatnonzero(np.diff(rows.indptr) > self._left)
        if not len(tight):
            held = np.zeros(len(self._worth))
            held[columns] = 1.0
            return held
        rows = rows[tight]
        self._budget.spend(_ENTRY * rows.nnz)
        found = linprog(
            -self._worth[columns],
            A_ub=rows,
            b_ub=self._left[tight],
            bounds=(0, 1),
            method="highs-ipm" if len(columns) > _MANY else "highs-ds",
        )
        if found.x is None:
            return None
        held = np.zeros(len(self._worth))
        held[columns] = found.x
        return held

    def _take(self, held: Floats) -> bool:
        """Take what is as good as whole, and a few in any case; whether anything was taken."""
        taken = 0
        for column in np.argsort(-held, kind="stable").tolist():
            if held[column] < (_LITTLE if taken < _FEW else _WHOLE):
                break
            rows = self._matrix.indices[slice(*self._matrix.indptr[column : column + 2])]
            if (self._left[rows] >= 1).all():
                self._left[rows] -= 1
                self._chosen.append(column)
                taken += 1
        return taken > 0


def _incidence(grid: Grid, choices: Sequence[DayChoice]) -> csc_array:
    """Rows by days: the person whose day it is, then the seats that it takes."""
    slots, people = grid.problem.slots, len(grid.most)
    first = [0]
    rows: list[int] = []
    for choice in choices:
        rows.append(choice.person)
        for pair, slot in choice.day:
            seat = people + int(grid.stand[pair]) * slots + slot
            rows.extend(range(seat, seat + int(grid.length[pair])))
        first.append(len(rows))
    shape = people + grid.tables.size, len(choices)
    return csc_array((np.ones(len(rows)), np.array(rows, dtype=np.int64), first), shape=shape)
