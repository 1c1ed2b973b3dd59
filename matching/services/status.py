"""How things stand, for the line at the foot of every staff page."""

from dataclasses import dataclass

from sqlalchemy import Connection

from matching.domain.access import Access, Role
from matching.domain.happening import HappeningKind
from matching.services.shop import Shop
from matching.store import accesses, happenings


@dataclass(frozen=True, slots=True)
class Status:
    """Screens open now, and people whose badge two tablets read while they had no network."""

    screens: int
    conflicts: tuple[str, ...]


def status_of(shop: Shop, fair: str, access: Access) -> Status:
    """The status that an access may know: conflicts are an organiser's to look at."""
    with shop.store.reading() as reader:
        screens = accesses.count_screens(reader, at=shop.clock())
        conflicts = _conflicts(reader, fair) if access.role is Role.ORGANISER else ()
    return Status(screens, conflicts)


def _conflicts(reader: Connection, fair: str) -> tuple[str, ...]:
    again = happenings.of_kind(reader, fair, HappeningKind.SCANNED_AGAIN)
    return tuple(sorted({fact.person for fact in again if "conflict" in fact.data}))
