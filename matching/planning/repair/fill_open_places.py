"""Places that stand empty while somebody who is there could take them."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

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
    met, so_far, worn = arrays.meetings(plan), list(plan), _Days.of(arrays, plan)
    taken: set[int] = set()
    for pair, starts in _addable(arrays, plan, present, now_slot):
        parties = arrays.ends[pair].tolist()
        if not taken.isdisjoint(parties):
            continue
        for idle, slot in sorted((worn.idle_added(pair, slot), slot) for slot in starts):
            placed = Placed(pair, slot)
            if placed in refused:
                continue
            if _is_worth(arrays, met, placed, idle) and keeps_rules(arrays.problem, so_far, placed):
                so_far.append(placed)
                # rooms are everybody's, so only one more at a time
                taken.update(parties if arrays.problem.rooms is None else arrays.number.values())
                yield placed
                break
            refused.add(placed)


def _present(arrays: ProblemArrays, people: Iterable[str] | None) -> Bools:
    found = np.ones(len(arrays.number), dtype=bool)
    if people is not None:
        found[: arrays.people] = False
        found[[arrays.number[person] for person in people if person in arrays.number]] = True
    return found


def _addable(
    arrays: ProblemArrays, plan: Sequence[Placed], present: Bools, now_slot: int
) -> Iterator[tuple[int, list[int]]]:
    """Pairs with the slots that have room for them; the most wanted pair first."""
    room = Room(arrays, plan)
    wanted: Bools = np.asarray(present[arrays.ends].all(axis=1))
    openings = room.openings(wanted, now_slot)
    if not openings.count:
        return
    for row in most_wanted(room, openings.pairs).tolist():
        yield int(openings.pairs[row]), np.flatnonzero(openings.starts[row]).tolist()


@dataclass(frozen=True, slots=True)
class _Days:
    """The first and last busy slot of each person on each day, by the day's first slot.

    On a day without a meeting the first is the number of slots and the last is -1.
    """

    arrays: ProblemArrays
    first: dict[int, list[int]]
    last: dict[int, list[int]]

    @classmethod
    def of(cls, arrays: ProblemArrays, plan: Sequence[Placed]) -> "_Days":
        """The days of everybody under a plan."""
        busy = arrays.cover(plan)[: arrays.people] > 0
        slots = np.arange(busy.shape[1])
        first, last = {}, {}
        for begin, end in arrays.problem.days:
            of_day = busy & (slots >= begin) & (slots < end)
            earliest = np.where(of_day, slots, len(slots)).min(axis=1, initial=len(slots))
            first[begin] = earliest.tolist()
            last[begin] = np.where(of_day, slots, -1).max(axis=1, initial=-1).tolist()
        return cls(arrays, first, last)

    def idle_added(self, pair: int, slot: int) -> int:
        """Idle slots that one more meeting adds to the days of its people."""
        day, length = int(self.arrays.day_start[slot]), int(self.arrays.length[pair])
        first, last, total = self.first[day], self.last[day], 0
        for person in self.arrays.people_of(pair):
            begins, ends = first[person], last[person]
            if ends >= 0:
                total += max(slot + length - 1, ends) - min(slot, begins) - (ends - begins) - length
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
