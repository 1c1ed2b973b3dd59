"""The evening: everybody still here has left; and the way back, when it was said too early."""

import hashlib

from matching.domain.day.happening import ACT, Attendance, Happening, HappeningKind, in_force
from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings


def everyone_left(shop: Shop, fair: str, *, nonce: str, station: str = "") -> int:
    """How many people were still here and are written down as gone; again, it is nobody."""
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    moment = shop.day_moment(frame)
    with shop.store.writing() as writer:
        present = sorted(Attendance.of(happenings.read_happenings(writer, fair)).present)
        for person in present:
            gone = Happening(
                HappeningKind.LEFT,
                moment,
                _nonce(nonce, person),
                person=person,
                station=station,
                data={ACT: nonce},
            )
            happenings.append(writer, fair, gone, recorded_at=shop.clock())
    return len(present)


def take_back_everyone_left(shop: Shop, fair: str, act: str, *, station: str = "") -> int:
    """How many people are written down as here again, who were said to have left by an act.

    Raises
    ------
    FairError
        `nothing_to_undo` when no departure of that act counts any more.
    """
    with shop.store.reading() as reader:
        moment = shop.day_moment(fairs.read_fair(reader, fair))
    with shop.store.writing() as writer:
        facts = in_force(happenings.read_happenings(writer, fair))
        gone = [fact for fact in facts if fact.data.get(ACT) == act]
        if not gone:
            raise FairError("nothing_to_undo", fair=fair)
        for fact in gone:
            back = fact.taken_back(moment, _nonce(f"undo {act}", fact.person), station=station)
            happenings.append(writer, fair, back, recorded_at=shop.clock())
    return len(gone)


def _nonce(act: str, person: str) -> str:
    """One name for each departure of the act; ids may be long, and names of acts may not."""
    return hashlib.blake2b(f"{act}\n{person}".encode(), digest_size=16).hexdigest()
