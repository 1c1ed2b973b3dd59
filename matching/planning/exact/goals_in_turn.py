"""Every goal optimised in turn over one model, each with the limit that could be proven."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from types import MappingProxyType

from matching.planning.budget.budget import Budget
from matching.planning.exact.choose_intervals import can_choose, least_waiting_of_all
from matching.planning.exact.fixed_pairs import (
    FixedPairsPlan,
    are_fixed_pairs,
    schedule_fixed_pairs,
)
from matching.planning.exact.quick_plan import filled, holds, with_less_idle_time
from matching.planning.exact.reduced_costs import Fixing, fix_by_reduced_cost
from matching.planning.exact.required_meetings import clash, plan_of_musts, quick_plan_of_musts
from matching.planning.exact.retime_pairs import place_relaxed_pairs, retime_pairs
from matching.planning.exact.windows import improve_by_windows
from matching.planning.model.build import build_model
from matching.planning.model.model import Model, Objective
from matching.planning.model.optimise_goals import GoalOptimiser, Incumbent, ObjectiveResult
from matching.planning.model.relax_slots import relaxed_model
from matching.planning.problem.goals import Measure, levels, measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed
from matching.planning.problem.result import Result, Status
from matching.planning.problem.unmet import unmet
from matching.planning.problem.whole_scores import score_limit

# of the work that is left, what optional intervals may take to settle waits
_INTERVALS = 0.6


def _hold(model: Model, pairs: Iterable[int]) -> None:
    """Let a model hold pairs that every plan as good as ours holds."""
    columns: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for column, placing in enumerate(model.placed):
        columns[placing.pair][column] = 1
    for pair in sorted(pairs):
        model.constrain(columns[pair], 1, None)


class GoalsInTurn:
    """One run over a sorted problem; each phase asks what is left of the time before it begins."""

    def __init__(
        self,
        layout: Layout,
        placed: Sequence[Placed],
        budget: Budget,
        *,
        keep: float,
        is_small: bool,
    ) -> None:
        self.layout, self.placed, self.budget, self.keep = layout, placed, budget, keep
        self.is_small = is_small
        # whether limits of the leading goals, then of all, were asked for, and of which goals
        self._is_lean_done = self._is_whole = False
        self._asked: tuple[Goal, ...] = ()

    def result(self, first: tuple[Placed, ...] | None) -> Result:
        """The best plan found, from a first one that keeps every rule or from none."""
        if first is None:
            first, impossible = self._quick()
            if impossible:
                return self._refused(impossible=True)
        given = self._given(first)
        if given.incumbent is not None:
            return self._told(given.incumbent)
        if given.impossible:
            return self._refused(impossible=True)
        if first is None:
            first, impossible = self._of_musts()
            if first is None:
                return self._refused(impossible=impossible)
        incumbent = self._optimised(first)
        return self._told(incumbent if holds(self.layout, incumbent.meetings) else Incumbent(first))

    def _given(self, first: tuple[Placed, ...] | None) -> FixedPairsPlan:
        """Slots for meetings that are all given, when they are."""
        if self.budget.left <= 0 or not are_fixed_pairs(self.layout, self.placed):
            return FixedPairsPlan(None)
        drawn = schedule_fixed_pairs(
            self.layout, self.placed, self.budget, start=first, keep=self.keep
        )
        if drawn.incumbent is not None:
            self._is_whole, self._asked = True, self.layout.problem.goals
        return drawn

    def _refused(self, *, impossible: bool) -> Result:
        self.budget.is_impossible = impossible
        status = Status.INFEASIBLE if impossible else Status.UNKNOWN
        cause = clash(self.layout, self.budget) if impossible else ()
        return Result((), status, measure(self.layout, ()), clash=cause)

    def _told(self, incumbent: Incumbent) -> Result:
        optimal = incumbent.proven and self._is_whole
        return Result(
            incumbent.meetings,
            Status.OPTIMAL if optimal else Status.FEASIBLE,
            measure(self.layout, incumbent.meetings),
            self._bounds(incumbent),
            unmet=unmet(self.layout, incumbent.meetings),
        )

    def _quick(self) -> tuple[tuple[Placed, ...] | None, bool]:
        """A first plan by a short search, and whether there is proven to be none."""
        return self._with_musts(quick_plan_of_musts)

    def _of_musts(self) -> tuple[tuple[Placed, ...] | None, bool]:
        """A plan by a long search, and whether there is proven to be none."""
        return self._with_musts(plan_of_musts)

    def _with_musts(
        self,
        search: Callable[
            [Layout, Sequence[Placed], Budget], tuple[tuple[Placed, ...] | None, bool]
        ],
    ) -> tuple[tuple[Placed, ...] | None, bool]:
        if self.budget.left <= 0:
            return None, False
        required, impossible = search(self.layout, self.placed, self.budget)
        return None if required is None else self._begun(required), impossible

    def _begun(self, required: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return self._with_less_idle_time(filled(self.layout, self.placed, required))

    def _with_less_idle_time(self, plan: tuple[Placed, ...]) -> tuple[Placed, ...]:
        """The same pairs with less waiting; the plan is told."""
        in_time = self.budget.is_in_time
        found = with_less_idle_time(self.layout, self.placed, plan, keep=self.keep, in_time=in_time)
        self.budget.report(self.layout, found)
        return found

    def _key(self, meetings: tuple[Placed, ...]) -> tuple[tuple[int, ...], ...]:
        return standing(self.layout, meetings, keep=self.keep)

    def _optimised(self, first: tuple[Placed, ...]) -> Incumbent:
        if self.budget.left <= 0:
            return Incumbent(first)
        best = self._from_relaxed(first)
        best = best if best is first else self._with_less_idle_time(best)
        best = best if self.is_small else self._by_windows(best)
        optimiser = GoalOptimiser(
            self.budget,
            relaxed_model(self.layout, self.placed, keep=self.keep),
            thorough=self.is_small,
            sooner=self._sooner,
            walks=bool(self.layout.walk),
            found=lambda plan, objective, limit: self._tell(incumbent, plan, objective, limit),
        )
        incumbent = Incumbent(best)
        fixing = Fixing(frozenset(self.placed), frozenset())
        for goals in self._stages():
            if incumbent.reached:
                incumbent.meetings = self._with_less_idle_time(incumbent.meetings)
            if self.budget.left <= 0:
                return incumbent
            placed = tuple(placing for placing in self.placed if placing in fixing.possible)
            model = build_model(self.layout, placed, goals=goals, keep=self.keep)
            _hold(model, fixing.required)
            optimiser.optimise(model, incumbent)
            self._asked = goals
            if not self._is_lean_done:
                self._wait_less(optimiser, incumbent)
            self._is_lean_done = True
            fixing = self._still_of_use(model, incumbent)
        self._is_whole = True
        return incumbent

    def _wait_less(self, optimiser: GoalOptimiser, incumbent: Incumbent) -> None:
        """Where waits are what is left to better, the least waiting of all plans as good."""
        plan = self._with_less_idle_time(incumbent.meetings)
        incumbent.meetings = plan
        if self.keep or not measure(self.layout, plan).waiting or self.budget.left <= 0:
            return
        if can_choose(self.layout, self.placed, plan):
            effort = _INTERVALS * self.budget.work_left
            found = least_waiting_of_all(self.layout, self.placed, plan, self.budget, effort=effort)
            incumbent.meetings = max(plan, found.meetings, key=self._key)
            if found.limit is not None:
                optimiser.limits[Goal.WAITING] = found.limit
            self.budget.report(self.layout, incumbent.meetings)

    def _tell(
        self,
        incumbent: Incumbent,
        plan: tuple[Placed, ...],
        objective: Objective,
        limit: int | None,
    ) -> None:
        goals, goal = self.layout.problem.goals, objective.goal
        bounds = dict(self._known(incumbent, goals[: goals.index(goal)]))
        if limit is not None and goal is not Goal.COVERAGE and not self.keep:
            bounds[goal] = self._bound(goal, (limit,), plan)
        self.budget.report(self.layout, plan, goal=goal, bounds=bounds)

    def _still_of_use(self, model: Model, incumbent: Incumbent) -> Fixing:
        """What plans of the best score hold, once that score is known."""
        last = incumbent.reached[-1] if incumbent.reached else None
        if not self.is_small or last is None or last.objective.goal is not Goal.SCORE:
            return Fixing(frozenset(self.placed), frozenset())
        fixing = fix_by_reduced_cost(model, last.objective, last.value, self.budget)
        # every level of coverage keeps its part: some placements of each person stay
        return fixing._replace(
            possible=fixing.possible | {*incumbent.meetings, *self._some_of_each()}
        )

    def _some_of_each(self) -> Iterator[Placed]:
        left = {person.id: person.least for person in self.layout.problem.people}
        for placing in self.placed:
            people = self.layout.people_in(placing.pair)
            if any(left[person] > 0 for person in people):
                yield placing
            for person in people:
                left[person] -= 1

    def _stages(self) -> Iterator[tuple[Goal, ...]]:
        """Goals before the first that speaks of idle time, then all: the former is a lean model."""
        goals = self.layout.problem.goals
        lean = tuple(takewhile(lambda goal: goal not in IDLE_TIME, goals))
        yield lean
        if lean != goals:
            yield goals

    def _from_relaxed(self, first: tuple[Placed, ...]) -> tuple[Placed, ...]:
        """The plan of the pairs that are best without slots, when it can be placed."""
        relaxed = relaxed_model(self.layout, self.placed, keep=self.keep)
        share = (0.05 if self.is_small else 0.4) * self.budget.work
        found = place_relaxed_pairs(self.layout, self.placed, relaxed, self.budget, work=share)
        if found is None or self._key(found) <= self._key(first):
            return first
        return found

    def _by_windows(self, first: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return improve_by_windows(
            self.layout,
            self.placed,
            first,
            self.budget,
            keep=self.keep,
            reserve=0.3 * self.budget.seconds,
        )

    def _sooner(self, meetings: tuple[Placed, ...], goal: Goal, work: float) -> tuple[Placed, ...]:
        found = retime_pairs(self.layout, self.placed, meetings, goal, self.budget, work=work)
        return max(meetings, found, key=self._key)

    def _bounds(self, incumbent: Incumbent) -> Mapping[Goal, Measure]:
        """Limits that hold for every plan as good on the goals before."""
        if not (self._is_lean_done or self._is_whole):
            return MappingProxyType({})
        return self._known(incumbent, self._asked)

    def _known(self, incumbent: Incumbent, asked: Collection[Goal]) -> Mapping[Goal, Measure]:
        """Limits of the goals asked for, as far as every part of a goal has one.

        Coverage may have no part, where nobody can have a meeting of any level.
        """
        by_goal: dict[Goal, list[ObjectiveResult]] = {
            goal: [] for goal in self.layout.problem.goals
        }
        for reached in incumbent.reached:
            by_goal[reached.objective.goal].append(reached)
        found: dict[Goal, Measure] = {}
        for goal, objectives in by_goal.items():
            numbers = tuple(each.limit for each in objectives if each.limit is not None)
            unasked = goal not in asked or (not objectives and goal is not Goal.COVERAGE)
            if unasked or len(numbers) < len(objectives) or (goal is Goal.SCORE and self.keep):
                continue
            found[goal] = self._bound(goal, numbers, incumbent.meetings)
        return MappingProxyType(found)

    def _bound(self, goal: Goal, numbers: tuple[int, ...], plan: tuple[Placed, ...]) -> Measure:
        if goal is Goal.COVERAGE:
            # nobody has the meetings for the levels that have no part
            return numbers + (0,) * (levels(self.layout) - len(numbers))
        if goal is Goal.SCORE:
            # the last bit of a float sum must not pass a limit that the plan meets
            reached = measure(self.layout, plan).score
            limit = score_limit(self.layout.problem, numbers[0])
            return reached if abs(limit - reached) < 1e-9 else limit
        return numbers[0]
