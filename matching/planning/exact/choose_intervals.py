"""The least waiting of all plans as good on the goals before it: intervals that may be left out.

Where meetings are long or stands are shut in between, placements slot by slot say little about
waiting, and their linear relaxation next to nothing. Told as optional intervals on one day
(Laborie and Rogerie, 2008), the same question is small, and CP-SAT proves its answer.
"""

from collections import defaultdict
from collections.abc import Sequence

from ortools.sat.python import cp_model

from matching.planning.budget.budget import Budget
from matching.planning.exact.slide_intervals import (
    MOST_INTERVALS,
    SlidPlan,
    asked,
    can_slide,
    interval_solver,
)
from matching.planning.problem.check import violations
from matching.planning.problem.goals import counts, levels, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.whole_scores import score_scale


def can_choose(layout: Layout, placed: Sequence[Placed], meetings: Sequence[Placed]) -> bool:
    """Whether all that the rules ask of all pairs can be told of optional intervals."""
    pairs = {placing.pair for placing in placed}
    return can_slide(layout, meetings) and len(pairs) <= MOST_INTERVALS


def least_waiting_of_all(
    layout: Layout,
    placed: Sequence[Placed],
    meetings: tuple[Placed, ...],
    budget: Budget,
    *,
    effort: float,
) -> SlidPlan:
    """A plan as good on the goals before waiting, and the least waiting of all such plans.

    `placed` are the placements that may be chosen; the effort is counted in CP-SAT's own
    deterministic seconds. The limit is None when nothing is proven.
    """
    model = _OptionalIntervals(layout, placed, meetings)
    solver = interval_solver(budget, effort, searches=1)
    # the relaxation of whole intervals is what proves waits: 2 s where without it 60 are too few
    solver.parameters.linearization_level = 2
    if asked(solver, model.program, budget) not in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
        return SlidPlan(meetings, None)
    found = model.plan(solver)
    better = measure(layout, found).waiting < measure(layout, meetings).waiting
    if not better or violations(layout.problem, found):
        found = meetings
    return SlidPlan(found, round(solver.best_objective_bound))


class _OptionalIntervals:
    """Every pair as an interval with a begin, and whether it is held."""

    def __init__(
        self, layout: Layout, placed: Sequence[Placed], meetings: tuple[Placed, ...]
    ) -> None:
        self.layout, self.program = layout, cp_model.CpModel()
        self.begins: dict[int, cp_model.IntVar] = {}
        self.held: dict[int, cp_model.IntVar] = {}
        self._of: defaultdict[str, list[int]] = defaultdict(list)
        slots: defaultdict[int, list[int]] = defaultdict(list)
        for pair, slot in placed:
            slots[pair].append(slot)
        now = {placing.pair: placing.slot for placing in meetings}
        for pair in sorted(slots):
            self._begin(pair, slots[pair], now.get(pair))
        self._rules()
        self._as_good(meetings)
        self.program.minimize(sum(self._waiting(p.id) for p in layout.problem.people))

    def plan(self, solver: cp_model.CpSolver) -> tuple[Placed, ...]:
        """The meetings that a solver holds, where it has put them."""
        chosen = (pair for pair in self.begins if solver.boolean_value(self.held[pair]))
        return tuple(sorted(Placed(pair, solver.value(self.begins[pair])) for pair in chosen))

    def _begin(self, pair: int, slots: list[int], now: int | None) -> None:
        problem = self.layout.problem
        fixed = dict(problem.fixed).get(pair)
        domain = cp_model.Domain.from_values(slots if fixed is None else [fixed])
        self.begins[pair] = self.program.new_int_var_from_domain(domain, "")
        self.held[pair] = self.program.new_bool_var("")
        self.program.add_hint(self.held[pair], now is not None)
        if now is not None:
            self.program.add_hint(self.begins[pair], now)
        if problem.pairs[pair].must or fixed is not None:
            self.program.add_bool_and([self.held[pair]])
        for party in problem.pairs[pair].between:
            self._of[party].append(pair)

    def _interval(self, pair: int, after: int = 0) -> cp_model.IntervalVar:
        length = self.layout.problem.pairs[pair].length + after
        return self.program.new_optional_fixed_size_interval_var(
            self.begins[pair], length, self.held[pair], ""
        )

    def _rules(self) -> None:
        problem = self.layout.problem
        for person in problem.people:
            pairs = self._of[person.id]
            self.program.add_no_overlap(self._interval(pair, problem.gap) for pair in pairs)
            self.program.add(self._count(person.id) <= person.most)
        for stand in problem.stands:
            self._seats(self._of[stand.id], stand.tables)
        if problem.rooms is not None:
            self._seats(sorted(self.begins), (problem.rooms,) * problem.slots)
        for earlier, later in problem.before:
            if earlier in self.begins and later in self.begins:
                end = self.begins[earlier] + problem.pairs[earlier].length
                both = [self.held[earlier], self.held[later]]
                self.program.add(end <= self.begins[later]).only_enforce_if(both)

    def _seats(self, pairs: Sequence[int], seats: Sequence[int]) -> None:
        """No more meetings at once than seats; a slot with fewer is partly taken by a block."""
        most = max(seats, default=0)
        blocks = [(slot, most - count) for slot, count in enumerate(seats) if count < most]
        intervals = [self._interval(pair) for pair in pairs]
        intervals += [self.program.new_fixed_size_interval_var(s, 1, "") for s, _ in blocks]
        demands = [1] * len(pairs) + [less for _, less in blocks]
        self.program.add_cumulative(intervals, demands, most)

    def _as_good(self, meetings: tuple[Placed, ...]) -> None:
        """No worse on the goals before waiting than a plan is."""
        goals = self.layout.problem.goals
        earlier = goals[: goals.index(Goal.WAITING)]
        if Goal.COVERAGE in earlier:
            self._covered(meetings)
        if Goal.SCORE in earlier:
            scale = score_scale(self.layout.problem)
            whole = [round(pair.score * scale) for pair in self.layout.problem.pairs]
            total = sum(whole[pair] * held for pair, held in self.held.items())
            self.program.add(total >= sum(whole[placing.pair] for placing in meetings))

    def _covered(self, meetings: tuple[Placed, ...]) -> None:
        """As many people as in a plan reach each level of what is promised."""
        now = counts(self.layout, meetings)
        for level in range(1, levels(self.layout) + 1):
            reached = []
            for person in self.layout.problem.people:
                if person.least >= level:
                    has = self.program.new_bool_var("")
                    self.program.add_hint(has, now[person.id] >= level)
                    self.program.add(self._count(person.id) >= level).only_enforce_if(has)
                    reached.append(has)
            people = [p for p in self.layout.problem.people if p.least >= level]
            self.program.add(sum(reached) >= sum(now[p.id] >= level for p in people))

    def _count(self, person: str) -> cp_model.LinearExprT:
        return sum(self.held[pair] for pair in self._of[person])

    def _waiting(self, person: str) -> cp_model.LinearExprT:
        """From the first begin to the last end, less what is held."""
        problem, pairs = self.layout.problem, self._of[person]
        first = self.program.new_int_var(0, problem.slots, "")
        last = self.program.new_int_var(0, problem.slots, "")
        waiting = self.program.new_int_var(0, problem.slots, "")
        for pair in pairs:
            held, end = self.held[pair], self.begins[pair] + problem.pairs[pair].length
            self.program.add(first <= self.begins[pair]).only_enforce_if(held)
            self.program.add(last >= end).only_enforce_if(held)
        busy = sum(problem.pairs[pair].length * self.held[pair] for pair in pairs)
        self.program.add(waiting == last - first - busy)
        return waiting
