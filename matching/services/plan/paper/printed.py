"""Which sheets and badges were printed already, and when: nobody carries two without knowing."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import Meeting
from matching.domain.day.to_come import not_to_be
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.services.plan.paper.desk import Desk
from matching.services.shop.known_plans import paper_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings, plans, printings

NOTED = ("badges", "schedules")
"""Sheets that belong to one person each."""

_LISTS = "stands"
_OnPaper: TypeAlias = tuple[int, str, str]
"""What a sheet says of a meeting: its slot, the stand and the offer."""


@dataclass(frozen=True, slots=True)
class Printed:
    """How many of a kind of sheet were printed, and when the last was, in the fair's own time."""

    count: int
    last: datetime


def note(shop: Shop, desk: Desk, sheet: str) -> None:
    """Remember that this sheet was printed now for everybody on the desk.

    Of a schedule from a later plan than the one announced by hand its plan is remembered too:
    whoever holds it knows that plan.
    """
    fair, numbers = desk.entries.fair.id, desk.entries.call_numbers.values()
    with shop.store.writing() as writer:
        printings.note_printed(writer, fair, sheet, numbers, at=shop.clock())
        if sheet == "schedules" and desk.printing.plan > paper_plan(writer, fair):
            printings.note_plan_on_sheets(writer, fair, numbers, desk.printing.plan)


def printed_before(reader: Connection, fair: Fair, sheet: str) -> Mapping[int, datetime]:
    """When this sheet was printed last for each person, in the fair's own time."""
    return {
        number: at.astimezone(fair.zone)
        for number, at in printings.last_printings(reader, fair.id, sheet).items()
    }


def printed_so_far(shop: Shop, fair: str, sheet: str, *, number: int = 0) -> Printed | None:
    """What was printed of a sheet, for one call number or for all; None when nothing was."""
    with shop.store.reading() as reader:
        found = printed_before(reader, fairs.read_fair(reader, fair), sheet)
    times = [at for who, at in found.items() if number in (0, who)]
    return Printed(len(times), max(times)) if times else None


def outdated_schedule(shop: Shop, fair: str, person: str, *, number: int) -> datetime | None:
    """When a person's schedule was printed last, if what is to come is not as it says there.

    `number` is their call number. The time is the fair's own; None while the sheet is right.
    """
    before = printed_so_far(shop, fair, "schedules", number=number)
    if before is None:
        return None
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        told = plans.announced_by(reader, fair, before.last) or plans.first_announced(reader, fair)
        was, now = (
            plans.meetings_of(reader, fair, plan, [person]).get(person, ())
            for plan in (told, plans.announced_number(reader, fair))
        )
        facts = happenings.read_happenings(reader, fair, person=person)
    grid, moment = SlotGrid.of(frame), shop.day_moment(frame)
    off = not_to_be(now, frame, DayState.of(facts), Attendance.of(facts))

    def to_come(meetings: Iterable[Meeting], off: Collection[str] = ()) -> set[_OnPaper]:
        return {
            (meeting.slot, meeting.stand, meeting.offer)
            for meeting in meetings
            if grid.ends_at(meeting.slot, meeting.length) > moment and meeting.id not in off
        }

    return None if to_come(was) == to_come(now, off) else before.last


def note_lists(shop: Shop, fair: str, plan: int) -> None:
    """Remember that the lists of the stands were printed now, from the plan of this number."""
    with shop.store.writing() as writer:
        printings.note_printed(writer, fair, _LISTS, [plan], at=shop.clock())


def last_lists(reader: Connection, fair: str) -> int:
    """The number of the plan on the lists of the stands that were printed last; 0 before any."""
    found = printings.last_printings(reader, fair, _LISTS)
    return max(found, key=lambda plan: (found[plan], plan), default=0)
