"""A fair deleted whole, with everybody in it."""

from collections.abc import Mapping
from dataclasses import dataclass

from matching.services.rights.copies import still_holding
from matching.services.rights.forget import finish_wiping
from matching.services.rights.keep_up import let_go
from matching.services.scores.scored_fair import forget_readings
from matching.services.shop.shop import Shop
from matching.store import fairs
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
    forget_readings(shop.store.address, fair)
    let_go(shop)
    return Deleted(rows, copies, is_wiped)


def _people_of(shop: Shop, fair: str) -> list[str]:
    with shop.store.reading() as reader:
        fairs.read_fair(reader, fair)
        return list(fairs.known_jobseekers(reader, fair))
