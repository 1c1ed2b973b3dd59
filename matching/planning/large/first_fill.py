"""A plan of a large fair at a glance, filled by hand: what there is before any solver is loaded."""

import numpy as np

from matching.planning.arrays.grid import Flags, Grid, Ints
from matching.planning.large.ties.loosen import Loosened
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed

# how often a plan is freed of what breaks a rule before it is given up
_ROUNDS = 8


def first_fill(grid: Grid) -> Ints:
    """The slot of each pair in a plan that keeps every rule, -1 for pairs that do not meet.

    Pairs that are owed come first; then everybody gets one meeting after the other up to what was
    promised, then whatever else fits, the best scores first, each where most tables are left.
    A pair that is owed may still be missing.
    """
    board = _Masks(grid)
    best = np.lexsort((np.arange(len(grid.pair)), -grid.worth)).tolist()
    for pair in np.flatnonzero(grid.must).tolist():
        board.put(pair)
    person, least = grid.person.tolist(), grid.least.tolist()
    for level in range(1, max(least, default=0) + 1):
        for pair in best:
            if board.met[person[pair]] < min(level, least[person[pair]]):
                board.put(pair)
    for pair in best:
        board.put(pair)
    return board.slot


def first_fill_of(layout: Layout, loose: Loosened, grid: Grid) -> tuple[Placed, ...] | None:
    """A plan that keeps every rule, filled with some left out and freed of what breaks them.

    None where a pair that is owed would be missing.
    """
    slots = first_fill(grid)
    if (slots[grid.must] < 0).any():
        return None
    plan, fixed = loose.outward(grid.meetings(slots)), set(layout.problem.fixed)
    for _ in range(_ROUNDS):
        broken = violations(layout.problem, plan)
        if not broken:
            return plan
        out = {pair for violation in broken for pair in violation.pairs[1:] or violation.pairs}
        plan = tuple(placed for placed in plan if placed.pair not in out or placed in fixed)
    return None


class _Masks:
    """What is still free, each row of slots told as the bits of a number."""

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.slot: Ints = np.full(len(grid.pair), -1)
        self.met = grid.met.tolist()
        self._may = _masks(grid.may)
        self._near = [_masks(zones) for zones in grid.near > 0]
        self._tables, self._rooms = grid.tables.tolist(), grid.rooms.tolist()
        self._open = _masks(grid.tables > 0)
        self._room = _masks(grid.rooms[None] > 0)[0]
        self._days = {day: _masks((grid.day == day)[None])[0] for day in set(grid.day.tolist())}

    def put(self, pair: int) -> None:
        """Let a pair meet where most tables are left, when it fits anywhere."""
        grid = self.grid
        person, stand = int(grid.person[pair]), int(grid.stand[pair])
        if self.slot[pair] >= 0 or self.met[person] >= grid.most[person]:
            return
        length, zone = int(grid.length[pair]), int(grid.zone[stand])
        free = self._open[stand] & self._room & ~self._near[person][zone]
        begins = self._may[pair]
        for ahead in range(length):
            begins &= free >> ahead
        if not begins:
            return
        tables = self._tables[stand]
        slot = max(_bits(begins), key=lambda begin: (tables[begin], -begin))
        self.slot[pair] = slot
        self.met[person] += 1
        self._seat(stand, slot, length)
        self._keep_apart(person, zone, slot, length)

    def _seat(self, stand: int, slot: int, length: int) -> None:
        for running in range(slot, slot + length):
            self._tables[stand][running] -= 1
            self._rooms[running] -= 1
            if not self._tables[stand][running]:
                self._open[stand] &= ~(1 << running)
            if not self._rooms[running]:
                self._room &= ~(1 << running)

    def _keep_apart(self, person: int, zone: int, slot: int, length: int) -> None:
        day = self._days[int(self.grid.day[slot])]
        for other, apart in enumerate(self.grid.apart[:, zone].tolist()):
            first = max(0, slot - apart)
            taken = (1 << (slot + length + apart)) - (1 << first)
            self._near[person][other] |= taken & day


def _masks(rows: Flags) -> list[int]:
    packed = np.packbits(rows, axis=1, bitorder="little")
    return [int.from_bytes(row.tobytes(), "little") for row in packed]


def _bits(number: int) -> list[int]:
    found = []
    while number:
        lowest = number & -number
        found.append(lowest.bit_length() - 1)
        number ^= lowest
    return found
