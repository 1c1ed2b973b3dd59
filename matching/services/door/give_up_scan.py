"""A scan that a tablet could not bring in: the organiser must hear of it."""

import hashlib
from datetime import datetime

from matching.domain.day.happening import Happening, HappeningKind
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

NOT_TAKEN = "not_taken"


def give_up_scan(
    shop: Shop, fair: str, nonce: str, *, station: str, read_at: datetime | None
) -> None:
    """Write down that a tablet gave up a scan; again with its nonce, it is written once.

    Raises
    ------
    FairError
        `fair_unknown`.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
    given_up = Happening(
        HappeningKind.SCAN_REFUSED,
        shop.day_moment(frame, shop.put_right(read_at)),
        # Another act than the scan itself, which may still come in: staff can send it again.
        hashlib.blake2b(f"given up\n{nonce}".encode(), digest_size=16).hexdigest(),
        station=station,
        data={"reason": NOT_TAKEN, "sent": "late"},
    )
    with shop.store.writing() as writer:
        happenings.append(writer, fair, given_up, recorded_at=shop.clock())
