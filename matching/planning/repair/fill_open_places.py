"""Places that stand empty while somebody who is there could take them."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Hall, Ints
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Goal, Placed, Problem
from matching.planning.repair.subproblem import Room, most_wanted


def open_places(
    problem: Problem,
    meetings: Sequence[Placed],
    *,
    people: Iterable[str] | None = None,
    now_slot: int = 0,
) -> tuple[Placed, ...]:
    """Meetings that could be added to a plan, each by itself, from the most wanted.

    None left means that no stand is idle while somebody present could be sent to it.

    Parameters
    ----------
    people
        Who is here; None means everybody.
    """
    hall = Hall(problem)
    present = _present(hall, people)
    found = _addable(hall, meetings, present, now_slot)
    return tuple(placed for placed, _ in found if keeps_rules(problem, meetings, placed))


def fill_open_places(
    hall: Hall,
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
    present = _present(hall, people)
    while True:
        added = list(_one_each(hall, plan, present, now_slot, refused))
        if not added:
            return tuple(sorted(plan))
        plan.extend(added)


def _one_each(
    hall: Hall, plan: Sequence[Placed], present: Bools, now_slot: int, refused: set[Placed]
) -> Iterator[Placed]:
    """Meetings to add, none of which shares a party with another; what is not worth it is noted."""
    met, so_far = hall.meetings(plan), list(plan)
    taken: set[int] = set()
    for placed, idle in _addable(hall, plan, present, now_slot):
        parties = set(hall.ends[placed.pair].tolist())
        if placed in refused or not taken.isdisjoint(parties):
            continue
        if _is_worth(hall, met, placed, idle) and keeps_rules(hall.problem, so_far, placed):
            so_far.append(placed)
            # rooms are everybody's, so only one more at a time
            taken |= parties if hall.problem.rooms is None else set(hall.number.values())
            yield placed
        else:
            refused.add(placed)


def _present(hall: Hall, people: Iterable[str] | None) -> Bools:
    found = np.ones(len(hall.number), dtype=bool)
    if people is not None:
        found[: hall.people] = False
        found[[hall.number[one] for one in people if one in hall.number]] = True
    return found


def _addable(
    hall: Hall, plan: Sequence[Placed], present: Bools, now_slot: int
) -> Iterator[tuple[Placed, int]]:
    """Meetings with room for them, with the idle slots each adds; the least idle slot first."""
    room = Room(hall, plan)
    wanted: Bools = np.asarray(present[hall.ends].all(axis=1))
    openings = room.openings(wanted, now_slot)
    if not openings.count:
        return
    busy = hall.cover(plan) > 0
    for row in most_wanted(room, openings.pairs).tolist():
        pair = int(openings.pairs[row])
        starts = np.flatnonzero(openings.starts[row]).tolist()
        idle = {slot: _idle_added(hall, busy, pair, slot) for slot in starts}
        for slot in sorted(starts, key=lambda slot: (idle[slot], slot)):
            yield Placed(pair, slot), idle[slot]


def _idle_added(hall: Hall, busy: Bools, pair: int, slot: int) -> int:
    """Idle slots that one more meeting adds to the days of its people."""
    day = slice(int(hall.day_start[slot]), int(hall.day_end[slot]))
    total = 0
    for person in hall.people_of(pair):
        before = np.flatnonzero(busy[person, day])
        if before.size:
            length = int(hall.length[pair])
            begin = slot - day.start
            first, last = min(begin, before[0]), max(begin + length - 1, before[-1])
            total += int((last - first) - (before[-1] - before[0])) - length
    return total


def _is_worth(hall: Hall, met: Ints, placed: Placed, idle: int) -> bool:
    """Whether the first goal that a meeting touches gains by it; none touched is no loss."""
    for goal in hall.problem.goals:
        match goal:
            case Goal.COVERAGE:
                people = hall.people_of(placed.pair)
                if any(met[one] < hall.least[one] for one in people):
                    return True
            case Goal.SCORE if hall.score[placed.pair] > 0:
                return True
            case Goal.WAITING | Goal.BREAKS if idle:
                return idle < 0
            case _:
                continue
    return True


def keeps_rules(problem: Problem, plan: Sequence[Placed], placed: Placed) -> bool:
    """The room counted tables, hours, gaps and rooms; the rarer rules are asked."""
    if not problem.walks and not problem.before and problem.breaks_spread is None:
        return True
    known = set(violations(problem, plan))
    return known.issuperset(violations(problem, (*plan, placed)))
