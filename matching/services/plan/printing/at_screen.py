"""PDFs laid out for one screen, whose browser shows its own print dialog over them.

In memory alone, for a few minutes: whoever learns the address of one elsewhere, enters with
another role or for another fair, or asks after somebody was erased, finds nothing there.
"""

import secrets
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock

from matching.domain.access import Act, Visitor
from matching.services.shop.shop import Shop
from matching.store.people.erasure import erasures

_MOST_OF_SCREEN = 48 * 1024 * 1024
_MOST_IN_ALL = 256 * 1024 * 1024
_LIFE = 600.0  # seconds


@dataclass(frozen=True, slots=True)
class _Laid:
    session: str
    act: Act
    fair: str
    erasures: int
    at: float
    pdf: bytes = field(repr=False)


class AtScreen:
    """What lies ready to be printed, by an address that nobody guesses; the oldest goes first.

    Parameters
    ----------
    most_of_screen, most_in_all
        Bytes that lie ready for one screen, and for all of them. What was laid out last is there
        whatever its size: it was asked for, and held in memory to be made.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        *,
        most_of_screen: int = _MOST_OF_SCREEN,
        most_in_all: int = _MOST_IN_ALL,
    ) -> None:
        self._clock = clock
        self._most_of_screen, self._most_in_all = most_of_screen, most_in_all
        self._laid: OrderedDict[str, _Laid] = OrderedDict()
        self._turn = Lock()

    def lay(self, shop: Shop, visitor: Visitor, act: Act, fair: str, pdf: bytes) -> str:
        """Lay a PDF out for the screen of a visitor; the name that opens it there."""
        name = secrets.token_urlsafe(24)
        laid = _Laid(visitor.session, act, fair, _erased(shop), self._clock(), pdf)
        with self._turn:
            self._forget_old()
            self._laid[name] = laid
            self._make_room(self._most_of_screen, lambda each: each.session == laid.session)
            self._make_room(self._most_in_all, lambda _: True)
        return name

    def take(self, shop: Shop, visitor: Visitor, name: str) -> bytes | None:
        """The PDF of a name, for the screen it was laid out for and nobody else."""
        with self._turn:
            self._forget_old()
            found = self._laid.get(name)
        if found is None or found.session != visitor.session:
            return None
        is_open = visitor.access.may(found.act, fair=found.fair)
        return found.pdf if is_open and found.erasures == _erased(shop) else None

    def _make_room(self, most: int, counts: Callable[[_Laid], bool]) -> None:
        """Let the oldest go of those that count, until they fit; the newest of all stays."""
        counted = [(name, len(each.pdf)) for name, each in self._laid.items() if counts(each)]
        size = sum(length for _, length in counted)
        for name, length in counted[:-1]:
            if size <= most:
                return
            del self._laid[name]
            size -= length

    def _forget_old(self) -> None:
        for name, laid in list(self._laid.items()):
            if self._clock() - laid.at > _LIFE:
                del self._laid[name]


def _erased(shop: Shop) -> int:
    with shop.store.reading() as reader:
        return erasures(reader)


AT_SCREEN = AtScreen()
