"""Exact exchanges of seats: everybody in a few slots, or everybody at one stand, all at once.

Each exchange is an assignment solved exactly with everything else held, so that a plan never
gets worse. A block is as many slots as the gap and one: nobody has two meetings in it.
"""

from dataclasses import dataclass

import numpy as np

from matching.planning.arrays.grid import Flags, Floats, Grid, Ints
from matching.planning.arrays.grid_plan import Seating
from matching.planning.large.assignment import best_of_each, best_seats
from matching.planning.problem.problem import Goal

_LAST_LEVEL, _LEVEL_RATIO, _HIGHEST = 5.0, 4.0, 256.0
IDLE_TIME = {Goal.WAITING, Goal.BREAKS}
_OWED = 1000.0
# all idle slots and all changes of one exchange weigh less than the last digit of a score
_IDLE, _CHANGED = 2.0**-15, (2.0**-10, 2.0**-20)


@dataclass
class Worth:
    """What a meeting is worth beside the person's others, in one number.

    Attributes
    ----------
    pairs
        Of each pair, whatever the slot.
    bonus
        People by meetings already held: what one more adds to coverage.
    keep
        For the slot that was announced.
    idle
        Cost of an idle slot.
    """

    pairs: Floats
    bonus: Floats
    keep: float = 0.0
    idle: float = 0.0


def level_bonus(grid: Grid) -> Floats:
    """People by meetings held: the bonus of one more, each level far above the next."""
    highest = int(grid.most.max(initial=0)) + 2
    steps = grid.levels - np.arange(highest) - 1.0
    ratio = min(_LEVEL_RATIO, _HIGHEST ** (1.0 / max(1, grid.levels - 1)))
    bonus = np.where(steps >= 0, np.rint(_LAST_LEVEL * ratio ** np.maximum(steps, 0)), 0.0)
    promised = np.arange(highest) < grid.least[:, None]
    return np.asarray(grid.unit * bonus * promised, dtype=np.float64)


def true_worth(grid: Grid, keep: float = 0.0, *, idle: bool = False) -> Worth:
    """What meetings are worth by the goals themselves, idle time only when asked."""
    bonus, goals = level_bonus(grid), grid.problem.goals
    owed = _OWED * float(bonus.max(initial=grid.unit)) * grid.must
    if Goal.CHANGES in goals:
        after = goals[: goals.index(Goal.CHANGES)]
        keep += _CHANGED[bool(IDLE_TIME & set(after))]
    return Worth(grid.worth + owed, bonus, keep, _IDLE * idle)


def reseat_block(seating: Seating, worth: Worth, slot: int) -> None:
    """The best seats of one block of slots, all other meetings held."""
    grid = seating.grid
    block = range(slot, min(slot + grid.gap, int(grid.day_ends[1][slot])) + 1)
    seating.take(_held(seating, block))
    pairs, slots = _offers(seating, block)
    if len(pairs):
        seats = seating.seats[:, block.start : block.stop].ravel()
        places = grid.stand[pairs] * len(block) + slots - slot
        values = worth_of(seating, worth, pairs, slots)
        chosen = best_seats(places, grid.person[pairs], values, seats)
        seating.put(pairs[chosen], slots[chosen])


def worth_of(seating: Seating, worth: Worth, pairs: Ints, slots: Ints) -> Floats:
    """What each meeting is worth beside those that are held, if it were the only one more."""
    grid = seating.grid
    person = grid.person[pairs]
    values = worth.pairs[pairs] + worth.bonus[person, seating.met[person]]
    if worth.keep:
        values = values + worth.keep * (grid.announced[pairs] == slots)
    if worth.idle:
        people, who = np.unique(person, return_inverse=True)
        added = seating.idle_added(people)[who, slots]
        values = values - worth.idle * np.where(grid.single[pairs], added, 0)
    return values


def _held(seating: Seating, block: range) -> Ints:
    held = seating.at[:, block.start : block.stop]
    pairs = held[held >= 0]
    return pairs[seating.grid.single[pairs]]


def _offers(seating: Seating, block: range) -> tuple[Ints, Ints]:
    """Pairs and slots of a block that could be put, each alone."""
    grid = seating.grid
    pairs, slots = [], []
    for slot in block:
        asked = grid.at_slot[slot]
        person = grid.person[asked]
        open_now = (seating.slot[asked] < 0) & (seating.near[person, slot] == 0)
        open_now &= (seating.met < grid.most)[person]
        pairs.append(asked[open_now])
        slots.append(np.full(len(pairs[-1]), slot))
    return np.concatenate(pairs), np.concatenate(slots)


def reseat_stand(seating: Seating, worth: Worth, stand: int) -> None:
    """The best seats at one stand, all other meetings held."""
    for group in seating.grid.at_stand[stand]:
        now = group[seating.slot[group] >= 0]
        slots = seating.slot[now]
        seating.take(now)
        length = int(seating.grid.length[group[0]])
        pairs, starts = _reseated(seating, worth, group, np.unique(slots), length)
        if length > 1:  # its sessions may not be those of before, nor as good
            values = (
                worth_of(seating, worth, *each).sum() for each in ((now, slots), (pairs, starts))
            )
            if next(values) > next(values):
                pairs, starts = now, slots
        seating.put(pairs, starts)


def _reseated(
    seating: Seating, worth: Worth, group: Ints, used: Ints, length: int
) -> tuple[Ints, Ints]:
    """Pairs of one stand and length, at most one a person, with the slots that are best."""
    grid = seating.grid
    seats = seating.seats[int(grid.stand[group[0]])]
    person = grid.person[group]
    pairs = group[seating.met[person] < grid.most[person]]
    person = grid.person[pairs]
    clear = seating.near[person] == 0
    may = grid.may[pairs] & clear
    if length > 1:
        may, seats = _sessions(may, clear, seats, used, length)
    values = np.where(
        may, (worth.pairs[pairs] + worth.bonus[person, seating.met[person]])[:, None], 0
    )
    if worth.keep:
        kept = np.flatnonzero(grid.announced[pairs] >= 0)
        values[kept, grid.announced[pairs[kept]]] += worth.keep
    if worth.idle and length == 1:
        values -= worth.idle * seating.idle_added(person)
    values[~may] = 0
    chosen, slots = best_of_each(values, seats)
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
