"""One problem in, one plan out, with how it ended and what is proven."""

import time
from collections.abc import Callable, Sequence
from threading import Event

import numpy as np

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import Grid, fits_grid
from matching.planning.budget.budget import Budget, Known
from matching.planning.budget.interruptible import answer_in_time
from matching.planning.exact.quick_plan import quick_plan, with_less_idle_time
from matching.planning.large.first_fill import first_fill
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed, Problem
from matching.planning.problem.result import Progress, Result, Status, Stop
from matching.planning.problem.rules import placements
from matching.planning.problem.unmet import unmet

_EXACT_UP_TO = 20_000
_GAP_COSTS = 4


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    start: Sequence[Placed] | None = None,
    progress: Callable[[Progress], bool] | None = None,
    keep: float = 0.0,
    halt: Event | None = None,
    exact_up_to: int = _EXACT_UP_TO,
    clock: Callable[[], float] = time.monotonic,
    began: float | None = None,
) -> Result:
    """The best plan found for a problem, its rules kept and its goals in their order.

    The same problem and seed give the same plan whatever the order of the rows, as long as the
    machine gets through the work within `seconds`; `stop` of the result says when it did not.
    Whatever the machine, the answer is there within 1.1 times `seconds` and a third of a second,
    with the best plan so far; a little later where none is known yet.

    Parameters
    ----------
    start
        A plan to begin from; what of it breaks a rule is left out.
    progress
        Told the best plan so far; its answer False stops the run and keeps that plan.
    keep
        What it is worth, in units of score, that an announced meeting stays in its slot.
    halt
        Set from another thread, it ends the run at once with the best plan so far.
    exact_up_to
        Placements (pairs times their slots) up to which a proof is sought, a quarter of it when
        there is a gap; larger problems get a good plan and limits.
    clock, began
        Counts seconds, and what it said when whoever asked began to wait; now, when None.
    """
    budget = Budget(seconds, clock, seed, progress, halt=halt, began=began)
    run = _Run(problem, budget, keep, exact_up_to)
    found = answer_in_time(
        lambda: run.result(tuple(start or ())),
        budget.until_latest,
        budget.until_last,
        is_enough=lambda: budget.known is not None,
        is_halted=lambda: budget.is_halted,
    )
    if found is not None:
        return found
    budget.close()
    return _cut_short(problem, budget)


def _cut_short(problem: Problem, budget: Budget) -> Result:
    """The best plan that is known, of a run that could not end in time."""
    layout = Layout(problem)
    if budget.known is None:
        status = Status.INFEASIBLE if budget.is_impossible else Status.UNKNOWN
        return Result((), status, measure(layout, ()), seconds=budget.elapsed, stop=budget.stop)
    meetings, bounds = budget.known()
    return Result(
        meetings,
        Status.FEASIBLE,
        measure(layout, meetings),
        bounds,
        seconds=budget.elapsed,
        unmet=unmet(layout, meetings),
        violations=violations(problem, meetings),
        stop=budget.stop,
    )


class _Run:
    """The ways through the planner: a grid for large fairs, goals in turn for all others.

    Solvers take as long to load as a small fair takes to plan, so they are loaded when a first
    plan is there.
    """

    def __init__(self, problem: Problem, budget: Budget, keep: float, exact_up_to: int) -> None:
        self.problem, self.budget, self.keep = problem, budget, keep
        self.exact_up_to = exact_up_to

    def result(self, start: tuple[Placed, ...]) -> Result:
        """The plan by the way that fits."""
        grid = build_grid(self.problem) if fits_grid(self.problem) else None
        if grid is not None and grid.must.all():
            grid = None
        if grid is not None and _is_large(grid, self.exact_up_to):
            found = self._on_grid(grid, start)
            if found is not None:
                return found
            grid = None
        return self._in_turn(grid, start)

    def _on_grid(self, grid: Grid, start: tuple[Placed, ...]) -> Result | None:
        slots = first_fill(grid)
        if (slots[grid.must] >= 0).all():
            first = Known(grid.meetings(slots), {})
            self.budget.note(lambda: first)
        from matching.planning.exact.slide_intervals import with_less_waiting  # noqa: PLC0415
        from matching.planning.large.plan_large import plan_on_grid  # noqa: PLC0415

        found = plan_on_grid(grid, self.budget, start=start, keep=self.keep)
        # of some pairs only, other pairs count as much as other slots
        if found is None or self.keep or len(found.meetings) < len(self.problem.pairs):
            return found
        return with_less_waiting(self.problem, found, self.budget)

    def _in_turn(self, grid: Grid | None, start: tuple[Placed, ...]) -> Result:
        problem, budget = self.problem, self.budget
        sorted_out = canonical(problem)
        budget.outward = sorted_out.outward
        layout = Layout(sorted_out.problem)
        placed = placements(layout)
        first = self._first(layout, placed, sorted_out.inward(start))
        if grid is not None:
            first = self._better(
                layout, placed, first, sorted_out.inward(self._guided(grid, start))
            )
        from matching.planning.exact.goals_in_turn import GoalsInTurn  # noqa: PLC0415

        cost = _GAP_COSTS if problem.gap else 1
        is_small = len(placed) * cost <= self.exact_up_to
        run = GoalsInTurn(layout, placed, budget, keep=self.keep, is_small=is_small)
        result = run.result(first)
        meetings = sorted_out.outward(result.meetings)
        has_plan = result.status in {Status.OPTIMAL, Status.FEASIBLE}
        return Result(
            meetings,
            result.status,
            result.goals,
            result.bounds,
            seconds=budget.elapsed,
            unmet=result.unmet,
            clash=tuple(sorted(sorted_out.order[pair] for pair in result.clash)),
            violations=violations(problem, meetings) if has_plan else (),
            stop=Stop.NONE if result.status is Status.OPTIMAL else budget.stop,
        )

    def _first(
        self, layout: Layout, placed: Sequence[Placed], start: tuple[Placed, ...]
    ) -> tuple[Placed, ...] | None:
        """A first plan that breaks no rule, told at once and again with less waiting."""
        in_time = self.budget.is_in_time
        plan = quick_plan(layout, placed, start, in_time=lambda: not self.budget.is_halted)
        if plan is None:
            return None
        self.budget.report(layout, plan)
        shorter = with_less_idle_time(layout, placed, plan, keep=self.keep, in_time=in_time)
        self.budget.report(layout, shorter)
        return shorter

    def _guided(self, grid: Grid, start: tuple[Placed, ...]) -> tuple[Placed, ...]:
        from matching.planning.large.plan_large import first_plan_on_grid  # noqa: PLC0415

        if self.budget.left <= 0:
            return ()
        return first_plan_on_grid(grid, self.budget, start=start, keep=self.keep)

    def _better(
        self,
        layout: Layout,
        placed: Sequence[Placed],
        first: tuple[Placed, ...] | None,
        start: tuple[Placed, ...],
    ) -> tuple[Placed, ...] | None:
        """The better of a first plan and the one that a start leads to."""
        second = self._first(layout, placed, start) if start else None
        plans = [plan for plan in (second, first) if plan is not None]
        return max(plans, key=lambda plan: standing(layout, plan, keep=self.keep), default=None)


def _is_large(grid: Grid, exact_up_to: int) -> bool:
    placements = int(np.count_nonzero(grid.may))
    return placements * (_GAP_COSTS if grid.gap else 1) > exact_up_to
