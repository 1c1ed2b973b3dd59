"""Answer something short without Python sweeping its memory in the middle of it."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock


class _Sweeping:
    """How many answers are under way that should not be disturbed."""

    def __init__(self) -> None:
        self._turn = Lock()
        self._under_way = 0
        self._was_on = False

    def pause(self) -> None:
        """Sweep no more until as many have said `resume`."""
        with self._turn:
            if not self._under_way:
                self._was_on = gc.isenabled()
                gc.disable()
            self._under_way += 1

    def resume(self) -> None:
        """Sweep again when nobody else is under way."""
        with self._turn:
            self._under_way -= 1
            if not self._under_way and self._was_on:
                gc.enable()


_SWEEPING = _Sweeping()


@contextmanager
def gc_paused() -> Iterator[None]:
    """Let an answer of a second at most be worked out in one go.

    A fair of 400 people makes a hundred thousand values for one re-plan; to look at all that
    lives beside them takes as long as the re-plan, and finds nothing.
    """
    _SWEEPING.pause()
    try:
        yield
    finally:
        _SWEEPING.resume()
