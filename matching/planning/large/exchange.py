"""Exact exchanges of seats: everybody in a few slots, or everybody at one stand, all at once.

Each exchange is an assignment solved exactly with everything else held, so that a plan never
gets worse. A block is as many slots as the gap and one: nobody has two meetings in it.
"""

from dataclasses import dataclass

import numpy as np

from matching.planning.arrays.grid import Flags, Floats, Grid, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.assignment import assign_rows, assign_seats
from matching.planning.problem.problem import IDLE_TIME, Goal

_LAST_LEVEL, _LEVEL_RATIO, _HIGHEST = 5.0, 4.0, 256.0
_OWED = 1000.0
_EASED = 2.0
# all idle slots and all changes of one exchange weigh less than the last digit of a score
_IDLE, _CHANGED = 2.0**-15, (2.0**-10, 2.0**-20)


@dataclass
class MeetingValue:
    """What one more meeting of a person adds to the goals, as a sum in units of the score.

    Attributes
    ----------
    pairs
        Worth of each pair in whatever slot it is placed, shape (pairs,).
    bonus
        What it adds to coverage, shape (people, most + 2): by person and meetings held already.
    keep
        Added where the meeting stands in the slot that was announced.
    idle
        Taken off for each slot that the person waits between two meetings.
    """

    pairs: Floats
    bonus: Floats
    keep: float = 0.0
    idle: float = 0.0


def level_bonus(grid: Grid) -> Floats:
    """Bonus of one more meeting by person and meetings held, shape (people, most + 2).

    Each level of coverage weighs far more than the next, so that worst-off people come first.
    """
    highest = int(grid.most.max(initial=0)) + 2
    steps = grid.levels - np.arange(highest) - 1.0
    ratio = min(_LEVEL_RATIO, _HIGHEST ** (1.0 / max(1, grid.levels - 1)))
    bonus = np.where(steps >= 0, np.rint(_LAST_LEVEL * ratio ** np.maximum(steps, 0)), 0.0)
    promised = np.arange(highest) < grid.least[:, None]
    return np.asarray(grid.unit * bonus * promised, dtype=np.float64)


def eased_bonus(grid: Grid) -> Floats:
    """Small bonuses of levels, each a fourth of the one before, for limits on the score alone."""
    promised = np.arange(int(grid.most.max(initial=0)) + 2) < grid.least[:, None]
    steps = np.arange(promised.shape[1])
    return np.asarray(np.rint(grid.unit * _EASED / _LEVEL_RATIO**steps) * promised)


def value_by_goals(grid: Grid, keep: float = 0.0, *, idle: bool = False) -> MeetingValue:
    """What meetings are worth by the goals themselves, idle time only when asked."""
    bonus, goals = level_bonus(grid), grid.problem.goals
    owed = _OWED * float(bonus.max(initial=grid.unit)) * grid.must
    if Goal.CHANGES in goals:
        after = goals[: goals.index(Goal.CHANGES)]
        keep += _CHANGED[bool(IDLE_TIME & set(after))]
    return MeetingValue(grid.worth + owed, bonus, keep, _IDLE * idle)


def exchange_block(grid_plan: GridPlan, worth: MeetingValue, slot: int) -> None:
    """Reassign all seats of one block of slots at the best total value, other meetings held."""
    grid = grid_plan.grid
    block = range(slot, min(slot + grid.gap, int(grid.day_ends[1][slot])) + 1)
    grid_plan.take(_held(grid_plan, block))
    pairs, slots = _offers(grid_plan, block)
    if len(pairs):
        seats = grid_plan.seats[:, block.start : block.stop].ravel()
        places = grid.stand[pairs] * len(block) + slots - slot
        values = values_of(grid_plan, worth, pairs, slots)
        rooms = None if grid.is_roomy else grid_plan.rooms[block.start : block.stop]
        chosen = assign_seats(places, grid.person[pairs], values, seats, rooms)
        grid_plan.put(pairs[chosen], slots[chosen])


