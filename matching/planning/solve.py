"""One problem in, one plan out, with how it ended and what is proven."""

import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING

import numpy as np

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import Grid, fits_grid
from matching.planning.budget.budget import BestKnown, Budget
from matching.planning.budget.interruptible import answer_in_time
from matching.planning.exact.quick_plan import holds, quick_plan, with_less_idle_time
from matching.planning.large.first_fill import first_fill, first_fill_of
from matching.planning.large.ties.loosen import Loosened, loosened
from matching.planning.problem.canonical import Canonical, canonical
from matching.planning.problem.check import violations
from matching.planning.problem.goals import Goals, Measure, levels, measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed, Problem
from matching.planning.problem.result import Progress, Result, Status, Stop, gap, sharper
from matching.planning.problem.rules import placements
from matching.planning.problem.unmet import unmet

if TYPE_CHECKING:
    from matching.planning.large.plan_large import LoosePlan

EXACT_UP_TO = 20_000
"""Placements up to which a proof is sought."""
_GAP_COSTS = 4  # how many placements one counts for where there is a gap between meetings
# goals that a grid settles, and the share of the score that may be missing beside them
_SETTLED_BESIDE = {Goal.COVERAGE, Goal.SCORE, Goal.WAITING, Goal.BREAKS}
_NEAR = 1e-3
_NONE_BELOW_ZERO: dict[Goal, Measure] = dict.fromkeys((*IDLE_TIME, Goal.CHANGES), 0)

Plan = tuple[Placed, ...]


