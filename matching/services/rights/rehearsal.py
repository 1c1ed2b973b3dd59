"""What was tried out before the day of a fair: how much there is, and cleared without a trace."""

from dataclasses import dataclass
from datetime import datetime, time

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.services.rights.forget import finish_wiping
from matching.services.rights.keep_up import let_go
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import rehearsal
from matching.store.people import duplicates, erasure
from matching.store.people.erasure import RightsAct


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Facts that were written before the day, and people who were entered at the door then."""

    facts: int
    people: tuple[str, ...]


def rehearsed(shop: Shop, fair: str) -> Rehearsed:
    """What there is of a rehearsal."""
    with shop.store.reading() as reader:
        return Rehearsed(*rehearsal.rehearsed(reader, fair, before=_morning(reader, fair)))


def clear_rehearsal(shop: Shop, fair: str, *, station: str = "") -> Rehearsed:
    """Take out all that was tried before the day; list, plan and badges stay as they are.

    On the day and after it the same: only what was written before that day's midnight goes.

    Raises
    ------
    FairError
        `nothing_to_undo` when nothing was rehearsed.
    """
    with shop.store.writing() as writer:
        before = _morning(writer, fair)
        found = Rehearsed(*rehearsal.rehearsed(writer, fair, before=before))
        if not found.facts:
            raise FairError("nothing_to_undo", fair=fair)
        for person in found.people:
            files = duplicates.files_of(writer, fair, person)
            who = erasure.identity_of(writer, fair, files)
            erasure.erase(writer, fair, who, (), new_id=f"x-{shop.random_bytes(8).hex()}")
        rehearsal.clear_rehearsed(writer, fair, before=before)
        act = RightsAct(fair, "rehearsal", len(found.people), shop.clock(), station)
        erasure.note_act(writer, act)
    finish_wiping(shop)
    let_go(shop)
    return found


def _morning(reader: Connection, fair: str) -> datetime:
    """The beginning of the day of a fair, by its own clock."""
    return fairs.read_fair(reader, fair).moment(time(0))
