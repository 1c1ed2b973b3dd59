"""Screens that follow the day: the app asks once for all of them, and wakes those that are behind.

A browser that asks by itself costs a run a second each; and where its question comes while
Streamlit ends a run, the end of that run, which tells the browser to ask again, is lost.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import TypeAlias
from zlib import crc32

ShownMoment: TypeAlias = tuple[object, ...]
"""What tells two drawings of a page apart: what was written of the day, and the minute."""

AT_ONCE = 4
"""Tabs that are asked to draw at one time."""

_ASKED_AGAIN_AFTER = 3.0
_MINUTE = 60


class Woken(Enum):
    """What came of waking a tab: it looks, it looks already, nobody is there now, or ever."""

    LOOKS = auto()
    BUSY = auto()
    AWAY = auto()
    GONE = auto()


@dataclass(frozen=True, slots=True)
class Follower:
    """A tab on a page that follows a fair: the moment it shows, and what it was woken for last."""

    tab: str
    fair: str
    shows: ShownMoment
    woken_for: ShownMoment = ()
    woken_at: float = float("-inf")

    def is_drawing(self, now: ShownMoment, seconds: float) -> bool:
        """Whether it was woken for this moment, and not so long ago that this must be lost."""
        return self.woken_for == now and seconds - self.woken_at < _ASKED_AGAIN_AFTER


class Followers:
    """The tabs that follow, each of which is woken when what it shows is no longer so.

    Parameters
    ----------
    version_of
        What was written of a fair, asked of the store once for all its tabs.
    wake
        Asks a tab to look again.
    clock
        Seconds since the epoch.
    """

    def __init__(
        self,
        version_of: Callable[[str], ShownMoment],
        wake: Callable[[str], Woken],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._version_of, self._wake, self._clock = version_of, wake, clock
        self._known: dict[str, Follower] = {}
        self._lock = threading.Lock()

    def moment(self, tab: str, fair: str) -> ShownMoment:
        """What a drawing of this tab made now shows.

        What a page shows goes by the minute, too (who is late, who is next); each tab's minute
        begins at another second, so that never all are drawn at once.
        """
        return self._of(self._version_of(fair), tab)

    def follow(self, tab: str, fair: str, shows: ShownMoment) -> None:
        """Wake this tab from now on as soon as the fair is not as the tab shows it."""
        with self._lock:
            self._known.pop(tab, None)  # whoever was drawn last comes last
            self._known[tab] = Follower(tab, fair, shows)

    def look(self) -> bool:
        """Wake some of the tabs that are behind, whoever has waited longest first.

        A few at a time: the first are drawn sooner, and clicks come in between.

        Returns
        -------
        bool
            Whether tabs are being drawn, so that the others are soon to be woken.
        """
        with self._lock:
            known = tuple(self._known.values())
        versions = {fair: self._version_of(fair) for fair in {one.fair for one in known}}
        drawing = 0
        for follower in known:
            now = self._of(versions[follower.fair], follower.tab)
            if now != follower.shows and drawing < AT_ONCE:
                drawing += self._is_drawn(follower, now)
        return drawing > 0

    def _of(self, version: ShownMoment, tab: str) -> ShownMoment:
        return (*version, int(self._clock() + crc32(tab.encode()) % _MINUTE) // _MINUTE)

    def _is_drawn(self, follower: Follower, now: ShownMoment) -> bool:
        if follower.is_drawing(now, self._clock()):
            return True
        woken = self._wake(follower.tab)
        with self._lock:
            if self._known.get(follower.tab) is follower:  # else it was drawn meanwhile
                if woken is Woken.GONE:
                    del self._known[follower.tab]
                elif woken is Woken.LOOKS:
                    asked = replace(follower, woken_for=now, woken_at=self._clock())
                    self._known[follower.tab] = asked
        return woken is Woken.LOOKS
