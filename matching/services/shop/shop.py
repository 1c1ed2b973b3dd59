"""What every act of the day needs: the store, the clock and a source of randomness."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Connection

from matching.domain.fair import Fair
from matching.services.shop.begin_day import begin_days
from matching.store.database import Store
from matching.store.day import happenings
from matching.store.day.rehearsal import read_rehearsal
from matching.store.people import erasure
from matching.store.sealed_anew import bring_under_key

_AHEAD, _A_DAY = timedelta(minutes=2), timedelta(days=1)
# A tablet whose clock lost its battery begins again long before this.
_EARLIEST = datetime(2000, 1, 1, tzinfo=UTC)
BEFORE_DOORS = timedelta(hours=2)
"""How long before the doors open somebody may be signed in."""


@dataclass(frozen=True, slots=True)
class Shop:
    """The open shop; time and randomness come from here and nowhere else.

    `answers_within` says how many seconds an answer may wait for the plan that follows from it;
    None where it is given with the plan, however long that takes.
    """

    store: Store
    clock: Callable[[], datetime]
    random_bytes: Callable[[int], bytes]
    answers_within: float | None = None

    def new_nonce(self) -> str:
        """A name for one act, so that doing it again is harmless."""
        return self.random_bytes(16).hex()

    def day_moment(self, fair: Fair, at: datetime | None = None) -> datetime:
        """The moment of the fair's day that it is now, or that it was at a moment gone by.

        On any other date Parvis rehearses: the doors are just opening, and the clock stands there
        until somebody comes or a meeting is held or missed. From then on it goes as fast as the
        clock of the wall, till the fair closes, and never back behind what is noted. On another
        date it stands where it was until something happens again.
        """
        wall = at or self.clock()
        now = wall.astimezone(fair.zone)
        if now.date() == fair.date:
            return now
        today = datetime.combine(now.date(), time(0), fair.zone)
        with self.store.reading() as reader:
            come = read_rehearsal(reader, fair.id, since=today, until=wall)
        opens = fair.moment(fair.opens)
        if come is None:
            return opens
        noted = max(opens, come.noted.astimezone(fair.zone))
        if come.today is None:
            return noted
        happened, recorded_at = come.today
        runs = happened.astimezone(fair.zone) + (wall - recorded_at)
        return max(noted, min(runs, fair.moment(fair.closes)))

    def planned_from(self, fair: Fair) -> datetime:
        """From when on an act of preparation plans: on the day from now on, else all of the day.

        Months before a fair nothing of it has begun, whatever hour the clock on the wall says, and
        whatever was tried in a rehearsal.
        """
        return fair.moment(time(0)) if self.is_rehearsing(fair) else self.day_moment(fair)

    def today(self, fair: Fair) -> date:
        """The date where the fair is held, whatever day is rehearsed."""
        return self.clock().astimezone(fair.zone).date()

    def put_right(self, read_at: datetime | None) -> datetime:
        """When a tablet read a badge by its own clock; now, when that clock is set wrong."""
        now = self.clock()
        return now if read_at is None or not _EARLIEST <= read_at <= now + _AHEAD else read_at

    def has_been(self, reader: Connection, fair: Fair) -> bool:
        """Whether a fair's day is over and was lived: another one, long past, is rehearsed."""
        if self.today(fair) <= fair.date:
            return False
        since = fair.moment(time(0))
        return happenings.is_any_recorded(reader, fair.id, since=since, until=since + _A_DAY)

    def is_rehearsing(self, fair: Fair) -> bool:
        """Whether today is not the date of the fair."""
        return self.today(fair) != fair.date


def open_shop(url: str) -> Shop:
    """The shop over a database, with the wall clock and the system's randomness.

    A store that was begun without a key, or under an older one, is brought under the newest.
    """
    shop = Shop(Store.open(url), lambda: datetime.now(UTC), secrets.token_bytes)
    try:
        bring_under_key(shop.store)
        _wipe_what_is_due(shop.store)
        begin_days(shop.store, shop.clock())
    except BaseException:
        # Whoever is refused has no shop to close.
        shop.store.close()
        raise
    return shop


def _wipe_what_is_due(store: Store) -> None:
    """Wipe the pages of what was erased, or sealed, by a process that ended before it had."""
    with store.reading() as reader:
        is_pending = erasure.wipe_is_pending(reader)
    if is_pending and store.wipe():
        with store.writing() as writer:
            erasure.wiped(writer)
