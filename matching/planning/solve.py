"""One problem in, one plan out, with how it ended and what is proven."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from threading import Event
from types import MappingProxyType

import numpy as np

from matching.planning.arrays.build_grid import lay_out
from matching.planning.arrays.grid import Grid, fits_grid
from matching.planning.budget.budget import Course
from matching.planning.exact.board import Board
from matching.planning.exact.fixed_pairs import Drawn, are_given, draw_given
from matching.planning.exact.greedy import fill, first_plan
from matching.planning.exact.reduced_costs import Reach, within_reach
from matching.planning.exact.required_meetings import clash, holds, plan_of_musts
from matching.planning.exact.retime_pairs import best_slots, plan_of_relaxed
from matching.planning.exact.slide_intervals import with_less_waiting
from matching.planning.exact.windows import improve_by_windows
from matching.planning.large.passes import Exchange, Worth, seats_suffice
from matching.planning.large.plan_large import first_on_grid, plan_on_grid
from matching.planning.model.build import build_model
from matching.planning.model.model import Model, Part
from matching.planning.model.optimise_goals import IDLE_TIME, Reached, Settled, Settler
from matching.planning.model.relax_slots import relaxed_model
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.goals import Measure, levels, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.problem.result import Progress, Result, Status, Stop
from matching.planning.problem.rules import placements
from matching.planning.problem.standing import standing
from matching.planning.problem.unmet import unmet
from matching.planning.problem.whole_scores import score_limit

_EXACT_UP_TO = 20_000
_GAP_COSTS = 4
_SWEEPS = 6


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
) -> Result:
    """The best plan found for a problem, its rules kept and its goals in their order.

    The same problem and seed give the same plan whatever the order of the rows, as long as the
    machine gets through the work within `seconds`; `stop` of the result says when it did not.

    Parameters
    ----------
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
    """
    course = Course(seconds, clock, seed, progress, halt=halt)
    grid = lay_out(problem) if fits_grid(problem) else None
    if grid is not None and not grid.must.all():
        if _is_large(grid, exact_up_to):
            found = plan_on_grid(grid, course, start=tuple(start or ()), keep=keep)
            if found is not None:
                return _slid(problem, found, course) if not keep else found
        else:
            start = first_on_grid(grid, course, start=tuple(start or ()), keep=keep)
    sorted_out = canonical(problem)
    course.outward = sorted_out.outward
    run = _Run(Layout(sorted_out.problem), course, keep, exact_up_to)
    result = run.result(sorted_out.inward(tuple(start or ())))
    return Result(
        meetings=sorted_out.outward(result.meetings),
        status=result.status,
        goals=result.goals,
        bounds=result.bounds,
        seconds=course.elapsed,
        unmet=result.unmet,
        clash=tuple(sorted(sorted_out.order[pair] for pair in result.clash)),
        violations=violations(problem, sorted_out.outward(result.meetings))
        if result.status in {Status.OPTIMAL, Status.FEASIBLE}
        else (),
        stop=Stop.NONE if result.status is Status.OPTIMAL else course.stop,
    )


def _slid(problem: Problem, found: Result, course: Course) -> Result:
    """A plan of all the pairs with less waiting; of some of them, other pairs count as much."""
    holds_all = len(found.meetings) == len(problem.pairs)
    return with_less_waiting(problem, found, course) if holds_all else found


def _is_large(grid: Grid, exact_up_to: int) -> bool:
    placements = int(np.count_nonzero(grid.may))
    return placements * (_GAP_COSTS if grid.gap else 1) > exact_up_to


def _hold(model: Model, pairs: Iterable[int]) -> None:
    """Let a model hold pairs that every plan as good as ours holds."""
    columns: defaultdict[int, dict[int, int]] = defaultdict(dict)
    for column, placing in enumerate(model.placed):
        columns[placing.pair][column] = 1
    for pair in sorted(pairs):
        model.bound(columns[pair], 1, None)


class _Run:
    """One run over a sorted problem."""

    def __init__(self, layout: Layout, course: Course, keep: float, exact_up_to: int) -> None:
        self.layout, self.course, self.keep = layout, course, keep
        self.placed = placements(layout)
        cost = _GAP_COSTS if layout.problem.gap else 1
        self.is_small = len(self.placed) * cost <= exact_up_to
        self._parts = -1

    def result(self, start: tuple[Placed, ...]) -> Result:
        given = self._given()
        if given.settled is not None:
            return self._told(given.settled)
        if given.impossible:
            return self._refused(impossible=True)
        first, impossible = self._first(start)
        if first is None:
            return self._refused(impossible=impossible)
        self.course.report(self.layout, first)
        settled = self._settled(first)
        return self._told(settled if holds(self.layout, settled.meetings) else Settled(first))

    def _given(self) -> Drawn:
        """Slots for meetings that are all given, when they are."""
        if not are_given(self.layout, self.placed):
            return Drawn(None)
        drawn = draw_given(self.layout, self.placed, self.course, keep=self.keep)
        self._parts = len(drawn.settled.reached) if drawn.settled else -1
        return drawn

    def _refused(self, *, impossible: bool) -> Result:
        status = Status.INFEASIBLE if impossible else Status.UNKNOWN
        cause = clash(self.layout, self.course) if impossible else ()
        return Result((), status, measure(self.layout, ()), clash=cause)

    def _told(self, settled: Settled) -> Result:
        optimal = settled.proven and len(settled.reached) == self._parts
        return Result(
            settled.meetings,
            Status.OPTIMAL if optimal else Status.FEASIBLE,
            measure(self.layout, settled.meetings),
            self._bounds(settled),
            unmet=unmet(self.layout, settled.meetings, self.placed),
        )

    def _first(self, start: tuple[Placed, ...]) -> tuple[tuple[Placed, ...] | None, bool]:
        """A plan that breaks no rule: filled by hand, or from the musts that a solver placed."""
        board = Board(self.layout, self.placed)
        plan = first_plan(board, start)
        if holds(self.layout, plan):
            return self._exchanged(board), False
        owed, impossible = plan_of_musts(self.layout, self.placed, self.course)
        if owed is None:
            return None, impossible
        board = Board(self.layout, self.placed)
        board.put_all_that_fit(owed)
        if self.layout.problem.breaks_spread is None:
            fill(board)
        return self._exchanged(board), False

    def _exchanged(self, board: Board) -> tuple[Placed, ...]:
        best = board.plan()
        if not seats_suffice(self.layout.problem) or not self.placed:
            return best
        exchange = Exchange(board)
        for _ in range(_SWEEPS):
            if self.course.left <= 0:
                break
            exchange.sweep(Worth(self.layout, self.keep))
            if self._key(board.plan()) > self._key(best):
                best = board.plan()
                self.course.report(self.layout, best)
        return best

    def _key(self, meetings: tuple[Placed, ...]) -> tuple[tuple[int, ...], ...]:
        return standing(self.layout, meetings, keep=self.keep)

    def _settled(self, first: tuple[Placed, ...]) -> Settled:
        best = self._from_relaxed(first)
        best = best if self.is_small else self._by_windows(best)
        settler = Settler(
            self.course,
            relaxed_model(self.layout, self.placed, keep=self.keep),
            thorough=self.is_small,
            sooner=self._sooner,
            found=lambda plan, part, limit: self._tell(settled, plan, part, limit),
        )
        settled = Settled(best)
        reach = Reach(frozenset(self.placed), frozenset())
        for goals in self._stages():
            placed = tuple(placing for placing in self.placed if placing in reach.near)
            model = build_model(self.layout, placed, goals=goals, keep=self.keep)
            _hold(model, reach.owed)
            settler.settle(model, settled)
            self._parts = len(model.parts)
            reach = self._still_of_use(model, settled)
        return settled

    def _tell(
        self, settled: Settled, plan: tuple[Placed, ...], part: Part, limit: int | None
    ) -> None:
        goals, goal = self.layout.problem.goals, part.goal
        done = goals[: goals.index(goal)]
        bounds = {each: limit for each, limit in self._bounds(settled).items() if each in done}
        if limit is not None and goal is not Goal.COVERAGE and not self.keep:
            bounds[goal] = self._bound(goal, (limit,), plan)
        self.course.report(self.layout, plan, goal=goal, bounds=bounds)

    def _still_of_use(self, model: Model, settled: Settled) -> Reach:
        """What plans of the best score hold, once that score is known."""
        last = settled.reached[-1] if settled.reached else None
        if not self.is_small or last is None or last.part.goal is not Goal.SCORE:
            return Reach(frozenset(self.placed), frozenset())
        reach = within_reach(model, last.part, last.value, self.course)
        # every level of coverage keeps its part: some placements of each person stay
        return reach._replace(near=reach.near | {*settled.meetings, *self._some_of_each()})

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
        share = (0.05 if self.is_small else 0.4) * self.course.work
        found = plan_of_relaxed(self.layout, self.placed, relaxed, self.course, work=share)
        if found is None or self._key(found) <= self._key(first):
            return first
        self.course.report(self.layout, found)
        return found

    def _by_windows(self, first: tuple[Placed, ...]) -> tuple[Placed, ...]:
        wider = improve_by_windows(
            self.layout,
            self.placed,
            first,
            self.course,
            keep=self.keep,
            reserve=0.3 * self.course.seconds,
        )
        board = Board(self.layout, self.placed)
        board.put_all_that_fit(wider)
        return max(wider, self._exchanged(board), key=self._key)

    def _sooner(self, meetings: tuple[Placed, ...], goal: Goal, work: float) -> tuple[Placed, ...]:
        found = best_slots(self.layout, self.placed, meetings, goal, self.course, work=work)
        return max(meetings, found, key=self._key)

    def _bounds(self, settled: Settled) -> Mapping[Goal, Measure]:
        """Limits that hold for every plan as good on the goals before."""
        by_goal: dict[Goal, list[Reached]] = {goal: [] for goal in self.layout.problem.goals}
        for reached in settled.reached:
            by_goal[reached.part.goal].append(reached)
        found: dict[Goal, Measure] = {}
        for goal, parts in by_goal.items():
            numbers = tuple(each.limit for each in parts if each.limit is not None)
            unreached = not parts and goal is not Goal.COVERAGE
            if unreached or len(numbers) < len(parts) or (goal is Goal.SCORE and self.keep):
                continue
            found[goal] = self._bound(goal, numbers, settled.meetings)
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
