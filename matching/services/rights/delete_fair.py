"""A fair deleted whole, with everybody in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.domain.day.happening import Attendance
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.spelling import fold
from matching.services.rights.copies import still_holding
from matching.services.rights.forget import finish_wiping
from matching.services.rights.keep_up import let_go
from matching.services.rights.rehearsal import Rehearsed, rehearsed
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.people import erasure
from matching.store.people.erasure import Copy, RightsAct


@dataclass(frozen=True, slots=True)
class Deleted:
    """Rows that went, by table, and the copies that may still hold the fair."""

    rows: Mapping[str, int]
    copies: tuple[Copy, ...]
    is_wiped: bool


def would_delete(shop: Shop, fair: str) -> Deleted:
    """What deleting a fair would take out, and where it would stay; nothing is changed.

    Raises
    ------
    FairError
        `fair_unknown`.
    """
    people = _people_of(shop, fair)
    with shop.store.reading() as reader:
        rows = erasure.rows_of_fair(reader, fair)
    return Deleted(rows, still_holding(shop, fair, people), is_wiped=False)


def delete_fair(shop: Shop, fair: str, *, station: str = "") -> Deleted:
    """Take a fair out of the store for ever; only the proof that it was done stays.

    Raises
    ------
    FairError
        `fair_unknown`.
    """
    people = _people_of(shop, fair)
    copies = still_holding(shop, fair, people)
    with shop.store.writing() as writer:
        rows = erasure.erase_fair(writer, fair)
        act = RightsAct(fair, "fair_deleted", len(people), shop.clock(), station)
        erasure.note_act(writer, act)
    is_wiped = finish_wiping(shop)
    let_go(shop)
    return Deleted(rows, copies, is_wiped)


@dataclass(frozen=True, slots=True)
class GoingFair:
    """What goes with a fair, as people count it.

    Attributes
    ----------
    here
        People who are here now, on the very day of the fair: it is not deleted under their feet.
    rehearsed
        What was tried before the day, which may be taken out alone.
    """

    fair: Fair
    people: int
    stands: int
    offers: int
    here: int
    rehearsed: Rehearsed
    deleted: Deleted


def going_fair(shop: Shop, fair: str) -> GoingFair:
    """What deleting a fair would take out, who is in the way, and what may be cleared instead.

    Raises
    ------
    FairError
        `fair_unknown`.
    """
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        here = Attendance.of(happenings.read_happenings(reader, fair)).present
    is_day = not shop.is_rehearsing(entries.fair)
    return GoingFair(
        entries.fair,
        len(entries.jobseekers),
        len(entries.exhibitors),
        len(entries.offers),
        len(here) if is_day else 0,
        rehearsed(shop, fair),
        would_delete(shop, fair),
    )


def delete_named_fair(shop: Shop, fair: str, title: str, *, station: str = "") -> Deleted:
    """Delete a fair whose title was typed; capitals, accents and spaces around do not matter.

    Raises
    ------
    FairError
        `fair_unknown`; `fair_title_other` where another title was typed; `fair_has_people` while
        people are here on its day.
    """
    going = going_fair(shop, fair)
    if fold(title) != fold(going.fair.title):
        raise FairError("fair_title_other", title=going.fair.title)
    if going.here:
        raise FairError("fair_has_people", count=going.here)
    return delete_fair(shop, fair, station=station)


def _people_of(shop: Shop, fair: str) -> list[str]:
    with shop.store.reading() as reader:
        fairs.read_fair(reader, fair)
        return list(fairs.known_jobseekers(reader, fair))
