"""The day cut into slots: equal pieces of time between the breaks, numbered from 0."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import cached_property, lru_cache

from matching.domain.errors import Invalid
from matching.domain.exhibitor import Exhibitor
from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker


@dataclass(frozen=True)
class SlotGrid:
    """Start moments of every slot and the sessions (runs without a break) they form.

    Attributes
    ----------
    starts
        Aware start of each slot, ascending.
    sessions
        Half-open ranges of slot numbers; a meeting never crosses from one to the next.
    minutes
        Length of a slot.
    """

    starts: tuple[datetime, ...]
    sessions: tuple[tuple[int, int], ...]
    minutes: int

    @classmethod
    @lru_cache(maxsize=64)
    def of(cls, fair: Fair) -> "SlotGrid":
        """The grid of a fair; breaks split the day into sessions.

        Raises
        ------
        Invalid
            When not one slot fits between the breaks.
        """
        starts: list[datetime] = []
        sessions: list[tuple[int, int]] = []
        step = timedelta(minutes=fair.slot_minutes)
        for begin, end in fair.cut or fair.stretches:
            first = len(starts)
            moment = fair.moment(begin)
            while moment + step <= fair.moment(end):
                starts.append(moment)
                moment += step
            if len(starts) > first:
                sessions.append((first, len(starts)))
        if not starts:
            raise Invalid("slot_minutes", "no_slot", value=fair.slot_minutes)
        return cls(tuple(starts), tuple(sessions), fair.slot_minutes)

    def __len__(self) -> int:
        return len(self.starts)

    @cached_property
    def _step(self) -> timedelta:
        return timedelta(minutes=self.minutes)

    def ends_at(self, slot: int, length: int = 1) -> datetime:
        """The moment a meeting of `length` slots begun at `slot` is over."""
        return self.starts[slot] + length * self._step

    def slots_for(self, minutes: int) -> int:
        """How many slots a meeting of so many minutes takes, at least one."""
        return max(1, -(-minutes // self.minutes))

    def within(self, start: datetime | None, end: datetime | None) -> frozenset[int]:
        """Slots that lie wholly between two moments; `None` leaves that side open."""
        return frozenset(
            slot
            for slot, begins in enumerate(self.starts)
            if (start is None or begins >= start) and (end is None or begins + self._step <= end)
        )

    def next_slot(self, moment: datetime) -> int:
        """The first slot that begins at or after a moment; `len(grid)` when none does."""
        return bisect_right(self.starts, moment - timedelta(microseconds=1))


def open_slots(fair: Fair, grid: SlotGrid, exhibitor: Exhibitor) -> frozenset[int]:
    """Slots of the grid in which an exhibitor is there by its hours and the fair's, no break."""
    slots = grid.within(_moment(fair, exhibitor.opens), _moment(fair, exhibitor.closes))
    slots &= held_slots(fair, grid)
    for start, end in exhibitor.breaks:
        slots &= grid.within(None, fair.moment(start)) | grid.within(fair.moment(end), None)
    return slots


def next_opening(fair: Fair, exhibitor: Exhibitor, at: datetime) -> datetime | None:
    """When a stand receives next by its hours: `at` while it does, None once its day is over."""
    begins, ends = exhibitor.opens or fair.opens, exhibitor.closes or fair.closes
    hours = [(max(begin, begins), min(end, ends)) for begin, end in fair.stretches]
    for start, end in exhibitor.breaks:
        hours = [
            part
            for begins, ends in hours
            for part in ((begins, min(ends, start)), (max(begins, end), ends))
        ]
    spans = sorted((fair.moment(begin), fair.moment(end)) for begin, end in hours if begin < end)
    return next((max(at, begin) for begin, end in spans if at < end), None)


def held_slots(fair: Fair, grid: SlotGrid) -> frozenset[int]:
    """Slots of the grid that lie in the fair's hours: all, unless these changed once told."""
    if not fair.cut:
        return frozenset(range(len(grid)))
    spans = ((fair.moment(start), fair.moment(end)) for start, end in fair.stretches)
    return frozenset[int]().union(*(grid.within(*span) for span in spans))


def are_there_together(
    fair: Fair, jobseeker: Jobseeker, exhibitor: Exhibitor, *, since: datetime | None = None
) -> bool:
    """Whether a person and a stand share a slot of the day by the hours that they have said.

    `since` leaves out what is over at a moment.
    """
    grid = SlotGrid.of(fair)
    here = grid.within(_moment(fair, jobseeker.arrives), _moment(fair, jobseeker.leaves))
    here &= grid.within(since, None)
    return not here.isdisjoint(open_slots(fair, grid, exhibitor))


def _moment(fair: Fair, clock: time | None) -> datetime | None:
    return None if clock is None else fair.moment(clock)
