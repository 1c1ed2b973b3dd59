"""A fair's day as one row of slots: what waiting counts, and what a pause does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from itertools import pairwise

from matching.domain.slots import SlotGrid


@dataclass(frozen=True)
class DaySlots:
    """Slots of the grid and slots of the problem, and how they answer one another.

    A pause of the fair costs nobody anything, so it takes no slot and the two numberings are the
    same. Only where people need a gap between meetings does a pause stand as closed slots, as
    many as the gap and no more: it is the gap, and everybody needs one there anyway.

    Attributes
    ----------
    closed
        Closed slots that stand before each session of the grid.
    """

    grid: SlotGrid
    closed: tuple[int, ...]

    @classmethod
    def of(cls, grid: SlotGrid, gap: int) -> "DaySlots":
        """The day of a grid when meetings of one person lie `gap` slots apart."""
        pauses = (
            (grid.starts[begin] - grid.ends_at(end - 1)) // timedelta(minutes=grid.minutes)
            for (_, end), (begin, _) in pairwise(grid.sessions)
        )
        return cls(grid, (0, *(min(gap, pause) for pause in pauses)))

    @cached_property
    def to_problem(self) -> tuple[int, ...]:
        """The problem's slot of each slot of the grid, then the number of the problem's slots."""
        found: list[int] = []
        shift = 0
        for (begin, end), closed in zip(self.grid.sessions, self.closed, strict=True):
            shift += closed
            found.extend(slot + shift for slot in range(begin, end))
        return (*found, len(self.grid) + shift)

    @cached_property
    def to_grid(self) -> tuple[int, ...]:
        """The grid's slot of each slot of the problem; a closed one is the next of the grid."""
        found = [len(self.grid)] * len(self)
        for slot in range(len(self.grid) - 1, -1, -1):
            found[self.to_problem[slot]] = slot
        for slot in range(len(self) - 2, -1, -1):
            found[slot] = min(found[slot], found[slot + 1])
        return tuple(found)

    def __len__(self) -> int:
        return self.to_problem[-1]

    def spread(self, counts: Iterable[int]) -> tuple[int, ...]:
        """Numbers given slot by slot of the grid, told for the problem: zero while closed."""
        row = [0] * len(self)
        for slot, count in zip(self.to_problem, counts, strict=False):
            row[slot] = count
        return tuple(row)

    def starts(self, length: int) -> tuple[int, ...]:
        """Slots of the problem in which a meeting of this length may begin: none spans a pause."""
        return tuple(
            self.to_problem[slot]
            for begin, end in self.grid.sessions
            for slot in range(begin, end - length + 1)
        )
