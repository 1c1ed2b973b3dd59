"""Moments typed at the terminal."""

from datetime import datetime

from matching.domain.errors import FairError
from matching.services.shop import Shop
from matching.store import fairs


def read_moment(shop: Shop, fair: str, text: str) -> datetime | None:
    """The aware moment of an ISO 8601 text or a clock time of the fair's day; `None` for none.

    Raises
    ------
    FairError
        `invalid_moment` when it is neither.
    """
    if not text:
        return None
    with shop.store.reading() as reader:
        frame = fairs.read_entries(reader, fair).fair
    for shape in (text, f"{frame.date.isoformat()}T{text}"):
        try:
            found = datetime.fromisoformat(shape)
        except ValueError:
            continue
        return found if found.tzinfo else found.replace(tzinfo=frame.zone)
    raise FairError("invalid_moment", value=text)
