"""The evening: everybody still here has left."""

import hashlib

from matching.domain.day.happening import Attendance, Happening, HappeningKind
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
            )
            happenings.append(writer, fair, gone, recorded_at=shop.clock())
    return len(present)


def _nonce(act: str, person: str) -> str:
    """One name for each departure of the act; ids may be long, and names of acts may not."""
    return hashlib.blake2b(f"{act}\n{person}".encode(), digest_size=16).hexdigest()
