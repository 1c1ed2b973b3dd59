"""A plan that follows behind the answer to a tap: what happened is written down, nobody waits."""

import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from logging import getLogger
from threading import Lock
from typing import TypeVar

from matching.domain.errors import FairError
from matching.services.live.redrawn import Redrawn
from matching.services.shop.shop import Shop

T = TypeVar("T")
_LOG = getLogger("parvis")
ANSWERS_WITHIN = 0.15
"""Seconds that somebody who stands before a screen waits for the plan that follows."""
_ANSWERED_FIRST = 0.3
"""Seconds left to an answer that does not wait: one process draws pages and plans."""


class _Behind:
    """Plans that are being drawn behind an answer, one after the other.

    They are counted by fair and, where they are of one person's meetings, by person.
    """

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="plan-behind")
        self._awaited: Counter[tuple[str, str, str]] = Counter()
        self._took: dict[tuple[str, str], float] = {}
        self._turn = Lock()

    def begin(
        self,
        of: tuple[str, str],
        draw: Callable[[], T],
        *,
        person: str = "",
        after: float = 0.0,
    ) -> Future[T]:
        """Draw when those before it are done and so many seconds are over."""
        with self._turn:
            self._awaited[*of, person] += 1
        later = self._worker.submit(self.timed, of, draw, time.monotonic() + after)
        later.add_done_callback(partial(self._done, of, person))
        return later

    def is_longer(self, of: tuple[str, str], seconds: float) -> bool:
        """Whether the last plan of this fair took longer than that, or others are before it."""
        with self._turn:
            return self._has(of) or self._took.get(of, 0.0) > seconds

    def timed(self, of: tuple[str, str], draw: Callable[[], T], begins: float = 0.0) -> T:
        """What a drawing comes to, from a moment of the monotonic clock on; its time is kept."""
        time.sleep(max(0.0, begins - time.monotonic()))
        began = time.monotonic()
        drawn = draw()
        with self._turn:
            self._took[of] = time.monotonic() - began
        return drawn

    def is_drawing(self, of: tuple[str, str]) -> bool:
        """Whether a plan of this fair is still to come."""
        with self._turn:
            return self._has(of)

    def _has(self, of: tuple[str, str]) -> bool:
        return any(each[:2] == of for each in self._awaited)

    def awaited(self, of: tuple[str, str]) -> frozenset[str]:
        """The people of this fair a plan of whose meetings is still to come."""
        with self._turn:
            return frozenset(who for *which, who in self._awaited if who and tuple(which) == of)

    def _done(self, of: tuple[str, str], person: str, later: Future[T]) -> None:
        with self._turn:
            self._awaited[*of, person] -= 1
            self._awaited += Counter()  # nobody is remembered for whom nothing is drawn
        error = later.exception()
        if isinstance(error, FairError):  # whoever waits for it is told
            _LOG.info("refused: %s", error)
        elif error is not None:
            _LOG.error("plan behind an answer: %s", error, exc_info=error)


_BEHIND = _Behind()


def drawn_within(shop: Shop, fair: str, draw: Callable[[], Redrawn], now: Redrawn) -> Redrawn:
    """What a drawing comes to, or what is so `now` where it takes longer than the shop waits.

    It goes on then: `later` of the answer is where it comes out. Where the plan before it took
    longer, nobody waits, and it begins once the answer is out.
    """
    drawn = begun_within(shop, fair, draw)
    return now.with_more(drawn) if isinstance(drawn, Future) else drawn


def begun_within(
    shop: Shop, fair: str, draw: Callable[[], T], *, person: str = ""
) -> T | Future[T]:
    """What a drawing comes to, or where it comes out, as in `drawn_within`.

    Parameters
    ----------
    person
        Whose meetings are drawn, where they are of one: `is_awaited` tells of them meanwhile.
    """
    within, of = shop.answers_within, (shop.store.address, fair)
    if within is None:
        return draw()
    if _BEHIND.is_longer(of, within):
        return _BEHIND.begin(of, draw, person=person, after=_ANSWERED_FIRST)
    later = _BEHIND.begin(of, draw, person=person)
    try:
        return later.result(within)
    except TimeoutError:
        return later


def note_how_long(shop: Shop, fair: str, draw: Callable[[], object]) -> None:
    """Draw a plan like those to come: whether an act waits for its own goes by how long it took."""
    _BEHIND.timed((shop.store.address, fair), draw)


def is_preparing(shop: Shop, fair: str) -> bool:
    """Whether a plan of a fair is being drawn behind an answer that was given already."""
    return _BEHIND.is_drawing((shop.store.address, fair))


def is_awaited(shop: Shop, fair: str, person: str) -> bool:
    """Whether the meetings of one person are being drawn behind an answer that was given."""
    return person in people_awaited(shop, fair)


def people_awaited(shop: Shop, fair: str) -> frozenset[str]:
    """Those whose meetings are being drawn behind an answer that was given."""
    return _BEHIND.awaited((shop.store.address, fair))
