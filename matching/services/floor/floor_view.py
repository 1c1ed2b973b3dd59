"""The hall as it is now, asked a page at a time: meetings late first, stands, people, last acts."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, Happening
from matching.domain.day.meeting import Meeting
from matching.domain.day.to_come import ToCome
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor, by_sign
from matching.domain.slots import SlotGrid, next_opening
from matching.domain.spelling import fold, fold_all
from matching.services.floor.meeting_stage import MeetingStage, meeting_stage
from matching.services.live.reported.as_seen import noted_last
from matching.services.live.sessions.falling import (
    FallingGroup,
    groups_falling,
    groups_without,
)
from matching.services.live.sessions.later_groups import groups_to_come
from matching.services.plan.agenda import Appointment, appointments
from matching.services.plan.sessions_held import HeldSession
from matching.services.shop.known_plans import known_announced_plan, missed_meetings
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

_AFTER = timedelta(minutes=20)
_BEFORE = timedelta(minutes=45)


@dataclass(frozen=True, slots=True)
class MeetingNow:
    """A meeting with whoever comes to it, and what is known of it.

    `is_ahead` before its hour; `is_over` after that of whoever was here, where nobody noted what
    came of it. `is_too_late` where its person came when more than half of it was over: nobody waits
    for them. `groups` are those that would be too small without it: its own, if it is one of a
    group. `noted` names what was noted of it last: an act on it says what it was done upon.
    """

    appointment: Appointment
    call_number: int
    first_name: str
    is_here: bool
    is_held: bool
    is_missed: bool
    is_late: bool = False
    is_ahead: bool = False
    is_over: bool = False
    is_refused: bool = False
    is_called: bool = False
    is_begun: bool = False
    is_too_late: bool = False
    groups: tuple[FallingGroup, ...] = ()
    noted: str = ""


@dataclass(frozen=True, slots=True)
class StandNow:
    """A stand, and whether it receives.

    `late_until` only while that is still to come, `is_break` where it was open before;
    `leaves_at` is when it goes before its hour, `tables` how many it has where that is not as
    entered. By its hours it receives from `opens_at` on where that is still to come, and no more
    today when it `is_over`.
    """

    id: str
    name: str
    is_closed: bool
    late_until: datetime | None
    zone: str = ""
    is_break: bool = False
    leaves_at: datetime | None = None
    tables: int | None = None
    opens_at: datetime | None = None
    is_over: bool = False

    @property
    def is_away(self) -> bool:
        """Whether it receives nobody for now."""
        return self.is_closed or self.late_until is not None


@dataclass(frozen=True, slots=True)
class PersonNow:
    """Someone who is here."""

    id: str
    call_number: int
    first_name: str


@dataclass(frozen=True)
class FloorView:
    """The hall at one moment; a row of it is worked out when it is asked for.

    `find` narrows a list: a call number, the beginning of a name, or letters of a stand.
    """

    at: datetime
    entries: Entries
    planned: tuple[Meeting, ...]
    facts: tuple[Happening, ...]
    state: DayState
    attendance: Attendance

    @cached_property
    def not_to_be(self) -> frozenset[str]:
        """Ids of meetings that were missed or refused, or that their person came too late for.

        No screen sends anybody there, the plan still names them.
        """
        late = missed_meetings(self.entries.fair, self.planned, self.facts)
        return self.state.missed | {meeting.id for meeting in late}

    def meetings(self, find: str = "", *, whole_day: bool = False) -> list[Meeting]:
        """Meetings around now: whoever is late first, then by the hour, what is settled last.

        The whole day comes in its own order. What is looked for is found in the whole day.
        """
        chosen = self.planned if whole_day or find else self._near()
        if find:
            people, stands = self._people_like(find), {one.id for one in self._stands_like(find)}
            chosen = [one for one in chosen if one.person in people or one.stand in stands]
        if whole_day and not find:
            return sorted(chosen)
        return sorted(chosen, key=self._urgency)

    def _urgency(self, one: Meeting) -> tuple[bool, bool, Meeting]:
        stage = self.how(one)
        return stage.is_settled, stage is not MeetingStage.LATE, one

    def _near(self) -> Sequence[Meeting]:
        grid = SlotGrid.of(self.entries.fair)
        return [
            one
            for one in self.planned
            if grid.starts[one.slot] - _BEFORE <= self.at <= grid.ends_at(one.slot) + _AFTER
        ]

    def how(self, meeting: Meeting) -> MeetingStage:
        """How it stands with a meeting, as every screen says it."""
        return meeting_stage(meeting, self.still, self.attendance, self.not_to_be)

    def now(self, meeting: Meeting) -> MeetingNow:
        """A meeting with whoever comes to it."""
        stage = self.how(meeting)
        return MeetingNow(
            appointment=appointments(self.entries, [meeting])[0],
            call_number=self.entries.call_numbers[meeting.person],
            first_name=self.entries.jobseekers[meeting.person].first_name,
            is_here=meeting.person in self.attendance.present,
            is_held=meeting.id in self.state.held,
            is_missed=meeting.id in self.state.missed,
            is_late=stage is MeetingStage.LATE,
            is_ahead=stage is MeetingStage.PLANNED and self._begins(meeting) > self.at,
            is_over=stage is MeetingStage.OVER,
            is_refused=meeting.id in self.state.refused,
            is_called=meeting.id in self.state.called,
            is_begun=meeting.id in self.state.begun,
            is_too_late=meeting.id in self.not_to_be - self.state.missed,
            groups=groups_falling(self.entries, self.planned, self.state, {meeting}, at=self.at),
            noted=last.nonce if (last := self._noted_last.get(meeting.id)) else "",
        )

    @cached_property
    def _noted_last(self) -> dict[str, Happening]:
        return noted_last(self.facts)

    def _begins(self, meeting: Meeting) -> datetime:
        return self.still.grid.starts[meeting.slot]

    def groups_without(self, person: str) -> tuple[FallingGroup, ...]:
        """Groups to come that would be too small without somebody."""
        return groups_without(self.entries, self.planned, self.state, person, at=self.at)

    def stands(self, find: str = "") -> list[StandNow]:
        """The stands in the order of their signs; those that are shut or late first."""
        found = (self._stand(one) for one in self._stands_like(find))
        return sorted(found, key=lambda one: not one.is_away)

    def _stand(self, one: Exhibitor) -> StandNow:
        until, tables = self.state.late.get(one.id), self.state.tables.get(one.id)
        leaves, opens = (
            self.state.leaving.get(one.id),
            next_opening(self.entries.fair, one, self.at),
        )
        return StandNow(
            one.id,
            one.label,
            one.id in self.state.closed,
            until if until is not None and until > self.at else None,
            one.zone,
            one.id in self.state.on_break,
            leaves,
            tables if tables != one.tables else None,
            opens if opens is not None and opens > self.at else None,
            opens is None or (leaves is not None and leaves <= opens),
        )

    def to_move(self, stand: str) -> int:
        """How many people have a meeting at a stand still to come: closing it moves them."""
        return len({one.person for one in self.to_come(stand)})

    def elsewhere(self, stand: str) -> tuple[tuple[str, int], ...]:
        """How many meetings at other open stands those have whom closing it moves, by their sign.

        They may move, too: to another hour, or to somebody with fewer than was promised.
        """
        moved, shut = {one.person for one in self.to_come(stand)}, {stand, *self.state.closed}
        found = Counter(
            one.stand
            for other, meetings in self._to_come.items()
            if other not in shut
            for one in meetings
            if one.person in moved
        )
        stands = sorted((self.entries.exhibitors[one] for one in found), key=by_sign)
        return tuple((one.stand or one.name, found[one.id]) for one in stands)

    def to_come(self, stand: str) -> list[Meeting]:
        """Meetings of a stand that may still be held, in order of time."""
        return list(self._to_come.get(stand, ()))

    @cached_property
    def _to_come(self) -> dict[str, list[Meeting]]:
        still, found = self.still, dict[str, list[Meeting]]()
        for one in sorted(self.planned):
            if still.has(one) and one.id not in self.not_to_be:
                found.setdefault(one.stand, []).append(one)
        return found

    @cached_property
    def groups_to_come(self) -> tuple[HeldSession, ...]:
        """Groups of workshops of which nobody has begun, with whoever is still awaited."""
        return groups_to_come(self.entries, self.planned, self.state, self.at)

    @cached_property
    def still(self) -> ToCome:
        """What is still to come of the day."""
        return ToCome(SlotGrid.of(self.entries.fair), self.state, self.at)

    def present(self, find: str = "") -> list[PersonNow]:
        """Who is here, by call number."""
        numbers = self.entries.call_numbers
        here = self.attendance.present & self._people_like(find)
        return [
            PersonNow(one, numbers[one], self.entries.jobseekers[one].first_name)
            for one in sorted(here, key=numbers.__getitem__)
        ]

    def _people_like(self, find: str) -> frozenset[str]:
        said, people = find.strip(), self.entries.jobseekers
        if said.isdecimal():
            numbers = self.entries.call_numbers
            return frozenset(one for one in people if numbers[one] == int(said))
        names = fold_all(one.full_name for one in people.values())
        start = f" {fold(said)}"
        found = zip(people, names, strict=True)
        return frozenset(one for one, name in found if start in f" {name}")

    def _stands_like(self, find: str) -> list[Exhibitor]:
        ordered = sorted(self.entries.exhibitors.values(), key=by_sign)
        names = fold_all(one.label for one in ordered)
        start = f" {fold(find)}".rstrip()
        return [one for one, name in zip(ordered, names, strict=True) if start in f" {name}"]


def floor_view(shop: Shop, fair: str, *, at: datetime | None = None) -> FloorView | None:
    """The hall now, or `None` before a plan is announced."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
    if plan is None:
        return None
    moment = at or shop.day_moment(entries.fair)
    state, attendance = DayState.of(facts), Attendance.of(facts)
    return FloorView(moment, entries, plan.meetings, facts, state, attendance)
