"""A plan mended in the middle of the day: the past is locked, nothing moves without cause."""

import statistics
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile
from types import MappingProxyType

from matching.planning.arrays.measure_arrays import measure_arrays
from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.budget.budget import Budget
from matching.planning.problem.check import Violation, violations
from matching.planning.problem.goals import Measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed, Problem
from matching.planning.problem.result import Progress, Result, Status, Stop
from matching.planning.problem.rules import RuleCode, starts
from matching.planning.problem.unmet import unmet
from matching.planning.problem.with_past import with_past
from matching.planning.repair.affected import Affected, affected
from matching.planning.repair.close_gaps import close_gaps
from matching.planning.repair.fill_open_places import fill_open_places
from matching.planning.repair.rest_of_day import rest_of_day, with_changes
from matching.planning.repair.scope import ReplanScope
from matching.planning.repair.solve_subproblem import Best, solve_subproblem
from matching.planning.repair.soonest import soonest
from matching.planning.repair.subproblem import Subproblem, restrict
from matching.planning.solve import solve

_TOGETHER = 100


@dataclass(frozen=True, slots=True)
class _Run:
    """One re-plan: its scope, what keeping an announced meeting is worth in score, its budget."""

    scope: ReplanScope
    keep: float
    budget: Budget


@dataclass(frozen=True, slots=True)
class _Mended:
    """Meetings after an event, in which goals no plan of what was left is better, what is broken.

    What the event does not touch is as it was announced, so the rules are asked of the rest.
    """

    meetings: tuple[Placed, ...]
    proven: frozenset[Goal] = frozenset()
    is_broken: bool = False


