"""Which meetings of a day are still to come, and which of them their stand does not receive."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening
from matching.domain.day.meeting import Meeting
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid


@dataclass(frozen=True, slots=True)
class ToCome:
    """What is still to come at a moment: asked by whoever counts, moves, calls or tells people.

    A meeting is to come until it has begun or is settled, or the first of its slots is over: that
    its hour has struck takes it from nobody, for who waits before an empty stand has not met it.
    What lasts several slots is held by then, whether somebody said so or not.
    """

    grid: SlotGrid
    state: DayState
    at: datetime

    def has(self, meeting: Meeting) -> bool:
        """Whether a meeting may still be held: its person has not gone, and it has not begun."""
        return (
            self.grid.ends_at(meeting.slot) > self.at
            and meeting.id not in self.state.begun
            and meeting.id not in self.state.held
            and meeting.id not in self.state.missed
            and meeting.person not in self.state.gone
        )

    def has_struck(self, meeting: Meeting) -> bool:
        """Whether the hour of a meeting has come."""
        return self.grid.starts[meeting.slot] < self.at

    def is_overdue(self, meeting: Meeting) -> bool:
        """Whether clocks that show minutes show a later one than the hour of a meeting."""
        return self.grid.starts[meeting.slot] + timedelta(minutes=1) <= self.at

    def is_received(self, meeting: Meeting) -> bool:
        """Whether its stand receives at the hour of a meeting, as far as is known now."""
        begins = self.grid.starts[meeting.slot]
        ends = self.grid.ends_at(meeting.slot, meeting.length)
        return self.state.receives(meeting.stand, begins, ends, at=self.at)

    def turned_away(
        self, meetings: Iterable[Meeting], at_tables: Mapping[str, Collection[Meeting]]
    ) -> frozenset[Meeting]:
        """Meetings of this very hour, not begun, that their stand does not receive after all.

        Parameters
        ----------
        at_tables
            For stands that have other tables than were entered, the meetings held at them.
        """
        struck = [meeting for meeting in meetings if self.has_struck(meeting)]
        away = {
            meeting for meeting in struck if self.has(meeting) and not self.is_received(meeting)
        }
        for stand, here in at_tables.items():
            kept = (meeting for meeting in here if meeting not in away)
            away.update(self.without_table(kept, self.state.tables[stand]))
        return frozenset(away)

    def without_table(self, here: Iterable[Meeting], tables: int) -> tuple[Meeting, ...]:
        """Of meetings at the tables of one stand those of this hour that have none left.

        Who sits there keeps theirs; of the others those go first that last longest.
        """
        sitting = [meeting for meeting in here if self._sits(meeting)]
        waiting = sorted(
            filter(self.has, sitting), key=lambda meeting: (meeting.slot + meeting.length, meeting)
        )
        over = max(0, len(sitting) - tables)
        return tuple(waiting[::-1][:over])

    def _sits(self, meeting: Meeting) -> bool:
        """Whether a meeting takes a table at this hour."""
        is_over = self.grid.ends_at(meeting.slot, meeting.length) <= self.at
        is_settled = meeting.id in self.state.held | self.state.missed
        return self.has_struck(meeting) and not is_over and not is_settled


def still_met(
    meetings: Iterable[Meeting], fair: Fair, facts: Collection[Happening]
) -> tuple[Meeting, ...]:
    """Meetings that nobody has missed, refused or held, and that their person came in time for.

    What every screen and sheet sends a person to, whatever the plan still holds.
    """
    found, state = tuple(meetings), DayState.of(facts)
    late = came_too_late(found, SlotGrid.of(fair), state, Attendance.of(facts))
    return left_to_meet(found, state, late)


def left_to_meet(
    meetings: Iterable[Meeting], state: DayState, late: Iterable[Meeting]
) -> tuple[Meeting, ...]:
    """Of meetings those that are neither missed, refused, held nor among the `late` ones.

    For whoever has folded the facts already, and knows what `came_too_late`.
    """
    off = state.missed | state.held | {meeting.id for meeting in late}
    return tuple(meeting for meeting in meetings if meeting.id not in off)


def not_to_be(
    meetings: Iterable[Meeting], fair: Fair, state: DayState, attendance: Attendance
) -> frozenset[str]:
    """Ids of meetings that were missed or refused, or that their person came too late for."""
    late = came_too_late(meetings, SlotGrid.of(fair), state, attendance)
    return state.missed | {meeting.id for meeting in late}


def came_too_late(
    meetings: Iterable[Meeting], grid: SlotGrid, state: DayState, attendance: Attendance
) -> frozenset[Meeting]:
    """Meetings more than half of which was over when their person first came, and never held.

    Nobody is sent where there is no time left to speak: they are met at another hour.
    """
    begun = state.held | state.begun.keys()
    # In one zone: thousands of moments of two zones take ten times as long to compare.
    asked, first = tuple(meetings), attendance.first_arrival
    people = {meeting.person for meeting in asked}
    came = {person: first[person].astimezone(UTC) for person in people & first.keys()}

    @cache
    def middle(slot: int, length: int) -> datetime:
        return middle_of(grid, slot, length).astimezone(UTC)

    return frozenset(
        meeting
        for meeting in asked
        if (arrived := came.get(meeting.person)) is not None
        and middle(meeting.slot, meeting.length) < arrived
        and meeting.id not in begun
    )


def middle_of(grid: SlotGrid, slot: int, length: int) -> datetime:
    """When half of a meeting of so many slots from one on is over."""
    begins = grid.starts[slot]
    return begins + (grid.ends_at(slot, length) - begins) / 2
