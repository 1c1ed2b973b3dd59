"""A large problem that fits no grid: true limits with rules left out, and a plan to go on from."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import Grid, fits_grid
from matching.planning.budget.budget import Budget
from matching.planning.exact.quick_plan import filled
from matching.planning.large.bounds import PlanBounds
from matching.planning.large.lagrange import sharpened
from matching.planning.large.loosen import Loosened
from matching.planning.large.narrow import narrowed
from matching.planning.large.plan_large import LoosePlan, guide_on_grid
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed

Plan = tuple[Placed, ...]
# of the seconds, what a plan with some rules left out may take to guide
_GUIDE_SHARE = 0.4


@dataclass(frozen=True)
class LooseStart:
    """What is to be had for a problem (`layout`) from the grid of one with rules left out."""

    layout: Layout
    loose: Loosened
    grid: Grid
    budget: Budget

    def tied(self, placed: Sequence[Placed]) -> list[Placed]:
        """The placements at stands that receive groups or share something."""
        tied = set(self.layout.group).union(*(each.stands for each in self.layout.problem.shared))
        pairs = self.layout.problem.pairs
        return [each for each in placed if not tied.isdisjoint(pairs[each.pair].between)]

    def guide(self) -> LoosePlan | None:
        """Limits, and a plan with some rules left out: where more is tied, pairs without slots."""
        if self.budget.left <= 0:
            return None
        if self.layout.problem.is_tied or self.loose.halves:
            limits = PlanBounds(self.grid)
            slots = np.where(sharpened(self.loose, self.grid, limits), 0, -1)
            return LoosePlan(self.grid.meetings(slots), limits)
        return self._guide_on(self.grid)

    def start(self, guide: LoosePlan, first: Plan | None, placed: Sequence[Placed]) -> Plan:
        """Meetings to begin from, once some rules are left out no more."""
        loose, problem = self.loose, self.layout.problem
        wanted = frozenset() if problem.is_tied else loose.wanted(guide.meetings)
        if wanted:
            of_people = filled(self.layout, [p for p in placed if p.pair in wanted], ())
            return self._beside(of_people)
        if first is not None and (problem.is_tied or loose.halves):
            return self._beside(first)
        return loose.outward(guide.meetings)

    def _beside(self, plan: Plan) -> Plan:
        """The best plan between people and stands beside what a plan ties together."""
        narrow = narrowed(self.layout, plan)
        grid = build_grid(narrow.problem) if fits_grid(narrow.problem) else None
        if grid is None or self.budget.left <= 0:
            return plan
        return narrow.outward(self._guide_on(grid).meetings)

    def _guide_on(self, grid: Grid) -> LoosePlan:
        budget = self.budget
        seconds = min(_GUIDE_SHARE * budget.seconds, budget.left)
        return guide_on_grid(grid, Budget(seconds, budget.clock, budget.seed, halt=budget.halt))