def solve(
    problem: Problem,
    *,
    seconds: float = 60.0,
    seed: int = 0,
    start: Sequence[Placed] | None = None,
    progress: Callable[[Progress], bool] | None = None,
    keep: float = 0.0,
    halt: Event | None = None,
    exact_up_to: int = EXACT_UP_TO,
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
    budget = Budget(seconds, clock, seed, progress, halt=halt, began=began, keep=keep)
    run = _Run(problem, budget, keep, exact_up_to)
    found = answer_in_time(
        lambda: run.result(tuple(start or ())),
        budget.until_latest,
        budget.until_last,
        is_enough=lambda: budget.known is not None,
        is_halted=lambda: budget.is_halted,
        clock=clock,
    )
    if found is not None:
        return found
    budget.close()
    return _best_known(problem, budget)


def _best_known(problem: Problem, budget: Budget) -> Result:
    """The best plan that is known, with the limits known by then."""
    layout = Layout(problem)
    if budget.known is None:
        status = Status.INFEASIBLE if budget.is_impossible else Status.UNKNOWN
        return Result((), status, measure(layout, ()), seconds=budget.elapsed, stop=budget.stop)
    meetings, known = budget.known()
    goals = measure(layout, meetings)
    bounds = {**_NONE_BELOW_ZERO, **known, **_with_all(layout, meetings, goals)}
    is_best = not budget.keep and all(bounds.get(g) == goals.of(g) for g in problem.goals)
    return Result(
        meetings,
        Status.OPTIMAL if is_best else Status.FEASIBLE,
        goals,
        {goal: bounds[goal] for goal in problem.goals if goal in bounds},
        seconds=budget.elapsed,
        unmet=unmet(layout, meetings),
        violations=violations(problem, meetings),
        stop=Stop.NONE if is_best else budget.stop,
    )


def _with_all(layout: Layout, meetings: Sequence[Placed], goals: Goals) -> dict[Goal, Measure]:
    """Limits that need no proof, where everybody has what was promised, or every pair meets."""
    problem, found = layout.problem, dict[Goal, Measure]()
    promised = tuple(
        sum(p.least > level for p in problem.people) for level in range(levels(layout))
    )
    if goals.coverage == promised:
        found[Goal.COVERAGE] = promised
    held = {placed.pair for placed in meetings}
    if all(number in held or pair.score <= 0 for number, pair in enumerate(problem.pairs)):
        found[Goal.SCORE] = goals.score
    return found


class _Run:
    """The ways through the planner: a grid for large fairs, goals in turn for all others.

    Solvers take as long to load as a small fair takes to plan, so they are loaded when a first
    plan is there.
    """

    def __init__(self, problem: Problem, budget: Budget, keep: float, exact_up_to: int) -> None:
        self.problem, self.budget, self.keep = problem, budget, keep
        self.exact_up_to, self.is_empty = exact_up_to, False

    def result(self, start: Plan) -> Result:
        """The plan by the way that fits."""
        grid = build_grid(self.problem) if fits_grid(self.problem) else None
        # where nothing can be chosen, proofs cost nothing
        self.is_empty = grid is not None and not len(grid.pair)
        if grid is not None and grid.must.all():
            grid = None
        if grid is not None and _is_large(grid, self.exact_up_to):
            found = self._on_grid(grid, start)
            if found is not None:
                return found
            grid = None
        return self._in_turn(grid, start)

    @property
    def _is_over(self) -> bool:
        """Whether a plan is known and no time is left for solvers, nor to load them."""
        return self.budget.known is not None and self.budget.left <= 0

    def _on_grid(self, grid: Grid, start: Plan) -> Result | None:
        slots = first_fill(grid)
        if (slots[grid.must] >= 0).all():
            first = BestKnown(grid.meetings(slots), {})
            self.budget.note(lambda: first)
        if self._is_over:
            return _best_known(self.problem, self.budget)
        from matching.planning.exact.slide_intervals import with_less_waiting  # noqa: PLC0415
        from matching.planning.large.plan_large import plan_on_grid  # noqa: PLC0415

        found = plan_on_grid(grid, self.budget, start=start, keep=self.keep)
        # of some pairs only, other pairs count as much as other slots
        if found is None or self.keep or len(found.meetings) < len(self.problem.pairs):
            return found
        return with_less_waiting(self.problem, found, self.budget)

    def _in_turn(self, grid: Grid | None, start: Plan) -> Result:
        """Every goal in turn, from the first plan of whichever of three roads there is."""
        sorted_out = canonical(self.problem)
        self.budget.outward = sorted_out.outward
        layout, guide = Layout(sorted_out.problem), None
        begin = sorted_out.inward(start)
        loose = None if grid is not None else self._loose(layout)
        glance = self._glanced(layout, *loose) if loose is not None else None
        if self._is_over:
            return _best_known(self.problem, self.budget)
        placed = placements(layout)
        if loose is not None:
            first, guide = self._from_loose(layout, loose, placed, begin, glance)
        else:
            first = self._first(layout, placed, begin)
        if self._is_over or (guide is not None and self._is_near(layout, first, guide)):
            return _best_known(self.problem, self.budget)
        if grid is not None:
            guide = self._guided(grid, start)
            guided = sorted_out.inward(guide.meetings) if guide is not None else ()
            better = self._first(layout, placed, guided) if guided else None
            first = self._best(layout, better, first)
            if self.keep:
                guide = None
            elif guide is not None:
                self._report(layout, first, guide)
        if grid is None or first is None or self.keep:
            return self._outward(self._goals_in_turn(layout, placed, first), sorted_out, guide)
        from matching.planning.exact.days.prove_by_days import ByDays  # noqa: PLC0415

        days = ByDays(grid, sorted_out, layout, self.budget)
        found = days.with_goals(first, lambda plan: self._goals_in_turn(layout, placed, plan))
        return self._outward(found, sorted_out, guide)

    def _goals_in_turn(
        self, layout: Layout, placed: Sequence[Placed], first: Plan | None
    ) -> Result:
        from matching.planning.exact.goals_in_turn import GoalsInTurn  # noqa: PLC0415

        weight = weighed(len(placed), self.problem.gap)
        is_small = self.is_empty or weight <= self.exact_up_to
        run = GoalsInTurn(layout, placed, self.budget, keep=self.keep, is_small=is_small)
        return run.result(first)

    def _outward(self, found: Result, sorted_out: Canonical, guide: "LoosePlan | None") -> Result:
        """What was found for the sorted problem, as whoever asked knows it."""
        meetings = sorted_out.outward(found.meetings)
        has_plan = found.status in {Status.OPTIMAL, Status.FEASIBLE}
        bounds = found.bounds
        if guide is not None and has_plan:
            bounds = sharper(guide.bounds(found.goals), bounds)
        return replace(
            found,
            meetings=meetings,
            bounds=bounds,
            seconds=self.budget.elapsed,
            clash=tuple(sorted(sorted_out.order[pair] for pair in found.clash)),
            violations=violations(self.problem, meetings) if has_plan else (),
            stop=Stop.NONE if found.status is Status.OPTIMAL else self.budget.stop,
        )

    def _loose(self, layout: Layout) -> tuple[Loosened, Grid] | None:
        """What is left of a large problem that fits no grid when some rules are left out."""
        loose = None if self.keep else loosened(layout.problem)
        grid = loose.grid() if loose is not None else None
        if loose is None or grid is None or grid.must.all():
            return None
        return (loose, grid) if _is_large(grid, self.exact_up_to) else None

    def _glanced(self, layout: Layout, loose: Loosened, grid: Grid) -> Plan | None:
        """A plan at a glance, told before anything that takes long."""
        plan = first_fill_of(layout, loose, grid)
        if plan is not None:
            self.budget.report(layout, plan)
        return plan

    def _from_loose(
        self,
        layout: Layout,
        loose: tuple[Loosened, Grid],
        placed: Sequence[Placed],
        start: Plan,
        glance: Plan | None,
    ) -> tuple[Plan | None, "LoosePlan | None"]:
        """A first plan beside what ties meetings together, and limits with rules left out."""
        from matching.planning.large.ties.loose_start import LooseStart  # noqa: PLC0415

        road, first = LooseStart(layout, *loose, self.budget), glance
        if glance is None or start:
            first = self._first(layout, placed, start, is_last=False)
        guide = road.guide()
        if guide is None:
            return self._best(layout, first, glance), None
        begin = road.start(guide, first, placed)
        whole = begin if holds(layout, begin) else None
        first = self._best(layout, whole, first, glance)
        if first is not None:
            road.prove(guide.limits, measure(layout, first).coverage)
        self._report(layout, first, guide)
        better = self._first(layout, placed, begin) if begin and self.budget.left > 0 else None
        first = self._best(layout, better, first)
        self._report(layout, first, guide)
        return first, guide

    def _is_near(self, layout: Layout, plan: Plan | None, guide: "LoosePlan") -> bool:
        """Whether a plan of a large problem is so near its limits that windows gain nothing."""
        goals = self.problem.goals
        if plan is None or not set(goals) <= _SETTLED_BESIDE:
            return False
        reached = measure(layout, plan)
        limits = guide.bounds(reached)
        is_covered = limits.get(Goal.COVERAGE, reached.coverage) == reached.coverage
        return is_covered and (gap(reached, limits) or 0.0) <= _NEAR

    def _report(self, layout: Layout, plan: Plan | None, guide: "LoosePlan") -> None:
        """Tell a plan with the limits that a guide proves for whatever is no worse."""
        if plan is not None:
            self.budget.report(layout, plan, bounds=guide.bounds(measure(layout, plan)))

    def _first(
        self,
        layout: Layout,
        placed: Sequence[Placed],
        start: Plan,
        *,
        is_last: bool = True,
    ) -> Plan | None:
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

    def _guided(self, grid: Grid, start: Plan) -> "LoosePlan | None":
        from matching.planning.large.plan_large import first_plan_on_grid  # noqa: PLC0415

        if self.budget.left <= 0:
            return None
        return first_plan_on_grid(grid, self.budget, start=start, keep=self.keep)

    def _best(self, layout: Layout, *plans: Plan | None) -> Plan | None:
        """The best of some plans, the first of equals."""
        found = [plan for plan in plans if plan is not None]
        return max(found, key=lambda plan: standing(layout, plan, keep=self.keep), default=None)


def _is_large(grid: Grid, exact_up_to: int) -> bool:
    return weighed(int(np.count_nonzero(grid.may)), grid.gap) > exact_up_to


def weighed(placements: int, gap: int) -> int:
    """How many placements count beside `EXACT_UP_TO`: more where meetings have a gap between."""
    return placements * (_GAP_COSTS if gap else 1)
