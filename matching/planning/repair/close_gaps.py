"""Nobody waits between meetings that a free place elsewhere would bring nearer to each other."""

from collections.abc import Iterator, Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed
from matching.planning.repair.soonest import holds
from matching.planning.repair.subproblem import Room


def close_gaps(arrays: ProblemArrays, plan: Sequence[Placed], now_slot: int) -> tuple[Placed, ...]:
    """A plan of the same pairs in which no new meeting leaves fewer idle slots at another hour.

    For a search that ended without a proof of the least idle time. Meetings that were announced or
    are fixed stay, and so do those of everybody else; where idle time is judged otherwise first
    than by waiting, all stay.
    """
    if next((goal for goal in arrays.problem.goals if goal in IDLE_TIME), None) != Goal.WAITING:
        return tuple(sorted(plan))
    stays, found = {*arrays.problem.announced, *arrays.problem.fixed}, set(plan)
    moving = [placed for placed in found - stays if placed.slot >= now_slot]
    while closed := next(_closed(arrays, found, moving, now_slot), None):
        was, now = closed
        found, moving = found - {was} | {now}, [*set(moving) - {was}, now]
    return tuple(sorted(found))


def _closed(
    arrays: ProblemArrays, plan: set[Placed], moving: Sequence[Placed], now_slot: int
) -> Iterator[tuple[Placed, Placed]]:
    """Meetings that could leave fewer idle slots, with where they would be."""
    ties = arrays.tie(np.array([placed.pair for placed in moving], dtype=np.int64)).tolist()
    # which moves first must not depend on the order of the pairs
    for _, _, placed in sorted(zip((m.slot for m in moving), ties, moving, strict=True)):
        if there := _nearer(arrays, plan, placed, now_slot):
            yield placed, there


def _nearer(
    arrays: ProblemArrays, plan: set[Placed], placed: Placed, now_slot: int
) -> Placed | None:
    """Where a meeting leaves its people the fewest idle slots, if that is fewer than now."""
    others, people = sorted(plan - {placed}), set(arrays.people_of(placed.pair))
    met = [other for other in others if not people.isdisjoint(arrays.people_of(other.pair))]

    def idle(there: Placed) -> int:
        return sum(_idle(arrays, [*met, there], person) for person in people)

    now = idle(placed)
    if not now:
        return None
    wanted = np.zeros(len(arrays.ends), dtype=bool)
    wanted[placed.pair] = True
    slots = np.flatnonzero(Room(arrays, others).openings(wanted, now_slot).starts.any(axis=0))
    free = (Placed(placed.pair, slot) for slot in slots.tolist())
    better = sorted((less, there) for there in free if (less := idle(there)) < now)
    return next((there for _, there in better if holds(arrays, others, there)), None)


def _idle(arrays: ProblemArrays, meetings: Sequence[Placed], person: int) -> int:
    """Idle slots between the first and the last of a person's meetings, all days together."""
    days: dict[int, list[tuple[int, int]]] = {}
    for pair, slot in meetings:
        if person in arrays.people_of(pair):
            day, end = int(arrays.day_start[slot]), slot + int(arrays.length[pair])
            days.setdefault(day, []).append((slot, end))
    return sum(
        max(end for _, end in met)
        - min(slot for slot, _ in met)
        - sum(end - slot for slot, end in met)
        for met in days.values()
    )
