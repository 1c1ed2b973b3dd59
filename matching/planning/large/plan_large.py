"""The answer for a large fair that fits a grid: its plan, what it reaches, what is proven."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from matching.planning.arrays.grid import Grid, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.budget.budget import BestKnown, Budget
from matching.planning.large.bounds import PlanBounds
from matching.planning.large.search import LargeSearch
from matching.planning.problem.check import violations
from matching.planning.problem.goals import Goals, Measure, levels, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.result import Progress, Result, Status, Stop
from matching.planning.problem.unmet import unmet

# the last bit of a sum of scores must not pass a limit that the plan meets
_LAST_BIT = 1e-9
# placements of which everything is proven in a second or two
_SOON_PROVEN = 8_000
_NONE_WASTED = (Goal.WAITING, Goal.BREAKS, Goal.CHANGES)


def plan_on_grid(
    grid: Grid, budget: Budget, *, start: Sequence[Placed] = (), keep: float = 0.0
) -> Result | None:
    """The plan of a grid, checked by the rules; None when it holds not every must."""
    told = _Reporter(grid, budget)
    run = LargeSearch(grid, budget, keep=round(keep * grid.scale), tell=told.tell)
    told.limits = run.limits
    run.run(grid.slots_of(start))
    grid_plan = run.grid_plan
    if (grid_plan.slot[grid.must] < 0).any():
        return None
    problem, plan = grid.problem, grid.meetings(grid_plan.slot)
    layout = Layout(problem)
    goals = measure(layout, plan)
    run.limits.ease(grid_plan.coverage())
    bounds = _bounds(run.limits, grid_plan, goals, with_score=not keep)
    is_best = _is_best(grid, goals, bounds)
    return Result(
        meetings=plan,
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        goals=goals,
        bounds=bounds,
        seconds=budget.elapsed,
        unmet=unmet(layout, plan),
        violations=violations(problem, plan),
        stop=Stop.NONE if is_best else budget.stop,
    )


class LoosePlan(NamedTuple):
    """A plan of a grid, which may leave some rules out, with limits that hold for every plan."""

    meetings: tuple[Placed, ...]
    limits: PlanBounds

    def bounds(self, goals: Goals) -> dict[Goal, Measure]:
        """Limits for every plan that keeps the rules and covers at least as well as `goals`."""
        asked, levels_known = self.limits.grid.problem.goals, self.limits.grid.levels
        lost = (0,) * (len(goals.coverage) - levels_known)
        self.limits.ease(goals.coverage[:levels_known])
        score = _in_score(self.limits.grid, self.limits.score(goals.coverage[:levels_known]))
        is_reached = abs(score - goals.score) < _LAST_BIT
        found: dict[Goal, Measure] = {Goal.SCORE: goals.score if is_reached else score}
        if Goal.COVERAGE in asked:
            found[Goal.COVERAGE] = self.limits.coverage + lost
        return found


def first_plan_on_grid(
    grid: Grid, budget: Budget, *, start: Sequence[Placed] = (), keep: float = 0.0
) -> LoosePlan:
    """A good plan at once, of a grid of any size, with its limits; nobody is told.

    Whole days of people, which take a second, are chosen where proofs take longer still.
    """
    is_brief = bool(np.count_nonzero(grid.may) <= _SOON_PROVEN)
    search = LargeSearch(grid, budget, keep=round(keep * grid.scale), is_brief=is_brief)
    return _searched(search, start)


def guide_on_grid(grid: Grid, budget: Budget) -> LoosePlan:
    """A plan of a grid to begin another problem from; nobody is told."""
    return _searched(LargeSearch(grid, budget), ())


def _searched(search: LargeSearch, start: Sequence[Placed]) -> LoosePlan:
    search.run(search.grid.slots_of(start))
    return LoosePlan(search.grid.meetings(search.grid_plan.slot), search.limits)


class _Reporter:
    """Tells whoever listens the best plan so far, with what is proven about it."""

    def __init__(self, grid: Grid, budget: Budget) -> None:
        self.grid, self.budget = grid, budget
        self.limits: PlanBounds | None = None

    def tell(self, grid_plan: GridPlan) -> None:
        """Note a plan that holds every must, and tell it when somebody listens."""
        if self.limits is None or (grid_plan.slot[self.grid.must] < 0).any():
            return
        slot = grid_plan.slot.copy()
        self.budget.note(lambda: self._known(slot))
        if self.budget.tell is not None:
            plan = self.grid.meetings(slot)
            goals = _goals(grid_plan, plan)
            bounds = self._bounds(grid_plan, goals)
            self.budget.inform(Progress(goals, bounds, self.budget.elapsed, None, plan))

    def _known(self, slot: Ints) -> BestKnown:
        grid_plan, plan = GridPlan(self.grid), self.grid.meetings(slot)
        grid_plan.put_all_that_fit(slot)
        return BestKnown(plan, self._bounds(grid_plan, _goals(grid_plan, plan)))

    def _bounds(self, grid_plan: GridPlan, goals: Goals) -> Mapping[Goal, Measure]:
        assert self.limits is not None
        return _bounds(self.limits, grid_plan, goals, with_score=not self.limits.keep)


def _goals(grid_plan: GridPlan, plan: Sequence[Placed]) -> Goals:
    problem = grid_plan.grid.problem
    lost = (0,) * (levels(Layout(problem)) - grid_plan.grid.levels)
    return Goals(
        coverage=grid_plan.coverage() if not lost else measure(Layout(problem), plan).coverage,
        score=math.fsum(problem.pairs[placed.pair].score for placed in plan),
        waiting=grid_plan.waiting(),
        breaks=grid_plan.breaks(),
        changes=len(set(problem.announced) - set(plan)),
    )


def _bounds(
    limits: PlanBounds, grid_plan: GridPlan, goals: Goals, *, with_score: bool
) -> Mapping[Goal, Measure]:
    """Limits that hold for every plan as good on the goals before."""
    problem = limits.grid.problem
    found: dict[Goal, Measure] = {goal: 0 for goal in problem.goals if goal in _NONE_WASTED}
    if Goal.COVERAGE in problem.goals:
        found[Goal.COVERAGE] = limits.coverage
    if with_score:
        found[Goal.SCORE] = _score_bound(limits, grid_plan, goals.score)
    return MappingProxyType({goal: found[goal] for goal in problem.goals if goal in found})


def _score_bound(limits: PlanBounds, grid_plan: GridPlan, reached: float) -> float:
    """The limit in units of score of plans that cover as well as one of the grid."""
    whole = limits.score(grid_plan.coverage())
    if limits.grid.exact and whole == grid_plan.score():
        return reached
    return max(reached, _in_score(limits.grid, whole))


def _in_score(grid: Grid, whole: int) -> float:
    """A limit in units of score, with the fixed meetings and what rounding may hide."""
    fixed = sum(grid.problem.pairs[pair].score for pair, _ in grid.problem.fixed)
    held = int(np.minimum(grid.most, grid.problem.slots).sum())
    hidden = 0.0 if grid.exact else 0.5 * held / grid.scale
    return whole / grid.scale + fixed + hidden


def _is_best(grid: Grid, goals: Goals, bounds: Mapping[Goal, Measure]) -> bool:
    """Whether every goal is at its limit, to the last digit."""
    reached = all(bounds.get(goal) == goals.of(goal) for goal in grid.problem.goals)
    return grid.exact and reached
