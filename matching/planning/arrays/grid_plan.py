"""Who sits where: a plan on a grid, kept up to date as meetings are put and taken."""

import numpy as np
import numpy.typing as npt

from matching.planning.arrays.grid import Flags, Floats, Grid, Ints
from matching.planning.problem.problem import Goal

_FAR = 10**6

GridStanding = tuple[int, tuple[int, ...], int, tuple[int, ...]]


class GridPlan:
    """A plan on a grid; whoever puts a meeting has seen to it that it fits.

    Attributes
    ----------
    slot
        Where each pair begins, -1 when it does not meet.
    at
        People by slots: the pair being met, or -1; fixed meetings are not told here.
    busy
        People by slots: in a meeting, fixed ones included.
    near
        People by zones by slots: number of meetings that keep out another one there.
    met
        Meetings of each person, fixed ones included.
    seats, rooms
        Stands by slots: tables left; of each slot: rooms left.
    """

    def __init__(self, grid: Grid) -> None:
        self.grid = grid
        self.slot: Ints = np.full(len(grid.pair), -1)
        self.at: Ints = np.full(grid.taken.shape, -1)
        self.busy: Flags = grid.taken.copy()
        self.near: npt.NDArray[np.int16] = grid.near.copy()
        self.met: Ints = grid.met.copy()
        self.seats: Ints = grid.tables.copy()
        self.rooms: Ints = grid.rooms.copy()
        self._same_day = {
            ahead: _shifted_days(grid.day, ahead)
            for ahead in range(-_reach(grid), _reach(grid) + 1)
        }

    def put(self, pairs: Ints, slots: Ints) -> None:
        """Let pairs meet, each from its slot on; both of shape (meetings,), a pair at most once."""
        self.slot[pairs] = slots
        self._mark(pairs, slots, 1)

    def take(self, pairs: Ints) -> None:
        """Give up the meetings of pairs that meet, by their numbers, shape (meetings,)."""
        self._mark(pairs, self.slot[pairs], -1)
        self.slot[pairs] = -1

    def _mark(self, pairs: Ints, slots: Ints, sign: int) -> None:
        grid = self.grid
        person, stand, length = grid.person[pairs], grid.stand[pairs], grid.length[pairs]
        np.add.at(self.met, person, sign)
        longest = int(length.max(initial=1))
        for ahead in range(-grid.farthest, longest + grid.farthest):
            same_day = self._same_day[ahead][slots]
            for zone, apart in enumerate(grid.apart[:, grid.zone[stand]]):
                mine = same_day & (ahead >= -apart) & (ahead < length + apart)
                np.add.at(self.near, (person[mine], zone, slots[mine] + ahead), sign)
            if 0 <= ahead < longest:
                mine = same_day & (ahead < length)
                where = person[mine], slots[mine] + ahead
                self.at[where] = pairs[mine] if sign > 0 else -1
                self.busy[where] = sign > 0
                np.add.at(self.seats, (stand[mine], slots[mine] + ahead), -sign)
                np.add.at(self.rooms, slots[mine] + ahead, -sign)

    def fits(self, pairs: Ints, slots: Ints) -> Flags:
        """Which meetings could be put, each alone."""
        grid = self.grid
        person, stand, length = grid.person[pairs], grid.stand[pairs], grid.length[pairs]
        fits = (slots >= 0) & (self.slot[pairs] < 0) & (self.met < grid.most)[person]
        fits &= grid.may[pairs, np.maximum(slots, 0)]
        for ahead in range(int(length.max(initial=1))):
            there = np.minimum(np.maximum(slots, 0) + ahead, grid.problem.slots - 1)
            fits &= (ahead >= length) | (
                (self.near[person, grid.zone[stand], there] == 0)
                & (self.seats[stand, there] > 0)
                & (self.rooms[there] > 0)
            )
        return fits

    def put_all_that_fit(self, slots: Ints) -> None:
        """Put the meetings of a plan, leaving out those that do not fit beside those before.

        `slots` has the shape (pairs,): where each begins, -1 where it does not meet.
        """
        pairs = np.flatnonzero(slots >= 0)
        pairs = pairs[self.fits(pairs, slots[pairs])]
        self.put(pairs, slots[pairs])
        if self._is_sound(pairs):
            return
        self.take(pairs)
        for pair in pairs.tolist():
            one = np.array([pair])
            if self.fits(one, slots[one])[0]:
                self.put(one, slots[one])

    def _is_sound(self, pairs: Ints) -> bool:
        """Whether meetings that fit one by one fit together too."""
        grid, slots = self.grid, self.slot[pairs]
        apart = True
        for ahead in range(int(grid.length[pairs].max(initial=1))):
            mine = ahead < grid.length[pairs]
            person, zone = grid.person[pairs[mine]], grid.zone[grid.stand[pairs[mine]]]
            apart = apart and bool((self.near[person, zone, slots[mine] + ahead] == 1).all())
        enough = (self.seats >= 0).all() and (self.rooms >= 0).all()
        return apart and bool(enough and (self.met <= grid.most).all())

    def copy_from(self, slots: Ints) -> None:
        """Hold exactly the meetings of a plan that breaks no rule."""
        self.take(np.flatnonzero(self.slot >= 0))
        held = np.flatnonzero(slots >= 0)
        self.put(held, slots[held])

    def idle_added(self, people: Ints) -> Ints:
        """People by slots: idle slots that one more meeting of one slot there would add."""
        busy, slots = self.busy[people], np.arange(self.grid.problem.slots)
        first, last = self.grid.day_ends
        before = np.maximum.accumulate(np.where(busy, slots, -_FAR), axis=1)
        after = np.minimum.accumulate(np.where(busy, slots, _FAR)[:, ::-1], axis=1)[:, ::-1]
        behind, ahead = before >= first, after <= last
        added = np.where(behind, slots - before - 1, np.where(ahead, after - slots - 1, 0))
        return np.where(behind & ahead, -1, added)

    def waiting(self) -> int:
        """Idle slots between the first and the last meeting of each person and day."""
        total = 0
        for start, stop in self.grid.problem.days:
            busy = self.busy[:, start:stop]
            some = busy.any(axis=1)
            first = busy.argmax(axis=1)
            last = stop - start - 1 - busy[:, ::-1].argmax(axis=1)
            total += int(((last - first + 1 - busy.sum(axis=1)) * some).sum())
        return total

    def breaks(self) -> int:
        """Idle periods between two meetings of one person on one day."""
        total = 0
        for start, stop in self.grid.problem.days:
            busy = self.busy[:, start:stop].astype(np.int8)
            begins = (np.diff(busy, axis=1, prepend=0) == 1).sum(axis=1)
            total += int(np.maximum(begins - 1, 0).sum())
        return total

    def coverage(self) -> tuple[int, ...]:
        """People with at least 1, 2, 3… of the meetings promised to them."""
        reached = np.minimum(self.met, self.grid.least)
        return tuple(int((reached >= level).sum()) for level in range(1, self.grid.levels + 1))

    def score(self, keep: int = 0) -> int:
        """Sum of the worths, in whole units, and `keep` for each announced meeting in its slot."""
        held = self.slot >= 0
        kept = held & (self.slot == self.grid.announced)
        return int(self.grid.worth[held].sum()) + keep * int(kept.sum())

    def changes(self) -> int:
        """Announced meetings moved or dropped, fixed ones left out."""
        announced = self.grid.announced
        return int(((announced >= 0) & (self.slot != announced)).sum())

    def standing(self, keep: int = 0) -> GridStanding:
        """Lexicographic key, greater for a better plan: required meetings held, then the goals."""
        owed = int((self.slot[self.grid.must] >= 0).sum())
        measures = {
            Goal.WAITING: self.waiting,
            Goal.BREAKS: self.breaks,
            Goal.CHANGES: self.changes,
        }
        rest = (-measures[goal]() for goal in self.grid.problem.goals if goal in measures)
        return owed, self.coverage(), self.score(keep), tuple(rest)

    def cheapest_seats(self, worth: Floats) -> Floats:
        """Stands by slots: worth of the least valuable meeting there, 0 where a table is left."""
        grid = self.grid
        held = np.flatnonzero(self.slot >= 0)
        low = np.full(self.seats.shape, np.inf)
        stand, longest = grid.stand[held], int(grid.length[held].max(initial=1))
        for ahead in range(longest):
            mine = ahead < grid.length[held]
            where = stand[mine], self.slot[held[mine]] + ahead
            np.minimum.at(low, where, worth[held[mine]])
        if grid.is_roomy:
            low[self.seats > 0] = 0.0
            return low
        # where a table is left but no room, whoever is least missed in the whole slot gives way
        lowest = low.min(axis=0, initial=np.inf)
        return np.where(self.seats > 0, np.where(self.rooms > 0, 0.0, lowest), low)


def _reach(grid: Grid) -> int:
    return int(grid.length.max(initial=1)) + grid.farthest


def _shifted_days(day: Ints, ahead: int) -> Flags:
    """Slots from which so many slots ahead is still in the same day."""
    there = np.arange(len(day)) + ahead
    inside = (there >= 0) & (there < len(day))
    found = np.zeros(len(day), dtype=bool)
    found[inside] = day[there[inside]] == day[inside]
    return found
