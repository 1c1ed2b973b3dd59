"""The day of every table at a glance: stands by hours, who is late, idle, waiting or without."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile

from matching.domain.day.by_hand import placed_by_hand
from matching.domain.day.meeting import Meeting
from matching.domain.exhibitor import Exhibitor, by_sign
from matching.domain.slots import SlotGrid, open_slots
from matching.domain.terms import OfferKind
from matching.services.floor.floor_view import FloorView
from matching.services.floor.meeting_stage import MeetingStage
from matching.services.shop.known_plans import index_of


@dataclass(frozen=True, slots=True)
class Block:
    """One box of the grid: a meeting, or a group that meets at once about one offer."""

    meetings: tuple[Meeting, ...]
    slot: int
    length: int
    state: MeetingStage
    is_by_hand: bool

    @property
    def ends(self) -> int:
        """The first slot after it."""
        return self.slot + self.length


@dataclass(frozen=True, slots=True)
class TableRow:
    """One table of a stand, what happens at it, and the slots in which nobody is received."""

    stand: Exhibitor
    number: int
    tables: int
    blocks: tuple[Block, ...]
    closed: frozenset[int]


@dataclass(frozen=True, slots=True)
class GridView:
    """The grid at one moment.

    Attributes
    ----------
    now_slot
        The slot that is running, or the next one; as many as there are slots in the evening.
    idle
        Stands that receive now with a table free, by name.
    waiting
        People who are here with no meeting running and one to come, or who could have one.
    without
        People who are here, or still awaited, with no meeting to come.
    """

    floor: FloorView
    rows: tuple[TableRow, ...]
    now_slot: int
    idle: tuple[Exhibitor, ...]
    waiting: tuple[str, ...]
    without: tuple[str, ...]

    @property
    def grid(self) -> SlotGrid:
        """The hours of the day."""
        return SlotGrid.of(self.floor.entries.fair)


def grid_view(floor: FloorView, *, stands: Collection[str] | None = None) -> GridView:
    """The grid of a floor as it is read now.

    Parameters
    ----------
    stands
        Whose rows are wanted; None for those of all. Who waits, and which tables stand idle, is
        told of the whole hall.
    """
    grid, clock = SlotGrid.of(floor.entries.fair), _Clock.of(floor)
    now = clock.running
    exhibitors = sorted(floor.entries.exhibitors.values(), key=by_sign)
    shown = [each for each in exhibitors if stands is None or each.id in stands]
    by_stand = index_of(floor.entries.fair.id, floor.planned).by_stand
    running: defaultdict[str, list[Meeting]] = defaultdict(list)
    for meeting in takewhile(lambda one: one.slot < clock.struck, floor.planned):
        if not clock.is_over(meeting):
            running[meeting.stand].append(meeting)
    by_hand = frozenset(
        meeting
        for meeting, placing in placed_by_hand(floor.facts).items()
        if placing.slot is not None
    )
    rows = tuple(
        row
        for each in shown
        for row in _rows(floor, clock, each, by_stand.get(each.id, ()), by_hand)
    )
    idle = tuple(
        each
        for each in exhibitors
        if now is not None and _is_idle(floor, grid, each, running[each.id], now)
    )
    return GridView(floor, rows, clock.ended, idle, *_people(floor, clock))


@dataclass(frozen=True, slots=True)
class _Clock:
    """A moment counted in slots, asked for thousands of meetings.

    Of so many `slots` some have `struck`, and some have `ended`.
    """

    slots: int
    struck: int
    ended: int

    @classmethod
    def of(cls, floor: FloorView) -> "_Clock":
        grid = SlotGrid.of(floor.entries.fair)
        return cls(
            len(grid),
            bisect_right(grid.starts, floor.at),
            sum(grid.ends_at(slot) <= floor.at for slot in range(len(grid))),
        )

    @property
    def running(self) -> int | None:
        """The slot that is running, if any."""
        return self.ended if self.ended < self.struck else None

    def is_over(self, meeting: Meeting) -> bool:
        """Whether the last slot of a meeting has ended."""
        return min(meeting.slot + meeting.length, self.slots) <= self.ended


def _rows(
    floor: FloorView,
    clock: _Clock,
    exhibitor: Exhibitor,
    meetings: Sequence[Meeting],
    by_hand: frozenset[str],
) -> list[TableRow]:
    tables = floor.state.tables.get(exhibitor.id, exhibitor.tables)
    lanes: list[list[Block]] = [[] for _ in range(tables)]
    for block in _blocks(floor, clock, meetings, by_hand):
        lane = next((lane for lane in lanes if not lane or lane[-1].ends <= block.slot), None)
        if lane is None:
            lane = []
            lanes.append(lane)
        lane.append(block)
    closed = _closed(floor, SlotGrid.of(floor.entries.fair), exhibitor)
    return [
        TableRow(exhibitor, number, len(lanes), tuple(lane), closed)
        for number, lane in enumerate(lanes, 1)
    ]


def _blocks(
    floor: FloorView, clock: _Clock, meetings: Iterable[Meeting], by_hand: frozenset[str]
) -> list[Block]:
    """Meetings in order of time, those of one workshop at one hour together."""
    return [
        Block(
            tuple(group),
            slot,
            max(meeting.length for meeting in group),
            _state(floor, clock, group),
            bool(by_hand) and not by_hand.isdisjoint(meeting.id for meeting in group),
        )
        for (slot, _), group in sorted(_grouped(floor, meetings).items())
    ]


def _grouped(
    floor: FloorView, meetings: Iterable[Meeting]
) -> Mapping[tuple[int, str], Sequence[Meeting]]:
    """Meetings by the hour at which they sit together, and what is one there."""
    groups: defaultdict[tuple[int, str], list[Meeting]] = defaultdict(list)
    for meeting in meetings:
        offer = floor.entries.offers.get(meeting.offer)
        is_group = offer is not None and offer.kind is OfferKind.WORKSHOP
        groups[meeting.slot, meeting.offer if is_group else meeting.id].append(meeting)
    return groups


def _state(floor: FloorView, clock: _Clock, group: Sequence[Meeting]) -> MeetingStage:
    """The worst of a group while it is awaited: somebody late wants somebody's eyes."""
    if len(group) == 1:
        return floor.how(group[0])
    states = {floor.how(meeting) for meeting in group}
    if len(states) > 1 and all(clock.is_over(meeting) for meeting in group):
        states.discard(MeetingStage.LATE)
    return next(state for state in _BY_URGENCY if state in states)


