"""A person's meetings of the day with everything a screen or a sheet says of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.exhibitor import Exhibitor
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid


@dataclass(frozen=True, slots=True)
class Appointment:
    """One meeting, with its hours, its stand and what it is about."""

    meeting: Meeting
    starts_at: datetime
    ends_at: datetime
    exhibitor: Exhibitor
    offer: Offer | None


def appointments(
    entries: Entries, meetings: Iterable[Meeting], *, after: datetime | None = None
) -> tuple[Appointment, ...]:
    """Meetings in order of time, those already over at `after` left out."""
    grid = SlotGrid.of(entries.fair)
    found = (_appointment(entries, grid, meeting) for meeting in sorted(meetings))
    return tuple(one for one in found if after is None or one.ends_at > after)


def _appointment(entries: Entries, grid: SlotGrid, meeting: Meeting) -> Appointment:
    return Appointment(
        meeting=meeting,
        starts_at=grid.starts[meeting.slot],
        ends_at=grid.ends_at(meeting.slot + meeting.length - 1),
        exhibitor=entries.exhibitors[meeting.stand],
        offer=entries.offers.get(meeting.offer),
    )


def of_person(meetings: Iterable[Meeting], person: str) -> tuple[Meeting, ...]:
    """The meetings of one person, in order of time."""
    return tuple(sorted(meeting for meeting in meetings if meeting.person == person))


def at_once(found: Iterable[Appointment]) -> Mapping[str, datetime]:
    """Which of one person's meetings run at the same time as another, and from when on.

    A hand may place them so, with a reason: no plan does. Whoever shows the day says it.
    """
    mine = tuple(found)
    return {
        one.meeting.id: max(one.starts_at, other.starts_at)
        for other in mine
        for one in mine
        if one is not other and one.meeting.overlaps(other.meeting)
    }


def clashes(found: Iterable[Appointment]) -> tuple[datetime, ...]:
    """The moments at which meetings of one person begin to run beside another, in order."""
    return tuple(sorted(set(at_once(found).values())))


def appointments_answer(found: Iterable[Appointment]) -> list[dict[str, Any]]:
    """Meetings with their hours and stands."""
    return [
        {
            "meeting": one.meeting.id,
            "starts_at": one.starts_at.isoformat(),
            "ends_at": one.ends_at.isoformat(),
            "stand": one.exhibitor.id,
            "sign": one.exhibitor.stand,
            "zone": one.exhibitor.zone,
            "exhibitor": one.exhibitor.name,
            "offer": one.meeting.offer,
            "title": one.offer.title if one.offer else "",
        }
        for one in found
    ]
