"""Places that stand empty while somebody who is there could take them."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Ints, ProblemArrays
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.repair.subproblem import Room, most_wanted


def fill_open_places(
    arrays: ProblemArrays,
    meetings: Sequence[Placed],
    *,
    people: Iterable[str] | None = None,
    now_slot: int = 0,
) -> tuple[Placed, ...]:
    """A plan with meetings added until no stand is idle for want of one; no goal gets worse.

    Goals are compared in the order of the problem: a meeting that costs a wait is added when the
    score, or what was promised, comes first and gains by it.
    """
    plan, refused = list(meetings), set[Placed]()
    present = _present(arrays, people)
    while True:
        added = list(_one_each(arrays, plan, present, now_slot, refused))
        if not added:
            return tuple(sorted(plan))
        plan.extend(added)


def _one_each(
    arrays: ProblemArrays,
    plan: Sequence[Placed],
    present: Bools,
    now_slot: int,
    refused: set[Placed],
) -> Iterator[Placed]:
    """Meetings to add, none of which shares a party with another; what is not worth it is noted."""
    met, so_far = arrays.meetings(plan), list(plan)
    taken: set[int] = set()
    for placed, idle in _addable(arrays, plan, present, now_slot):
        parties = set(arrays.ends[placed.pair].tolist())
        if placed in refused or not taken.isdisjoint(parties):
            continue
        if _is_worth(arrays, met, placed, idle) and keeps_rules(arrays.problem, so_far, placed):
            so_far.append(placed)
            # rooms are everybody's, so only one more at a time
            taken |= parties if arrays.problem.rooms is None else set(arrays.number.values())
            yield placed
        else:
            refused.add(placed)


def _present(arrays: ProblemArrays, people: Iterable[str] | None) -> Bools:
    found = np.ones(len(arrays.number), dtype=bool)
    if people is not None:
        found[: arrays.people] = False
        found[[arrays.number[person] for person in people if person in arrays.number]] = True
    return found


def _addable(
    arrays: ProblemArrays, plan: Sequence[Placed], present: Bools, now_slot: int
) -> Iterator[tuple[Placed, int]]:
    """Meetings with room for them, with the idle slots each adds; the least idle slot first."""
    room = Room(arrays, plan)
    wanted: Bools = np.asarray(present[arrays.ends].all(axis=1))
    openings = room.openings(wanted, now_slot)
    if not openings.count:
        return
    busy = arrays.cover(plan) > 0
    for row in most_wanted(room, openings.pairs).tolist():
        pair = int(openings.pairs[row])
        starts = np.flatnonzero(openings.starts[row]).tolist()
        idle = {slot: _idle_added(arrays, busy, pair, slot) for slot in starts}
        for slot in sorted(starts, key=lambda slot: (idle[slot], slot)):
            yield Placed(pair, slot), idle[slot]


def _idle_added(arrays: ProblemArrays, busy: Bools, pair: int, slot: int) -> int:
    """Idle slots that one more meeting adds to the days of its people."""
    day = slice(int(arrays.day_start[slot]), int(arrays.day_end[slot]))
    total = 0
    for person in arrays.people_of(pair):
        before = np.flatnonzero(busy[person, day])
        if before.size:
            length = int(arrays.length[pair])
            begin = slot - day.start
            first, last = min(begin, before[0]), max(begin + length - 1, before[-1])
            total += int((last - first) - (before[-1] - before[0])) - length
    return total


def _is_worth(arrays: ProblemArrays, met: Ints, placed: Placed, idle: int) -> bool:
    """Whether the first goal that a meeting touches gains by it; none touched is no loss."""
    for goal in arrays.problem.goals:
        match goal:
            case Goal.COVERAGE:
                people = arrays.people_of(placed.pair)
                if any(met[person] < arrays.least[person] for person in people):
                    return True
            case Goal.SCORE if arrays.score[placed.pair] > 0:
                return True
            case Goal.WAITING | Goal.BREAKS if idle:
                return idle < 0
            case _:
                continue
    return True


def keeps_rules(problem: Problem, plan: Sequence[Placed], placed: Placed) -> bool:
    """Whether one more meeting breaks none of the rarer rules: walks, orders of meetings, breaks.

    Tables, hours, gaps and rooms are not looked at: whoever asks has counted them already.
    """
    if not problem.walks and not problem.before and problem.breaks_spread is None:
        return True
    known = set(violations(problem, plan))
    return known.issuperset(violations(problem, (*plan, placed)))
