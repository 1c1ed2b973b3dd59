"""What an event affects of an announced plan: what is past, lost, in doubt, or stays."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matching.planning.arrays.problem_arrays import ProblemArrays, as_rows
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Placed
from matching.planning.problem.rules import RuleCode
from matching.planning.repair.scope import ReplanScope


@dataclass(frozen=True, slots=True)
class Affected:
    """An announced plan after an event.

    Attributes
    ----------
    kept
        Meetings that do not move: past, fixed, or of people whom the event does not affect.
    movable
        Meetings that may stay or move.
    lost
        Meetings that cannot be held when they were announced.
    people
        Numbers of the people whom the event affects.
    """

    kept: tuple[Placed, ...]
    movable: tuple[Placed, ...]
    lost: tuple[Placed, ...]
    people: frozenset[int]


def affected(arrays: ProblemArrays, released: Sequence[Placed], scope: ReplanScope) -> Affected:
    """What of a released plan stays after an event and what may move, by the scope of a re-plan.

    The arrays are widened to what was held.
    """
    past = [placed for placed in released if placed.slot < scope.now_slot]
    arrays.widen(past)
    lost = _lost(arrays, [placed for placed in released if placed.slot >= scope.now_slot])
    fixed = [placed for placed in arrays.problem.fixed if placed not in lost]
    pinned = {**dict(past), **dict(fixed)}
    left = [p for p in released if p not in lost and p.pair not in pinned]
    incumbent = [Placed(*item) for item in pinned.items()]
    shaken = _shaken(arrays, [*left, *incumbent]) & set(left)
    people = {person for p in (*lost, *shaken) for person in arrays.people_of(p.pair)}
    if scope.movable is not None:
        people = {arrays.number[person] for person in scope.movable if person in arrays.number}
    free = [p for p in left if p in shaken or people.issuperset(arrays.people_of(p.pair))]
    return Affected(
        kept=tuple(sorted({*incumbent, *left}.difference(free))),
        movable=tuple(free),
        lost=tuple(sorted(lost)),
        people=frozenset(people),
    )


def _lost(arrays: ProblemArrays, meetings: Sequence[Placed]) -> set[Placed]:
    """Meetings whose people or stand are no longer there."""
    rows = as_rows(meetings)
    allowed = arrays.may_begin(rows[:, 0], arrays.free)
    gone = ~allowed[np.arange(len(rows)), rows[:, 1]]
    return {Placed(*each) for each in rows[gone].tolist()}


def _shaken(arrays: ProblemArrays, meetings: Sequence[Placed]) -> set[Placed]:
    """Meetings that no longer all fit together: too few tables or rooms, too much for somebody."""
    problem, people = arrays.problem, arrays.people
    running = arrays.cover(meetings)
    full = np.zeros_like(arrays.free)
    full[people:] = running[people:] > arrays.tables
    full[:people] = (arrays.meetings(meetings) > arrays.most)[:, None]
    if problem.rooms is not None:
        full |= running.sum(axis=0) // 2 > problem.rooms
    near = np.zeros_like(arrays.free)
    near[:people] = arrays.cover(meetings, after=problem.gap)[:people] > 1
    found = arrays.among(meetings, full) | arrays.among(meetings, near, after=problem.gap)
    return found | _crossed(arrays, meetings)


def _crossed(arrays: ProblemArrays, meetings: Sequence[Placed]) -> set[Placed]:
    """Meetings too far apart to walk, or in the wrong order: rare, so asked of the rules."""
    if not arrays.problem.walks and not arrays.problem.before:
        return set()
    wrong = {
        pair
        for violation in violations(arrays.problem, meetings)
        if violation.rule in {RuleCode.WALK, RuleCode.BEFORE}
        for pair in violation.pairs
    }
    return {placed for placed in meetings if placed.pair in wrong}
