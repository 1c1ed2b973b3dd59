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

_MOST = 40
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
    """What lies ready to be printed, by an address that nobody guesses; the oldest goes first."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._laid: OrderedDict[str, _Laid] = OrderedDict()
        self._turn = Lock()

    def lay(self, shop: Shop, visitor: Visitor, act: Act, fair: str, pdf: bytes) -> str:
        """Lay a PDF out for the screen of a visitor; the name that opens it there."""
        name = secrets.token_urlsafe(24)
        laid = _Laid(visitor.session, act, fair, _erased(shop), self._clock(), pdf)
        with self._turn:
            self._forget_old()
            self._laid[name] = laid
            while len(self._laid) > _MOST:
                self._laid.popitem(last=False)
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

    def _forget_old(self) -> None:
        for name, laid in list(self._laid.items()):
            if self._clock() - laid.at > _LIFE:
                del self._laid[name]


def _erased(shop: Shop) -> int:
    with shop.store.reading() as reader:
        return erasures(reader)


AT_SCREEN = AtScreen()
