"""One problem in, one plan out, with how it ended and what is proven."""

import time
from collections.abc import Callable, Sequence
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import Grid, fits_grid
from matching.planning.budget.budget import Budget, Known
from matching.planning.budget.interruptible import answer_in_time
from matching.planning.exact.quick_plan import filled, quick_plan, with_less_idle_time
from matching.planning.large.first_fill import first_fill
from matching.planning.large.loosen import Loosened, loosened
from matching.planning.large.narrow import narrowed
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.goals import Goals, Measure, levels, measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.problem.result import Progress, Result, Status, Stop
from matching.planning.problem.rules import placements
from matching.planning.problem.unmet import unmet

if TYPE_CHECKING:
    from matching.planning.large.plan_large import Guide

_EXACT_UP_TO = 20_000
_GAP_COSTS = 4
# of the seconds, what a plan with some rules left out may take to guide
_GUIDE_SHARE = 0.4


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
    problem
        Who may meet whom, when, and what a good plan is.
    seconds
        Time limit: wall seconds, and three quarters of them as work that counts alike everywhere.
    seed
        Of the solvers and of all that is drawn by lot.
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

    Returns
    -------
    Result
        The meetings, how the run ended, and for each goal the proven limit, as far as there is one:
        a goal without an entry in `bounds` has no proof. Without a plan the status says whether
        there can be none (`INFEASIBLE`) or none was found (`UNKNOWN`); nothing is raised for it.
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
    goals = measure(layout, meetings)
    return Result(
        meetings,
        Status.FEASIBLE,
        goals,
        {**_everybody(layout, goals), **bounds},
        seconds=budget.elapsed,
        unmet=unmet(layout, meetings),
        violations=violations(problem, meetings),
        stop=budget.stop,
    )


def _everybody(layout: Layout, goals: Goals) -> dict[Goal, Measure]:
    """The limit of coverage where everybody has what was promised: it needs no proof."""
    people = layout.problem.people
    promised = tuple(sum(p.least > level for p in people) for level in range(levels(layout)))
    is_asked = Goal.COVERAGE in layout.problem.goals
    return {Goal.COVERAGE: promised} if is_asked and goals.coverage == promised else {}


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
        return self._in_turn(grid, start, None if grid is not None else self._loose())

    def _loose(self) -> tuple[Loosened, Grid] | None:
        """What is left of a large problem that fits no grid when some rules are left out."""
        loose = None if self.keep else loosened(canonical(self.problem).problem)
        if loose is None or not fits_grid(loose.problem):
            return None
        grid = build_grid(loose.problem)
        is_large = grid is not None and _is_large(grid, self.exact_up_to)
        return (loose, grid) if grid is not None and is_large and not grid.must.all() else None

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

    def _in_turn(
        self,
        grid: Grid | None,
        start: tuple[Placed, ...],
        loose: tuple[Loosened, Grid] | None,
    ) -> Result:
        problem, budget = self.problem, self.budget
        sorted_out = canonical(problem)
        budget.outward = sorted_out.outward
        layout = Layout(sorted_out.problem)
        placed = placements(layout)
        first = self._first(layout, placed, sorted_out.inward(start), is_last=loose is None)
        if grid is not None:
            first = self._better(
                layout, placed, first, sorted_out.inward(self._guided(grid, start))
            )
        guide = self._guide(loose[1]) if loose is not None else None
        if loose is not None and guide is not None:
            start = self._guided_by(guide, loose[0], layout, placed, first)
            first = self._better(layout, placed, first, start)
            if first is not None:
                bounds = guide.bounds(measure(layout, first))
                self.budget.report(layout, first, bounds=bounds)
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
            _sharper(result, guide) if guide is not None and has_plan else result.bounds,
            seconds=budget.elapsed,
            unmet=result.unmet,
            clash=tuple(sorted(sorted_out.order[pair] for pair in result.clash)),
            violations=violations(problem, meetings) if has_plan else (),
            stop=Stop.NONE if result.status is Status.OPTIMAL else budget.stop,
        )

    def _first(
        self,
        layout: Layout,
        placed: Sequence[Placed],
        start: tuple[Placed, ...],
        *,
        is_last: bool = True,
    ) -> tuple[Placed, ...] | None:
        """A first plan that breaks no rule, told at once and, if the last, with less waiting."""
        in_time = self.budget.is_in_time
        plan = quick_plan(layout, placed, start, in_time=lambda: not self.budget.is_halted)
        if plan is None:
            return None
        self.budget.report(layout, plan)
        if not is_last:
            return plan
        shorter = with_less_idle_time(layout, placed, plan, keep=self.keep, in_time=in_time)
        self.budget.report(layout, shorter)
        return shorter

    def _guided(self, grid: Grid, start: tuple[Placed, ...]) -> tuple[Placed, ...]:
        from matching.planning.large.plan_large import first_plan_on_grid  # noqa: PLC0415

        if self.budget.left <= 0:
            return ()
        return first_plan_on_grid(grid, self.budget, start=start, keep=self.keep)

    def _guided_by(
        self,
        guide: "Guide",
        loose: Loosened,
        layout: Layout,
        placed: Sequence[Placed],
        first: tuple[Placed, ...] | None,
    ) -> tuple[Placed, ...]:
        """Meetings to begin from, once some rules are left out no more."""
        found = []
        if first is not None and (self.problem.is_tied or loose.halves):
            found.append(self._beside(layout, first))
        if (wanted := loose.wanted(guide.meetings)) and not self.problem.is_tied:
            of_people = filled(layout, [p for p in placed if p.pair in wanted], ())
            found.append(self._beside(layout, of_people))
        if not found:
            return loose.outward(guide.meetings)
        return max(found, key=lambda plan: standing(layout, plan))

    def _beside(self, layout: Layout, plan: tuple[Placed, ...]) -> tuple[Placed, ...]:
        """The best plan between people and stands beside what a plan ties together."""
        narrow = narrowed(layout, plan)
        grid = build_grid(narrow.problem) if fits_grid(narrow.problem) else None
        guide = self._guide(grid) if grid is not None else None
        return plan if guide is None else narrow.outward(guide.meetings)

    def _guide(self, grid: Grid) -> "Guide | None":
        """A plan with some rules left out, in a share of the time."""
        from matching.planning.large.plan_large import guide_on_grid  # noqa: PLC0415

        budget = self.budget
        if budget.left <= 0:
            return None
        seconds = min(_GUIDE_SHARE * budget.seconds, budget.left)
        return guide_on_grid(grid, Budget(seconds, budget.clock, budget.seed, halt=budget.halt))

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


def _sharper(result: Result, guide: "Guide") -> dict[Goal, Measure]:
    """The sharper of each two limits that are known, in the order of the goals."""
    found, known = guide.bounds(result.goals), result.bounds
    both = [goal for goal in Goal if goal in found or goal in known]
    return {goal: min(limits[goal] for limits in (found, known) if goal in limits) for goal in both}


def _is_large(grid: Grid, exact_up_to: int) -> bool:
    placements = int(np.count_nonzero(grid.may))
    return placements * (_GAP_COSTS if grid.gap else 1) > exact_up_to
