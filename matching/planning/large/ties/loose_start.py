"""A large problem that fits no grid: true limits with rules left out, and a plan to go on from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import Grid, fits_grid
from matching.planning.budget.budget import Budget
from matching.planning.exact.open_sessions import SessionStart, too_small
from matching.planning.exact.quick_plan import filled
from matching.planning.large.bounds import PlanBounds
from matching.planning.large.exchange import MeetingValue, eased_bonus, value_by_goals
from matching.planning.large.plan_large import LoosePlan, guide_on_grid
from matching.planning.large.ties.loosen import Loosened
from matching.planning.large.ties.narrow import narrowed
from matching.planning.large.ties.tied_program import TiedChoice, TiedProgram
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed

Plan = tuple[Placed, ...]
# of the seconds, what a plan with some rules left out may take to guide
_GUIDE_SHARE = 0.4


@dataclass
class LooseStart:
    """What is to be had for a problem (`layout`) from the grid of one with rules left out."""

    layout: Layout
    loose: Loosened
    grid: Grid
    budget: Budget
    _choice: TiedChoice | None = field(init=False, default=None)

    def guide(self) -> LoosePlan | None:
        """Limits, and a plan with some rules left out; where more is tied, no plan.

        There it is chosen instead which sessions are held and which people meet.
        """
        if self.budget.left <= 0:
            return None
        if not (self.layout.problem.is_tied or self.loose.halves):
            return self._guide_on(self.grid)
        limits, worth = PlanBounds(self.grid), value_by_goals(self.grid)
        relaxed = self._program.relaxed(worth, self.budget)
        if relaxed is not None:
            limits.tighten(relaxed.limit, worth)
            self._choice = self._program.choice(relaxed.held)
        return LoosePlan((), limits)

    def start(self, guide: LoosePlan, first: Plan | None, placed: Sequence[Placed]) -> Plan:
        """Meetings to begin from, once some rules are left out no more."""
        if self._choice is not None:
            return self._with_choice(self._choice, first or (), placed)
        if first is not None and (self.layout.problem.is_tied or self.loose.halves):
            return self._beside(first)
        return self.loose.outward(guide.meetings)

    def prove(self, limits: PlanBounds, coverage: tuple[int, ...]) -> None:
        """Sharper limits where a plan covers fewer than the limit says."""
        coverage = coverage[: self.grid.levels]
        question = limits.open_level(coverage)
        if self._choice is None or question is None:
            return
        # scores beside it, all of which a person more outweighs, are proven sooner than none
        worth = self.grid.worth.astype(np.float64)
        heavy = self.grid.unit * (1.0 + np.minimum(self.grid.most, self.grid.problem.slots).sum())
        weighed = MeetingValue(worth, question.bonus * heavy)
        limit = self._program.limit(weighed, self.budget)
        if limit is not None:
            limits.cap_level(coverage, limit / heavy)
        if coverage < limits.coverage:
            small = MeetingValue(worth, eased_bonus(self.grid))
            limit = self._program.limit(small, self.budget)
            if limit is not None:
                limits.tighten(limit, small)

    @cached_property
    def _program(self) -> TiedProgram:
        return TiedProgram(self.loose, self.grid)

    def _with_choice(self, choice: TiedChoice, first: Plan, placed: Sequence[Placed]) -> Plan:
        """The best plan beside what was chosen; sessions to which too few would come are closed."""
        of_people: Plan = ()
        if choice.wanted:
            wanted = [each for each in placed if each.pair in choice.wanted]
            of_people = filled(self.layout, wanted, choice.likely)
        plan = self._beside((*of_people, *self._at_stands(first)), choice.sessions)
        small = too_small(self.layout, plan)
        if not small:
            return plan
        return self._beside(tuple(each for n, each in enumerate(plan) if n not in small))

    def _at_stands(self, plan: Plan) -> Plan:
        """The meetings of a plan at stands without sessions."""
        people, pairs = self.layout.person, self.layout.problem.pairs
        return tuple(
            each
            for each in plan
            if sum(party in people for party in pairs[each.pair].between) == 1
            and self.layout.group.keys().isdisjoint(pairs[each.pair].between)
        )

    def _beside(self, plan: Plan, opened: Mapping[SessionStart, int] | None = None) -> Plan:
        """The best plan between people and stands beside what a plan ties together."""
        narrow = narrowed(self.layout, plan, opened)
        grid = build_grid(narrow.problem) if fits_grid(narrow.problem) else None
        if grid is None or self.budget.left <= 0:
            return plan
        return narrow.outward(self._guide_on(grid).meetings)

    def _guide_on(self, grid: Grid) -> LoosePlan:
        budget = self.budget
        seconds = min(_GUIDE_SHARE * budget.seconds, budget.left)
        return guide_on_grid(grid, Budget(seconds, budget.clock, budget.seed, halt=budget.halt))
