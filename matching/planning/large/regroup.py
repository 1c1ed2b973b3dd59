"""A few people at a time, all their meetings chosen anew exactly, everybody else held."""

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Flags, Floats, Grid, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.budget.budget import Budget, work_of
from matching.planning.large.exchange import MeetingValue
from matching.planning.large.slot_program import SlotProgram, slot_program

_NODES = 20
_GROUP_CELLS = 2_500
_WITHIN_REACH = 0.15


class Groups:
    """Draws groups of people who come at the same hours, and chooses their meetings anew.

    Half of the groups begin with somebody who still lacks a promised meeting.
    """

    def __init__(self, grid: Grid, chance: np.random.Generator) -> None:
        self._grid, self._chance = grid, chance
        self._hour = np.zeros(len(grid.most))

    def look(self, loss: Floats) -> None:
        """From now on, let only meetings be chosen whose `loss` (pairs by slots) is small."""
        grid = self._grid
        self._may = grid.may & (loss <= _WITHIN_REACH * grid.unit)
        count, slots = self._may.sum(axis=1), self._may @ np.arange(grid.problem.slots)
        people = len(grid.most)
        self._cells = np.bincount(grid.person, weights=count, minlength=people)
        total = np.bincount(grid.person, weights=slots, minlength=people)
        self._hour = total / np.maximum(self._cells, 1)

    def regroup(self, grid_plan: GridPlan, worth: MeetingValue, budget: Budget) -> bool:
        """Choose the meetings of the next group anew; whether better ones were found and put in."""
        return regroup(grid_plan, worth, self._next(grid_plan), self._may, budget)

    def _next(self, grid_plan: GridPlan) -> Ints:
        grid = self._grid
        owed = grid_plan.met < np.minimum(grid.least, grid.most)
        lacking = np.flatnonzero(owed & (self._cells > 0))
        few = len(lacking) > 0 and self._chance.random() < 0.5
        some = lacking if few else np.flatnonzero(self._cells)
        centre = self._chance.choice(some) if len(some) else 0
        far = np.abs(self._hour - self._hour[centre]) + 2 * self._chance.random(len(self._hour))
        far[centre] = -1.0
        order = np.argsort(far, kind="stable")
        within = np.cumsum(self._cells[order]) <= _GROUP_CELLS
        within[0] = True
        return np.asarray(order[within])


def estimated_losses(grid_plan: GridPlan, worth: MeetingValue) -> Floats:
    """Pairs by slots: what is lost, at a glance, if that meeting takes the cheapest seat there.

    A guess where prices are not known: a person who has the most meetings gives up the least.
    """
    grid = grid_plan.grid
    last = worth.bonus[grid.person, np.maximum(grid_plan.met[grid.person] - 1, 0)]
    cheapest = grid_plan.cheapest_seats(worth.pairs + last)[grid.stand]
    held = np.flatnonzero(grid_plan.slot >= 0)
    own = np.full(len(grid.most), np.inf)
    np.minimum.at(own, grid.person[held], worth.pairs[held])
    own[grid_plan.met < grid.most] = 0.0
    gain = worth.pairs + worth.bonus[grid.person, grid_plan.met[grid.person]]
    return np.asarray(cheapest + own[grid.person][:, None] - gain[:, None])


def regroup(
    grid_plan: GridPlan, worth: MeetingValue, people: Ints, may: Flags, budget: Budget
) -> bool:
    """Re-optimise some people's meetings exactly, everybody else's held; True if it is better.

    `grid_plan` is changed: it holds the better meetings afterwards, and the same as before where
    none were found (a large neighbourhood search, Shaw 1998).

    Parameters
    ----------
    worth
        What each pair adds to the objective, in units of the whole-number scores.
    people
        Indices of people in the grid, shape (chosen,).
    may
        Meetings to choose from, shape (pairs, slots); those of now are added.
    """
    grid = grid_plan.grid
    chosen = np.zeros(len(grid.most), dtype=bool)
    chosen[people] = True
    now = np.flatnonzero((grid_plan.slot >= 0) & chosen[grid.person])
    slots = grid_plan.slot[now]
    value = _value(grid_plan, worth, now, slots)
    grid_plan.take(now)
    mine = np.flatnonzero(chosen[grid.person])
    open_now = np.zeros(may.shape, dtype=bool)
    open_now[mine] = may[mine]
    open_now[now, slots] = True
    program = slot_program(grid_plan, worth, _still_open(grid_plan, open_now))
    found = _best(program, value, budget)
    pairs, starts = (now, slots) if found is None else found
    grid_plan.put(pairs, starts)
    return found is not None


def _still_open(grid_plan: GridPlan, may: Flags) -> Flags:
    grid = grid_plan.grid
    pairs, slots = np.nonzero(may)
    open_now = np.zeros(may.shape, dtype=bool)
    open_now[pairs, slots] = grid_plan.fits(pairs, slots)
    return open_now & grid.may


def _value(grid_plan: GridPlan, worth: MeetingValue, pairs: Ints, slots: Ints) -> float:
    """What some meetings are worth together, which are all that these people have."""
    grid = grid_plan.grid
    kept = worth.keep * (grid.announced[pairs] == slots)
    held = np.bincount(grid.person[pairs], minlength=len(grid.most))
    first = grid_plan.met - held
    reached = sum(
        float(worth.bonus[np.flatnonzero(held > more), (first + more)[held > more]].sum())
        for more in range(int(held.max(initial=0)))
    )
    return float((worth.pairs[pairs] + kept).sum()) + reached


def _best(program: SlotProgram, value: float, budget: Budget) -> tuple[Ints, Ints] | None:
    """The meetings of a programme in whole numbers (HiGHS), if worth more than `value`."""
    count = len(program.pairs)
    if not count:
        return None
    scale = float(program.worth.max(initial=1.0))
    whole = np.zeros(len(program.worth))
    whole[:count] = 1
    answer = milp(
        -program.worth / scale,
        constraints=LinearConstraint(program.matrix, -np.inf, program.limits),
        bounds=Bounds(0, 1),
        integrality=whole,
        options={"mip_rel_gap": 1e-6, "node_limit": _NODES, "time_limit": max(budget.left, 0.1)},
    )
    visited = int(getattr(answer, "mip_node_count", None) or 0)
    budget.spend(work_of(program.matrix.nnz, visited))
    if answer.x is None:
        return None
    held = answer.x[:count] > 0.5
    if -answer.fun * scale <= value + 0.5:
        return None
    return program.pairs[held], program.slots[held]
