"""The hall as it is now: meetings under way and next, stands open or not, people here."""

from dataclasses import dataclass
from datetime import datetime

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.services.plan.agenda import Appointment, appointments
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans


@dataclass(frozen=True, slots=True)
class MeetingNow:
    """A meeting with whoever comes to it, and what is known of it."""

    appointment: Appointment
    call_number: int
    first_name: str
    is_here: bool
    is_held: bool
    is_missed: bool


@dataclass(frozen=True, slots=True)
class StandNow:
    """A stand, and whether it receives."""

    id: str
    name: str
    is_closed: bool
    late_until: datetime | None
    zone: str = ""


@dataclass(frozen=True, slots=True)
class PersonNow:
    """Someone who is here."""

    id: str
    call_number: int
    first_name: str


@dataclass(frozen=True, slots=True)
class FloorView:
    """Everything the hall page shows, at one moment."""

    at: datetime
    meetings: tuple[MeetingNow, ...]
    stands: tuple[StandNow, ...]
    present: tuple[PersonNow, ...]


def floor_view(shop: Shop, fair: str, *, at: datetime | None = None) -> FloorView | None:
    """The hall now, or `None` before a plan is announced."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = plans.announced_plan(reader, fair)
        facts = happenings.read_happenings(reader, fair)
    if plan is None:
        return None
    moment = at or shop.day_moment(entries.fair)
    state, attendance = DayState.of(facts), Attendance.of(facts)
    return FloorView(
        at=moment,
        meetings=tuple(
            MeetingNow(
                appointment=one,
                call_number=entries.call_numbers[one.meeting.person],
                first_name=entries.jobseekers[one.meeting.person].first_name,
                is_here=one.meeting.person in attendance.present,
                is_held=one.meeting.id in state.held,
                is_missed=one.meeting.id in state.missed,
            )
            for one in appointments(entries, plan.meetings)
        ),
        stands=tuple(
            StandNow(
                one.id,
                f"{one.stand} {one.name}".strip(),
                one.id in state.closed,
                state.late.get(one.id),
                one.zone,
            )
            for one in sorted(entries.exhibitors.values(), key=lambda one: (one.stand, one.id))
        ),
        present=tuple(
            PersonNow(one, entries.call_numbers[one], entries.jobseekers[one].first_name)
            for one in sorted(attendance.present, key=entries.call_numbers.__getitem__)
        ),
    )
