"""How things stand, for the line at the foot of every staff page."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.access import Access, Role
from matching.domain.day.happening import HappeningKind
from matching.services.shop.shop import Shop
from matching.store import accesses, fairs
from matching.store.day import happenings
from matching.store.people import names


@dataclass(frozen=True, slots=True)
class Refused:
    """A scan that a tablet kept, and that did not make an arrival: where, when and why."""

    station: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Somebody whose badge two tablets read while they had no network, as staff call them."""

    call_number: int
    first_name: str


@dataclass(frozen=True, slots=True)
class ScreensStatus:
    """Screens open now, and what tablets brought when their network came back.

    `conflicts` are people whose badge two of them read meanwhile; `refused` are scans that were
    refused after the person had gone in, or that a tablet gave up.
    """

    screens: int
    conflicts: tuple[Conflict, ...] = ()
    refused: tuple[Refused, ...] = ()


def status_of(shop: Shop, fair: str, access: Access) -> ScreensStatus:
    """The status that an access may know: conflicts are an organiser's to look at."""
    with shop.store.reading() as reader:
        screens = accesses.count_screens(reader, at=shop.clock())
        if access.role is not Role.ORGANISER:
            return ScreensStatus(screens)
        return ScreensStatus(screens, _conflicts(reader, fair), _refused(reader, fair))


def _conflicts(reader: Connection, fair: str) -> tuple[Conflict, ...]:
    again = happenings.of_kind(reader, fair, HappeningKind.SCANNED_AGAIN)
    people = {fact.person for fact in again if "conflict" in fact.data}
    found = names.called(reader, fair, people) if people else {}
    told = (Conflict(person.number, person.first_name) for person in found.values())
    return tuple(sorted(told, key=lambda conflict: conflict.call_number))


def _refused(reader: Connection, fair: str) -> tuple[Refused, ...]:
    found = happenings.of_kind(reader, fair, HappeningKind.SCAN_REFUSED)
    late = [fact for fact in found if fact.data.get("sent") == "late"]
    zone = fairs.read_fair(reader, fair).zone if late else None
    return tuple(
        Refused(fact.station, fact.at.astimezone(zone), fact.data["reason"]) for fact in late
    )
