"""Nobody waits between meetings that a free place elsewhere would bring nearer to each other."""

from collections.abc import Sequence

import numpy as np

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.problem import IDLE_TIME, Goal, Placed
from matching.planning.repair.soonest import holds
from matching.planning.repair.subproblem import Room


def close_gaps(arrays: ProblemArrays, plan: Sequence[Placed], now_slot: int) -> tuple[Placed, ...]:
    """A plan of the same pairs in which no new meeting leaves fewer idle slots at another hour.

    What is left of a search that had no work left for idle time. Meetings that were announced or
    are fixed stay, and so do those of everybody else; where idle time is judged otherwise first
    than by waiting, all stay.
    """
    if next((goal for goal in arrays.problem.goals if goal in IDLE_TIME), None) != Goal.WAITING:
        return tuple(sorted(plan))
    stays, found = {*arrays.problem.announced, *arrays.problem.fixed}, set(plan)
    moving = [placed for placed in found - stays if placed.slot >= now_slot]
    while moving:
        # which moves first must not depend on the order of the pairs
        asked = sorted(moving, key=lambda one: (one.slot, int(arrays.tie(np.array([one.pair]))[0])))
        tries = ((was, _nearer(arrays, found, was, now_slot)) for was in asked)
        was, now = next(((was, now) for was, now in tries if now), (None, None))
        if was is None or now is None:
            break
        found, moving = found - {was} | {now}, [now if one == was else one for one in moving]
    return tuple(sorted(found))


def _nearer(
    arrays: ProblemArrays, plan: set[Placed], placed: Placed, now_slot: int
) -> Placed | None:
    """Where a meeting leaves its people the fewest idle slots, if that is fewer than now."""
    others, people = sorted(plan - {placed}), set(arrays.people_of(placed.pair))
    met = [one for one in others if not people.isdisjoint(arrays.people_of(one.pair))]

    def idle(there: Placed) -> int:
        return sum(_idle(arrays, [*met, there], person) for person in people)

    now = idle(placed)
    if not now:
        return None
    wanted = np.zeros(len(arrays.ends), dtype=bool)
    wanted[placed.pair] = True
    slots = np.flatnonzero(Room(arrays, others).openings(wanted, now_slot).starts.any(axis=0))
    free = (Placed(placed.pair, slot) for slot in slots.tolist())
    better = sorted((less, one) for one in free if (less := idle(one)) < now)
    return next((one for _, one in better if holds(arrays, others, one)), None)


def _idle(arrays: ProblemArrays, meetings: Sequence[Placed], person: int) -> int:
    """Idle slots between the first and the last of a person's meetings, all days together."""
    days: dict[int, list[tuple[int, int]]] = {}
    for pair, slot in meetings:
        if person in arrays.people_of(pair):
            day, end = int(arrays.day_start[slot]), slot + int(arrays.length[pair])
            days.setdefault(day, []).append((slot, end))
    return sum(
        max(end for _, end in met) - min(slot for slot, _ in met) - sum(e - s for s, e in met)
        for met in days.values()
    )
