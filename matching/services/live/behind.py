"""A plan that follows behind the answer to a tap: what happened is written down, nobody waits."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from logging import getLogger
from threading import Lock

from matching.domain.errors import FairError
from matching.services.live.redrawn import Redrawn
from matching.services.shop.shop import Shop

_LOG = getLogger("parvis")


class _Behind:
    """Plans that are being drawn behind an answer, one after the other, counted by fair."""

    def __init__(self) -> None:
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="plan-behind")
        self._drawing: Counter[tuple[str, str]] = Counter()
        self._turn = Lock()

    def begin(self, of: tuple[str, str], draw: Callable[[], Redrawn]) -> Future[Redrawn]:
        """Draw as soon as those before it are done."""
        with self._turn:
            self._drawing[of] += 1
        later = self._worker.submit(draw)
        later.add_done_callback(partial(self._done, of))
        return later

    def is_drawing(self, of: tuple[str, str]) -> bool:
        """Whether a plan of this fair is still to come."""
        with self._turn:
            return self._drawing[of] > 0

    def _done(self, of: tuple[str, str], later: Future[Redrawn]) -> None:
        with self._turn:
            self._drawing[of] -= 1
        error = later.exception()
        if isinstance(error, FairError):  # whoever waits for it is told
            _LOG.info("refused: %s", error)
        elif error is not None:
            _LOG.error("plan behind an answer: %s", error, exc_info=error)


_BEHIND = _Behind()


def drawn_within(shop: Shop, fair: str, draw: Callable[[], Redrawn], now: Redrawn) -> Redrawn:
    """What a drawing comes to, or what is so `now` where it takes longer than the shop waits.

    It goes on then: `later` of the answer is where it comes out.
    """
    if shop.answers_within is None:
        return draw()
    later = _BEHIND.begin((shop.store.address, fair), draw)
    try:
        return later.result(shop.answers_within)
    except TimeoutError:
        return now.with_more(later)


def is_preparing(shop: Shop, fair: str) -> bool:
    """Whether a plan of a fair is being drawn behind an answer that was given already."""
    return _BEHIND.is_drawing((shop.store.address, fair))