def values_of(grid_plan: GridPlan, worth: MeetingValue, pairs: Ints, slots: Ints) -> Floats:
    """What each meeting (pair and slot) adds to the plan if it were the only one added."""
    grid = grid_plan.grid
    person = grid.person[pairs]
    values = worth.pairs[pairs] + worth.bonus[person, grid_plan.met[person]]
    if worth.keep:
        values = values + worth.keep * (grid.announced[pairs] == slots)
    if worth.idle:
        people, who = np.unique(person, return_inverse=True)
        added = grid_plan.idle_added(people)[who, slots]
        values = values - worth.idle * np.where(grid.single[pairs], added, 0)
    return values


def _held(grid_plan: GridPlan, block: range) -> Ints:
    held = grid_plan.at[:, block.start : block.stop]
    pairs = held[held >= 0]
    return pairs[grid_plan.grid.single[pairs]]


def _offers(grid_plan: GridPlan, block: range) -> tuple[Ints, Ints]:
    """Pairs and slots of a block that could be put, each alone."""
    grid = grid_plan.grid
    pairs, slots = [], []
    for slot in block:
        asked = grid.at_slot[slot]
        person = grid.person[asked]
        near = grid_plan.near[person, grid.zone[grid.stand[asked]], slot]
        open_now = (grid_plan.slot[asked] < 0) & (near == 0)
        open_now &= (grid_plan.met < grid.most)[person]
        pairs.append(asked[open_now])
        slots.append(np.full(len(pairs[-1]), slot))
    return np.concatenate(pairs), np.concatenate(slots)


def exchange_stand(grid_plan: GridPlan, worth: MeetingValue, stand: int) -> None:
    """Reassign all seats of one stand at the best total value, other meetings held."""
    for group in grid_plan.grid.at_stand[stand]:
        now = group[grid_plan.slot[group] >= 0]
        slots = grid_plan.slot[now]
        grid_plan.take(now)
        length = int(grid_plan.grid.length[group[0]])
        pairs, starts = _exchanged_seats(grid_plan, worth, group, np.unique(slots), length)
        if length > 1:  # its sessions may not be those of before, nor as good
            values = (
                values_of(grid_plan, worth, *each).sum() for each in ((now, slots), (pairs, starts))
            )
            if next(values) > next(values):
                pairs, starts = now, slots
        grid_plan.put(pairs, starts)


def _exchanged_seats(
    grid_plan: GridPlan, worth: MeetingValue, group: Ints, used: Ints, length: int
) -> tuple[Ints, Ints]:
    """Pairs of one stand and length, at most one a person, with the slots that are best."""
    grid = grid_plan.grid
    stand = int(grid.stand[group[0]])
    seats = np.minimum(grid_plan.seats[stand], grid_plan.rooms)
    person = grid.person[group]
    pairs = group[grid_plan.met[person] < grid.most[person]]
    person = grid.person[pairs]
    clear = grid_plan.near[person, grid.zone[stand]] == 0
    may = grid.may[pairs] & clear
    if length > 1:
        may, seats = _sessions(may, clear, seats, used, length)
    values = np.where(
        may, (worth.pairs[pairs] + worth.bonus[person, grid_plan.met[person]])[:, None], 0
    )
    if worth.keep:
        kept = np.flatnonzero(grid.announced[pairs] >= 0)
        values[kept, grid.announced[pairs[kept]]] += worth.keep
    if worth.idle and length == 1:
        values -= worth.idle * grid_plan.idle_added(person)
    values[~may] = 0
    chosen, slots = assign_rows(values, seats)
    return pairs[chosen], slots


def _sessions(may: Flags, clear: Flags, seats: Ints, used: Ints, length: int) -> tuple[Flags, Ints]:
    """Starts and seats of meetings of several slots, no two of them running at once.

    Sessions begin as they do now, then where most of the others could come.
    """
    room = seats.copy()
    for ahead in range(1, length):
        may[:, :-ahead] &= clear[:, ahead:]
        may[:, -ahead:] = False
        room[:-ahead] = np.minimum(room[:-ahead], seats[ahead:])
        room[-ahead:] = 0
    wanted = np.minimum(may.sum(axis=0), room)
    wanted[used] += (wanted[used] > 0) * len(may)
    starts = np.zeros(len(seats), dtype=bool)
    while wanted.any():
        start = int(wanted.argmax())
        starts[start] = True
        wanted[max(0, start - length + 1) : start + length] = 0
    return may & starts, np.where(starts, room, 0)
