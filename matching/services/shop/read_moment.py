"""Moments typed at the terminal."""

from datetime import datetime, timedelta

from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store import fairs

_NEAR = timedelta(days=2)


def read_moment(shop: Shop, fair: str, text: str) -> datetime | None:
    """The aware moment of an ISO 8601 text or a clock time of the fair's day; `None` for none.

    Raises
    ------
    FairError
        `invalid_moment` when it is neither, `moment_other_day` when it is far from the fair's day.
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
        moment = found if found.tzinfo else found.replace(tzinfo=frame.zone)
        if not found.year == frame.date.year or abs(moment - frame.moment(frame.opens)) > _NEAR:
            raise FairError("moment_other_day", value=text, day=frame.date)
        return moment
    raise FairError("invalid_moment", value=text)