def replan(
    problem: Problem,
    *,
    announced: Iterable[Placed],
    scope: ReplanScope,
    seconds: float = 20.0,
    seed: int = 0,
    progress: Callable[[Progress], bool] | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> Result:
    """The best plan from now on that keeps to what was announced.

    A walk-in moves nobody, a no-show frees a place for others, and a closed stand moves only its
    own people: whoever has lost nothing keeps every announced meeting, and whoever has lost one
    keeps the others, at this hour or another, unless more people have what was promised without.
    Only whom and what the event touches is solved again, with the goals of the problem in their
    order and changes right after the score; the places left go to those who may gain.

    Parameters
    ----------
    problem
        The fair as it now is: people who left are no longer free, closed stands have no tables.
    announced
        The released plan, in this problem's pairs; meetings that cannot be held any more are
        the cause of what moves.
    scope
        From when on, whose meetings may move, who may gain, and how much better a plan must be.
    seconds
        Most seconds by `clock` that the run may take; what is told then is the best plan so far.
    seed
        Breaks ties of the search: the same seed and work give the same plan.
    progress
        Told once, with the result.

    Returns
    -------
    Result
        The whole plan, the past in it as it was, with what is proven of each goal.

    Raises
    ------
    ProblemError
        When a meeting of `announced` names a pair or slot that the problem does not have.
    """
    released = tuple(sorted(set(announced)))
    posed = _with_released(problem, released)
    run = _Run(scope, scope.share * _good_meeting(posed), Budget(seconds, clock, seed))
    arrays = ProblemArrays(posed)
    mended = _mended(arrays, run)
    result = _from_scratch(posed, run) if mended is None else _result(arrays, mended, run)
    if result.status is Status.UNKNOWN:
        held = _still_holding(posed, released, scope.now_slot)
        result = result if held is None else _result(arrays, _Mended(held), run)
    result = _with_gaps_closed(arrays, result, run)
    if scope.here:
        result = _begun_soon(arrays, result, run)
    if progress is not None:
        spent = run.budget.elapsed
        progress(Progress(result.goals, result.bounds, spent, None, result.meetings))
    return result


def _still_holding(
    problem: Problem, released: Iterable[Placed], now_slot: int
) -> tuple[Placed, ...] | None:
    """What was announced without the meetings that break a rule now; None where that is no plan.

    What is told when no better plan was found in time: whoever has lost nothing keeps everything.
    """
    plan = set(released)
    while broken := _broken(problem, sorted(plan), now_slot):
        gone = set[Placed]()
        for violation in broken:
            named = sorted(
                placed
                for placed in plan
                if placed.pair in violation.pairs and placed.slot >= now_slot
            )
            gone.update(named if violation.rule is RuleCode.GROUP_SMALL else named[-1:])
        if not gone:
            return None
        plan -= gone
    return tuple(sorted(plan))


def _begun_soon(arrays: ProblemArrays, result: Result, run: _Run) -> Result:
    """A result in which whoever is here waits no longer than they must for their first meeting."""
    plan = soonest(arrays, result.meetings, run.scope.here, run.scope.now_slot)
    return _moved(arrays, result, plan, run)


def _with_gaps_closed(arrays: ProblemArrays, result: Result, run: _Run) -> Result:
    """A result with the idle time that new meetings can spare, where its least was not proven."""
    if result.status is Status.OPTIMAL or Goal.WAITING in result.bounds:
        return result
    return _moved(arrays, result, close_gaps(arrays, result.meetings, run.scope.now_slot), run)


def _moved(arrays: ProblemArrays, result: Result, plan: Sequence[Placed], run: _Run) -> Result:
    """A result whose pairs meet at other hours; what was proven of idle time is not any more."""
    if set(plan) == set(result.meetings):
        return result
    before_idle = takewhile(lambda goal: goal not in IDLE_TIME, result.bounds)
    in_time = sorted(plan, key=lambda placed: (placed.slot, placed.pair))
    broken = _broken(arrays.problem, in_time, run.scope.now_slot) if result.violations else ()
    return replace(
        result,
        meetings=tuple(in_time),
        status=Status.FEASIBLE,
        goals=measure_arrays(arrays, plan),
        bounds=MappingProxyType({goal: result.bounds[goal] for goal in before_idle}),
        violations=broken,
    )


def _with_released(problem: Problem, released: tuple[Placed, ...]) -> Problem:
    goals = with_changes(problem.goals)
    if problem.goals == goals and set(problem.announced) == set(released):
        return problem
    return replace(problem, announced=released, goals=goals)


def _good_meeting(problem: Problem) -> float:
    scores = [problem.pairs[placed.pair].score for placed in problem.announced]
    return statistics.median(scores) if scores else 0.0


def _mended(arrays: ProblemArrays, run: _Run) -> _Mended | None:
    """What was announced, mended around what the event touches; None when that cannot be."""
    problem = arrays.problem
    if problem.breaks_spread is not None or problem.is_tied or Goal.IDLE_RANGE in problem.goals:
        return None
    event = affected(arrays, sorted(problem.announced), run.scope)
    if len(event.people) > _TOGETHER and not any(pair.must for pair in problem.pairs):
        return _in_rounds(arrays, event, run)
    small = restrict(arrays, event, run.scope)
    if not _holds_musts(problem, event, small):
        return None
    best = _best(small, event, run)
    if best is None:
        return None
    plan = small.outward(best.meetings)
    is_broken = bool(violations(small.problem, best.meetings))
    if small.whole:
        return _Mended(plan, best.proven, is_broken)
    return _Mended(_filled(arrays, plan, event, run), is_broken=is_broken)


def _best(small: Subproblem, event: Affected, run: _Run) -> Best | None:
    """The best plan of a small problem that takes no meeting away for a better score alone.

    Unless a re-plan may move anybody for anything at all.
    """
    movable = {placed.pair for placed in event.movable if run.keep}
    held = frozenset(new for new, old in enumerate(small.order) if old in movable)
    return solve_subproblem(small.problem, run.budget, keep=run.keep, held=held)


def _holds_musts(problem: Problem, event: Affected, small: Subproblem) -> bool:
    """Whether every meeting that must be held stays or can be chosen."""
    owed = {number for number, pair in enumerate(problem.pairs) if pair.must}
    return owed <= {*small.order, *(placed.pair for placed in event.kept)}


def _in_rounds(arrays: ProblemArrays, event: Affected, run: _Run) -> _Mended | None:
    """A great event, a few people at a time, worst-off first; others wait where they are."""
    met = arrays.meetings((*event.kept, *event.movable))
    order = sorted(
        event.people,
        key=lambda person: (met[person] >= arrays.least[person], met[person], arrays.rank[person]),
    )
    plan, is_broken = (*event.kept, *event.movable), False
    for part in _chunks(order):
        movable = [
            placed for placed in event.movable if part.issuperset(arrays.people_of(placed.pair))
        ]
        now = Affected(
            kept=tuple(sorted(set(plan).difference(movable))),
            movable=tuple(movable),
            lost=event.lost,
            people=part,
        )
        small = restrict(arrays, now, replace(run.scope, gains=frozenset()))
        best = _best(small, now, run)
        if best is None:
            return None
        plan = small.outward(best.meetings)
        is_broken |= bool(violations(small.problem, best.meetings))
    return _Mended(_filled(arrays, plan, event, run), is_broken=is_broken)


def _chunks(order: Sequence[int]) -> Iterator[frozenset[int]]:
    for first in range(0, len(order), _TOGETHER):
        yield frozenset(order[first : first + _TOGETHER])


def _filled(
    arrays: ProblemArrays, plan: Sequence[Placed], event: Affected, run: _Run
) -> tuple[Placed, ...]:
    people = run.scope.gains
    if people is not None:
        people |= {arrays.problem.people[person].id for person in event.people}
    return fill_open_places(arrays, plan, people=people, now_slot=run.scope.now_slot)


def _result(arrays: ProblemArrays, mended: _Mended, run: _Run) -> Result:
    problem, plan = arrays.problem, mended.meetings
    goals, is_short = (
        measure_arrays(arrays, plan),
        bool((arrays.meetings(plan) < arrays.least).any()),
    )
    is_best = mended.proven.issuperset(problem.goals)
    bounds: dict[Goal, Measure] = {}
    for goal in problem.goals:
        if goal not in mended.proven:
            break
        if goal is not Goal.SCORE or not run.keep:
            bounds[goal] = goals.of(goal)
    return Result(
        meetings=tuple(sorted(plan, key=lambda placed: (placed.slot, placed.pair))),
        status=Status.OPTIMAL if is_best else Status.FEASIBLE,
        goals=goals,
        bounds=MappingProxyType(bounds),
        seconds=run.budget.elapsed,
        unmet=unmet(Layout(problem), plan) if is_short else (),
        violations=_broken(problem, plan, run.scope.now_slot) if mended.is_broken else (),
        stop=Stop.NONE if is_best else run.budget.stop,
    )


def _broken(problem: Problem, plan: Sequence[Placed], now_slot: int) -> tuple[Violation, ...]:
    """Rules that a plan breaks, what was held being no breach whatever is known since."""
    past = [placed for placed in problem.announced if placed.slot < now_slot]
    return violations(with_past(problem, past), plan)


def _from_scratch(problem: Problem, run: _Run) -> Result:
    """The whole of what is left, solved; everybody may move when nothing less will do."""
    result = _solved(problem, run)
    if result.status is not Status.INFEASIBLE or run.scope.movable is not None:
        return result
    everybody = frozenset(person.id for person in problem.people)
    freer = _solved(problem, replace(run, scope=replace(run.scope, movable=everybody)))
    return result if freer.status is Status.INFEASIBLE else freer


def _solved(problem: Problem, run: _Run) -> Result:
    posed = rest_of_day(problem, problem.announced, run.scope)
    start = posed.announced
    budget = run.budget

    def solved(asked: Problem) -> Result:
        seconds = max(budget.left, 0.1)
        return solve(asked, seconds=seconds, seed=budget.seed, start=start, keep=run.keep)

    freely = solved(posed)
    held = _held(posed, run)
    if not freely.meetings or held <= {pair for pair, _ in freely.meetings}:
        return freely
    pairs = enumerate(posed.pairs)
    owed = tuple(replace(pair, must=pair.must or number in held) for number, pair in pairs)
    kept = solved(replace(posed, pairs=owed))
    if not kept.meetings or kept.goals.coverage < freely.goals.coverage:
        return freely
    return replace(kept, bounds=_of_coverage(freely))


def _held(posed: Problem, run: _Run) -> frozenset[int]:
    """Pairs whose announced meeting may move although everybody is there at its hour."""
    if not run.keep:
        return frozenset()
    fixed, layout = set(posed.fixed), Layout(posed)
    return frozenset(
        placed.pair
        for placed in posed.announced
        if placed not in fixed and placed.slot in starts(layout, placed.pair)
    )


def _of_coverage(result: Result) -> Mapping[Goal, Measure]:
    """What is proven of coverage, whatever is left out."""
    bounds = result.bounds.items()
    found: dict[Goal, Measure] = {goal: limit for goal, limit in bounds if goal is Goal.COVERAGE}
    return MappingProxyType(found)
