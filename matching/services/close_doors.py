"""The evening: everybody still here has left."""

from matching.domain.happening import Attendance, Happening, HappeningKind
from matching.services.shop import Shop
from matching.store import fairs, happenings


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
                f"{nonce}.{person}"[:100],
                person=person,
                station=station,
            )
            happenings.append(writer, fair, gone, recorded_at=shop.clock())
    return len(present)
