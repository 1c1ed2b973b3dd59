"""Columns of the programme of what is tied: pairs, with a slot where they are tied, sessions."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matching.planning.arrays.grid import Flags, Floats, Grid, Ints
from matching.planning.large.ties.loosen import Loosened
from matching.planning.problem.problem import Shared


@dataclass(frozen=True, eq=False)
class Sessions:
    """The sessions that may be held, as arrays of one entry each.

    Attributes
    ----------
    stand, slot
        Whose it is and where it begins.
    shortest, longest
        Slots that it takes at least, and at most.
    is_fixed
        Whether somebody's meeting in it is fixed.
    """

    stand: Ints
    slot: Ints
    shortest: Ints
    longest: Ints
    is_fixed: Flags


@dataclass(frozen=True, eq=False)
class TiedColumns:
    """First meetings, then sessions, then levels of coverage that people may still reach.

    A pair between a person and a stand without sessions is one column, its slot forgotten; in a
    session, or of two people, it is one column for each slot.

    Attributes
    ----------
    row, slot
        Of each meeting: its pair in the grid (of two halves the first), and its slot or -1.
    both
        Of each meeting: the second of two people, -1 where there is none.
    group
        Number of the group of each stand, -1 where there is none.
    """

    loose: Loosened
    grid: Grid
    row: Ints
    slot: Ints
    both: Ints
    group: Ints

    @cached_property
    def names(self) -> dict[str, int]:
        """Number of each stand."""
        return self.loose.numbers

    @cached_property
    def in_session(self) -> Ints:
        """Meetings in sessions."""
        is_group = self.group[self.grid.stand[self.row]] >= 0
        return np.flatnonzero((self.slot >= 0) & is_group)

    @cached_property
    def at_stand(self) -> Ints:
        """Meetings at stands without sessions."""
        return np.flatnonzero(self.slot < 0)

    @cached_property
    def fixed(self) -> list[tuple[int, int, int]]:
        """Stand, slot and length of each meeting that is fixed."""
        pairs = self.loose.problem.pairs
        return [
            (self.names[party], slot, pairs[pair].length)
            for pair, slot in self.loose.problem.fixed
            for party in pairs[pair].between
            if party in self.names
        ]

    @cached_property
    def sessions(self) -> Sessions:
        """The sessions that somebody could come to, by stand and slot."""
        grid, width = self.grid, self.grid.problem.slots
        rows = self.row[self.in_session]
        fixed = [each for each in self.fixed if self.group[each[0]] >= 0]
        held = np.array([stand * width + slot for stand, slot, _ in fixed], dtype=np.int64)
        keys = np.concatenate([grid.stand[rows] * width + self.slot[self.in_session], held])
        length = np.array([each[2] for each in fixed], dtype=np.int64)
        length = np.concatenate([grid.length[rows], length])
        known, which = np.unique(keys, return_inverse=True)
        shortest, longest = np.full(len(known), width), np.zeros(len(known), dtype=np.int64)
        np.minimum.at(shortest, which, length)
        np.maximum.at(longest, which, length)
        stand, slot = np.divmod(known, width)
        return Sessions(stand, slot, shortest, longest, np.isin(known, held))

    @cached_property
    def session_of(self) -> Ints:
        """The session of each meeting of `in_session`."""
        width, rows = self.grid.problem.slots, self.row[self.in_session]
        known = self.sessions.stand * width + self.sessions.slot
        keys = self.grid.stand[rows] * width + self.slot[self.in_session]
        return np.asarray(np.searchsorted(known, keys))

    @cached_property
    def levels(self) -> tuple[Ints, Ints]:
        """People and the levels of coverage that they may still reach."""
        level = np.arange(self.grid.levels)
        may = (self.grid.met[:, None] <= level) & (level < self.grid.least[:, None])
        people, levels = np.nonzero(may)
        return people, levels

    def left_of(self, shared: Shared) -> Floats:
        """What is left of it slot by slot beside fixed meetings at stands without sessions."""
        left = np.array(shared.tables, dtype=np.float64)
        for stand, slot, length in self.fixed:
            if self.group[stand] < 0 and stand in map(self.names.__getitem__, shared.stands):
                left[slot : slot + length] -= 1
        return left

    @property
    def first_session(self) -> int:
        """Where sessions begin among the columns."""
        return len(self.row)

    @property
    def first_level(self) -> int:
        """Where levels begin among the columns."""
        return len(self.row) + len(self.sessions.slot)

    @property
    def width(self) -> int:
        """How many columns there are."""
        return self.first_level + len(self.levels[0])


class SharedRoom:
    """What is left of what stands share as sessions are chosen one after the other."""

    def __init__(self, columns: TiedColumns) -> None:
        self._columns = columns
        self._shared = [
            (
                {columns.names[stand] for stand in shared.stands},
                columns.left_of(shared),
            )
            for shared in columns.loose.shared
        ]

    def takes(self, session: int) -> bool:
        """Whether there is room for a session as long as it may last, which is then taken."""
        sessions = self._columns.sessions
        stand, begins = int(sessions.stand[session]), int(sessions.slot[session])
        slots = slice(begins, begins + int(sessions.longest[session]))
        used = [left[slots] for stands, left in self._shared if stand in stands]
        if any((left < 1).any() for left in used):
            return False
        for left in used:
            np.subtract(left, 1, out=left)
        return True


def tied_columns(loose: Loosened, grid: Grid) -> TiedColumns:
    """The columns of a problem with rules left out; a half whose other cannot be held has none."""
    names, group = loose.numbers, np.full(len(grid.tables), -1)
    for number, each in enumerate(loose.groups):
        group[names[each.stand]] = number
    row_of = np.full(len(loose.problem.pairs), -1)
    row_of[grid.pair] = np.arange(len(grid.pair))
    halves = row_of[np.array(loose.halves, dtype=np.int64).reshape(-1, 2)]
    one, other = halves[(halves >= 0).all(axis=1)].T
    is_own, is_tied = np.ones(len(grid.pair), dtype=bool), group[grid.stand] >= 0
    is_own[halves[halves >= 0]] = False
    is_own[one] = is_tied[one] = True
    plain = np.flatnonzero(is_own & ~is_tied)
    rows, slots = np.nonzero(grid.may & (is_own & is_tied)[:, None])
    row = np.concatenate([plain, rows])
    both = np.full(len(grid.pair), -1)
    both[one] = other
    slot = np.concatenate([np.full(len(plain), -1), slots])
    return TiedColumns(loose, grid, row, slot, both[row], group)
