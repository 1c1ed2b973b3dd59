"""The answer for a large fair that fits a grid: its plan, what it reaches, what is proven."""

import math
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np

from matching.planning.arrays.grid import Grid
from matching.planning.arrays.grid_plan import Seating
from matching.planning.budget.budget import Course
from matching.planning.large.bounds import Limits
from matching.planning.large.search import Large
from matching.planning.problem.check import violations
from matching.planning.problem.goals import Goals, Measure, levels, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.result import Progress, Result, Status, Stop
from matching.planning.problem.unmet import unmet

_NONE_WASTED = (Goal.WAITING, Goal.BREAKS, Goal.CHANGES)


def plan_on_grid(
    grid: Grid, course: Course, *, start: Sequence[Placed] = (), keep: float = 0.0
) -> Result | None:
    """The plan of a grid, checked by the rules; None when it holds not every must."""
    told = _Told(grid, course)
    run = Large(grid, course, keep=round(keep * grid.scale), tell=told.tell)
    told.limits = run.limits
    run.run(grid.slots_of(start))
    seating = run.seating
    if (seating.slot[grid.must] < 0).any():
        return None
    problem, plan = grid.problem, grid.meetings(seating.slot)
    layout = Layout(problem)
    goals = measure(layout, plan)
    bounds = _bounds(run.limits, seating, goals, with_score=not keep)
    is_best = _is_best(grid, goals, bounds)
    return Result(
        meetings=plan,
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        goals=goals,
        bounds=bounds,
        seconds=course.elapsed,
        unmet=unmet(layout, plan),
        violations=violations(problem, plan),
        stop=Stop.NONE if is_best else course.stop,
    )


def first_on_grid(
    grid: Grid, course: Course, *, start: Sequence[Placed] = (), keep: float = 0.0
) -> tuple[Placed, ...]:
    """A good plan at once, of a grid of any size; nothing is proven and nobody told."""
    run = Large(grid, course, keep=round(keep * grid.scale), is_brief=True)
    run.run(grid.slots_of(start))
    return grid.meetings(run.seating.slot)


class _Told:
    """Tells whoever listens the best plan so far, with what is proven about it."""

    def __init__(self, grid: Grid, course: Course) -> None:
        self.grid, self.course = grid, course
        self.limits: Limits | None = None

    def tell(self, seating: Seating) -> None:
        """Tell the plan of a seating that holds every must; nothing when nobody listens."""
        if self.course.tell is None or self.limits is None:
            return
        if (seating.slot[self.grid.must] < 0).any():
            return
        plan = self.grid.meetings(seating.slot)
        goals = _goals(seating, plan)
        bounds = _bounds(self.limits, seating, goals, with_score=not self.limits.keep)
        self.course.inform(Progress(goals, bounds, self.course.elapsed, None, plan))


def _goals(seating: Seating, plan: Sequence[Placed]) -> Goals:
    problem = seating.grid.problem
    lost = (0,) * (levels(Layout(problem)) - seating.grid.levels)
    return Goals(
        coverage=seating.coverage() if not lost else measure(Layout(problem), plan).coverage,
        score=math.fsum(problem.pairs[placed.pair].score for placed in plan),
        waiting=seating.waiting(),
        breaks=seating.breaks(),
        changes=len(set(problem.announced) - set(plan)),
    )


def _bounds(
    limits: Limits, seating: Seating, goals: Goals, *, with_score: bool
) -> Mapping[Goal, Measure]:
    """Limits that hold for every plan as good on the goals before."""
    problem = limits.grid.problem
    found: dict[Goal, Measure] = {goal: 0 for goal in problem.goals if goal in _NONE_WASTED}
    if Goal.COVERAGE in problem.goals:
        found[Goal.COVERAGE] = limits.coverage
    if with_score:
        found[Goal.SCORE] = _score_bound(limits, seating, goals.score)
    return MappingProxyType({goal: found[goal] for goal in problem.goals if goal in found})


def _score_bound(limits: Limits, seating: Seating, reached: float) -> float:
    """The limit in units of score, with the fixed meetings and what rounding may hide."""
    grid = limits.grid
    whole = limits.score(seating.coverage())
    if grid.exact and whole == seating.score():
        return reached
    fixed = sum(grid.problem.pairs[pair].score for pair, _ in grid.problem.fixed)
    held = int(np.minimum(grid.most, grid.problem.slots).sum())
    hidden = 0.0 if grid.exact else 0.5 * held / grid.scale
    return max(reached, whole / grid.scale + fixed + hidden)


def _is_best(grid: Grid, goals: Goals, bounds: Mapping[Goal, Measure]) -> bool:
    """Whether every goal is at its limit, to the last digit."""
    reached = all(bounds.get(goal) == goals.of(goal) for goal in grid.problem.goals)
    return grid.exact and reached
