"""A small fair proven by whole days of people, before or after its goals are taken in turn."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from matching.planning.arrays.grid import Grid
from matching.planning.budget.budget import Budget
from matching.planning.exact.days.choose_days import can_choose_days, choose_days
from matching.planning.exact.quick_plan import holds
from matching.planning.problem.canonical import Canonical
from matching.planning.problem.goals import Goals, measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed
from matching.planning.problem.result import Result, Status
from matching.planning.problem.unmet import unmet

Plan = tuple[Placed, ...]

# so few placements are proven in a second or two, and of what is left that is what it may take
_FEW, _FIRST_SHARE = 4_000, 0.6


@dataclass(frozen=True, slots=True)
class ByDays:
    """Whole days of the people of a grid, for plans of the sorted problem that it was made of."""

    grid: Grid
    sorted_out: Canonical
    layout: Layout
    budget: Budget

    def with_goals(self, first: Plan, in_turn: Callable[[Plan], Result]) -> Result:
        """The goals in turn from a first plan, or whole days, whichever proves all."""
        if self.is_first:
            plan, is_best = self._chosen(first, _FIRST_SHARE)
            if is_best:
                return self._proven(plan)
            self.budget.report(self.layout, plan)
            return in_turn(plan)
        found = in_turn(first)
        if found.status is not Status.FEASIBLE:
            return found
        plan, is_best = self._chosen(found.meetings, 1.0)
        if is_best:
            return self._proven(plan)
        return found if plan == found.meetings else self._bettered(found, plan)

    @property
    def is_first(self) -> bool:
        """Whether whole days are asked before anything else; larger fairs go goal by goal."""
        return bool(np.count_nonzero(self.grid.may) <= _FEW)

    def _chosen(self, plan: Plan, share: float) -> tuple[Plan, bool]:
        """The better of a plan and the best of whole days, and whether no plan is better."""
        if self.budget.left <= 0 or not can_choose_days(self.grid):
            return plan, False
        found = choose_days(self.grid, self.sorted_out.outward(plan), self.budget, share=share)
        days = self.sorted_out.inward(found.meetings)
        if not holds(self.layout, days):
            return plan, False
        if found.is_best:
            return days, True
        return max(plan, days, key=lambda each: standing(self.layout, each)), False

    def _bettered(self, found: Result, plan: Plan) -> Result:
        """What was found with a plan no worse than its own: its limits hold for that one too."""
        goals, missed = measure(self.layout, plan), unmet(self.layout, plan)
        return replace(found, meetings=plan, goals=goals, unmet=missed)

    def _proven(self, plan: Plan) -> Result:
        goals: Goals = measure(self.layout, plan)
        bounds = {goal: goals.of(goal) for goal in self.layout.problem.goals}
        self.budget.report(self.layout, plan, bounds=bounds)
        return Result(plan, Status.OPTIMAL, goals, bounds, unmet=unmet(self.layout, plan))
