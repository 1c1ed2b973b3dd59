"""The same meetings on one day with the least waiting: each is an interval that slides.

Meetings of many slots have too many placements to choose among; as intervals that may not
overlap they are few, and CP-SAT proves their best.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import NamedTuple

from ortools.sat.python import cp_model

from matching.planning.budget.budget import Budget
from matching.planning.budget.interruptible import answer_within
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.problem.result import Result, Status, Stop
from matching.planning.problem.rules import starts

MOST_INTERVALS = 400
"""Of so many meetings CP-SAT still proves something within a minute."""
# searches that take turns: their number is part of what makes a plan repeat itself
_SEARCHES = 8
_SHARE = 0.5
# of that, for a plan in which nobody waits longer than the gap demands
_GLANCE = 0.2


class SlidPlan(NamedTuple):
    """A plan of the same meetings, and the least waiting proven for plans of all of them."""

    meetings: tuple[Placed, ...]
    limit: int | None


def with_less_waiting(problem: Problem, result: Result, budget: Budget) -> Result:
    """An answer whose meetings wait less, when all can slide and time is left for it."""
    found = canonical(problem)
    layout, plan = Layout(found.problem), tuple(sorted(found.inward(result.meetings)))
    at_limit = result.bounds.get(Goal.WAITING) == result.goals.waiting
    if at_limit or budget.left <= 0 or not can_slide(layout, plan):
        return result
    slid = least_waiting(layout, plan, budget, effort=_SHARE * budget.work)
    meetings = found.outward(slid.meetings)
    goals = measure(Layout(problem), meetings)
    bounds = dict(result.bounds)
    if slid.limit is not None and _holds_every_pair(layout, plan):
        bounds[Goal.WAITING] = slid.limit
    best = all(bounds.get(goal) == goals.of(goal) for goal in problem.goals)
    return replace(
        result,
        meetings=meetings,
        goals=goals,
        bounds=MappingProxyType(bounds),
        status=Status.OPTIMAL if best else Status.FEASIBLE,
        seconds=budget.elapsed,
        violations=violations(problem, meetings),
        stop=Stop.NONE if best else budget.stop,
    )


def least_waiting(
    layout: Layout, meetings: tuple[Placed, ...], budget: Budget, *, effort: float
) -> SlidPlan:
    """Other slots for the same meetings with less waiting, when some are found.

    The effort is counted in CP-SAT's own deterministic seconds.
    """
    waiting = measure(layout, meetings).waiting
    for no_more, share in ((True, _GLANCE), (False, 1.0)):
        slide = _IntervalModel(layout, meetings, no_more=no_more)
        solver = interval_solver(budget, share * effort, searches=1 if no_more else _SEARCHES)
        if asked(solver, slide.program, budget) in {cp_model.OPTIMAL, cp_model.FEASIBLE}:
            found = slide.plan(solver)
            better = measure(layout, found).waiting < waiting
            if not better or violations(layout.problem, found):
                found = meetings
            return SlidPlan(found, slide.least if no_more else round(solver.best_objective_bound))
    return SlidPlan(meetings, None)


def interval_solver(budget: Budget, effort: float, *, searches: int) -> cp_model.CpSolver:
    """A solver that spends so much of its own deterministic time, by searches that take turns."""
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = searches
    solver.parameters.interleave_search = searches > 1
    solver.parameters.random_seed = budget.seed
    solver.parameters.max_deterministic_time = max(effort, 0.01)
    solver.parameters.max_time_in_seconds = max(budget.left, 0.1)
    return solver


def asked(solver: cp_model.CpSolver, program: cp_model.CpModel, budget: Budget) -> object:
    """The status of a CP-SAT model solved within the budget, from which its work is taken."""
    status = answer_within(
        lambda: solver.solve(program),
        solver.parameters.max_time_in_seconds,
        budget.halt,
        end=solver.stop_search,
    )
    if status is None:
        budget.spend(solver.parameters.max_deterministic_time, in_time=False)
        return cp_model.UNKNOWN
    late = solver.wall_time >= solver.parameters.max_time_in_seconds
    budget.spend(solver.response_proto.deterministic_time, in_time=not late)
    return status


def can_slide(layout: Layout, meetings: Sequence[Placed]) -> bool:
    """Whether all that the rules ask of the meetings can be told of intervals."""
    problem = layout.problem
    if Goal.WAITING not in problem.goals:
        return False
    earlier = problem.goals[: problem.goals.index(Goal.WAITING)]
    return (
        1 < len(meetings) <= MOST_INTERVALS
        and len(problem.days) == 1
        and not layout.walk
        and problem.breaks_spread is None
        and not problem.is_tied
        and set(earlier) <= {Goal.COVERAGE, Goal.SCORE}
    )


def _holds_every_pair(layout: Layout, meetings: Sequence[Placed]) -> bool:
    """Whether a plan with as good a score holds these very pairs."""
    goals = layout.problem.goals
    earlier = goals[: goals.index(Goal.WAITING)]
    held = {placed.pair for placed in meetings}
    scores = [pair.score for pair in layout.problem.pairs]
    return Goal.SCORE in earlier and all(
        number in held and (score > 0 or layout.problem.pairs[number].must)
        for number, score in enumerate(scores)
    )


class _IntervalModel:
    """Meetings as intervals with a begin to choose.

    `least` is the waiting that gaps demand; with `no_more` no plan may have more, and any such
    plan is the answer, found much sooner than the best of all plans.
    """

    def __init__(
        self, layout: Layout, meetings: tuple[Placed, ...], *, no_more: bool = False
    ) -> None:
        self.layout, self.program, self.least = layout, cp_model.CpModel(), 0
        self._no_more = no_more
        self.begins: dict[int, cp_model.IntVar] = {}
        self.meets: defaultdict[str, list[int]] = defaultdict(list)
        for placed in meetings:
            self._begin(placed)
        waiting = [self._person(p.id) for p in layout.problem.people if len(self.meets[p.id]) > 1]
        for stand in layout.problem.stands:
            self._seats(self.meets[stand.id], stand.tables)
        if layout.problem.rooms is not None:
            rooms = (layout.problem.rooms,) * layout.problem.slots
            self._seats(list(self.begins), rooms)
        for earlier, later in layout.problem.before:
            if earlier in self.begins and later in self.begins:
                length = layout.problem.pairs[earlier].length
                self.program.add(self.begins[earlier] + length <= self.begins[later])
        if not no_more:
            self.program.minimize(sum(waiting))

    def plan(self, solver: cp_model.CpSolver) -> tuple[Placed, ...]:
        """The meetings where a solver has put them."""
        return tuple(sorted(Placed(pair, solver.value(at)) for pair, at in self.begins.items()))

    def _begin(self, placed: Placed) -> None:
        fixed = dict(self.layout.problem.fixed).get(placed.pair)
        slots = starts(self.layout, placed.pair) if fixed is None else (fixed,)
        begin = self.program.new_int_var_from_domain(cp_model.Domain.from_values(list(slots)), "")
        self.program.add_hint(begin, placed.slot)
        self.begins[placed.pair] = begin
        for party in self.layout.problem.pairs[placed.pair].between:
            self.meets[party].append(placed.pair)

    def _interval(self, pair: int, after: int = 0) -> cp_model.IntervalVar:
        length = self.layout.problem.pairs[pair].length + after
        return self.program.new_fixed_size_interval_var(self.begins[pair], length, "")

    def _person(self, person: str) -> cp_model.LinearExprT:
        """The person's waiting: from the first begin to the last end, less the meetings."""
        pairs, problem = self.meets[person], self.layout.problem
        self.program.add_no_overlap(self._interval(pair, problem.gap) for pair in pairs)
        first = self.program.new_int_var(0, problem.slots, "")
        last = self.program.new_int_var(0, problem.slots, "")
        lengths = [problem.pairs[pair].length for pair in pairs]
        for pair, length in zip(pairs, lengths, strict=True):
            self.program.add(first <= self.begins[pair])
            self.program.add(last >= self.begins[pair] + length)
        waiting, least = last - first - sum(lengths), problem.gap * (len(pairs) - 1)
        self.least += least
        if self._no_more:
            self.program.add(waiting == least)
        else:
            self.program.add(waiting >= least)
        return waiting

    def _seats(self, pairs: Sequence[int], seats: Sequence[int]) -> None:
        """No more meetings at once than seats; slots with fewer are taken up by a block."""
        most = max((count for count in seats if count), default=0)
        if len(pairs) <= min((count for count in seats if count), default=0):
            return
        blocks = [(slot, most - count) for slot, count in enumerate(seats) if 0 < count < most]
        intervals = [self._interval(pair) for pair in pairs]
        intervals += [self.program.new_fixed_size_interval_var(s, 1, "") for s, _ in blocks]
        if most == 1:
            self.program.add_no_overlap(intervals)
        else:
            demands = [1] * len(pairs) + [less for _, less in blocks]
            self.program.add_cumulative(intervals, demands, most)
