"""Which sheets and badges were printed already, and when: nobody carries two without knowing."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.fair import Fair
from matching.services.plan.paper.desk import Desk
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import printings

NOTED = ("badges", "schedules")
"""Sheets that belong to one person each."""

_LISTS = "stands"


@dataclass(frozen=True, slots=True)
class Printed:
    """How many of a kind of sheet were printed, and when the last was, in the fair's own time."""

    count: int
    last: datetime


def note(shop: Shop, desk: Desk, sheet: str) -> None:
    """Remember that this sheet was printed now for everybody on the desk."""
    fair, numbers = desk.entries.fair.id, desk.entries.call_numbers.values()
    with shop.store.writing() as writer:
        printings.note_printed(writer, fair, sheet, numbers, at=shop.clock())


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


def note_lists(shop: Shop, fair: str, plan: int) -> None:
    """Remember that the lists of the stands were printed now, from the plan of this number."""
    with shop.store.writing() as writer:
        printings.note_printed(writer, fair, _LISTS, [plan], at=shop.clock())


def last_lists(reader: Connection, fair: str) -> int:
    """The number of the plan on the lists of the stands that were printed last; 0 before any."""
    found = printings.last_printings(reader, fair, _LISTS)
    return max(found, key=lambda plan: (found[plan], plan), default=0)