_BY_URGENCY = (
    MeetingStage.LATE,
    MeetingStage.BEGUN,
    MeetingStage.DUE,
    MeetingStage.PLANNED,
    MeetingStage.HELD,
    MeetingStage.OVER,
    MeetingStage.ABSENT,
    MeetingStage.REFUSED,
    MeetingStage.TOO_LATE,
)


def _closed(floor: FloorView, grid: SlotGrid, exhibitor: Exhibitor) -> frozenset[int]:
    """Slots in which a stand receives nobody: its hours, its breaks, what happened to it."""
    is_open = open_slots(floor.entries.fair, grid, exhibitor)
    if floor.state.is_as_entered(exhibitor.id):
        return frozenset(range(len(grid))) - is_open
    return frozenset(range(len(grid))) - {
        slot for slot in is_open if _receives(floor, grid, exhibitor, slot)
    }


def _receives(floor: FloorView, grid: SlotGrid, exhibitor: Exhibitor, slot: int) -> bool:
    """Whether a stand is there in a slot of its hours; in one that is over it was."""
    begins, ends = grid.starts[slot], grid.ends_at(slot)
    return ends <= floor.at or floor.state.receives(exhibitor.id, begins, ends, at=floor.at)


def _is_idle(
    floor: FloorView,
    grid: SlotGrid,
    exhibitor: Exhibitor,
    running: Sequence[Meeting],
    now: int,
) -> bool:
    """Whether a stand has a table at which nobody sits although it receives now."""
    tables = floor.state.tables.get(exhibitor.id, exhibitor.tables)
    return (
        len(_grouped(floor, running)) < tables
        and now in open_slots(floor.entries.fair, grid, exhibitor)
        and _receives(floor, grid, exhibitor, now)
    )


def _people(floor: FloorView, clock: _Clock) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Who is here and waits, and who has no meeting left, by call number."""
    to_come, busy, off = set[str](), set[str](), floor.not_to_be
    for meeting in floor.planned:
        if meeting.slot >= clock.struck:
            if meeting.person not in to_come and meeting.id not in off:
                to_come.add(meeting.person)
        elif not clock.is_over(meeting) and meeting.id not in off:
            busy.add(meeting.person)
    numbers = floor.entries.call_numbers
    present = floor.attendance.present
    waiting = sorted(present - busy, key=numbers.__getitem__)
    without = [
        person
        for person in sorted(floor.entries.jobseekers, key=numbers.__getitem__)
        if person not in floor.state.gone
        and person not in to_come
        and person not in busy
        and (person in present or person not in floor.attendance.first_arrival)
    ]
    return tuple(waiting), tuple(without)
