"""Which screen was told which address: an address learnt elsewhere opens nothing."""

from collections import OrderedDict
from typing import Any

_MOST_SCREENS = 2_000
_MOST_OF_SCREEN = 5_000


class ToldAddresses:
    """What each screen was told, the oldest forgotten first once there is very much.

    A screen is named by its session, that is by one entrance with one code: whoever enters anew,
    with another role or for another fair, is another screen and was told nothing yet.
    """

    def __init__(self) -> None:
        self._screens: OrderedDict[str, OrderedDict[str, None]] = OrderedDict()

    def tell(self, screen: str, *words: str) -> None:
        """Keep that a screen was told these addresses."""
        known = self._screens.setdefault(screen, OrderedDict())
        self._screens.move_to_end(screen)
        for word in words:
            known[word] = None
            known.move_to_end(word)
        _shorten(known, _MOST_OF_SCREEN)
        _shorten(self._screens, _MOST_SCREENS)

    def has(self, screen: str, word: str) -> bool:
        """Whether a screen was told an address."""
        return word in self._screens.get(screen, ())


class UploadAllowance:
    """How many bytes of files each screen may still bring.

    Parameters
    ----------
    most
        Bytes that one screen may have brought and not taken back.
    """

    def __init__(self, most: int) -> None:
        self._most = most
        self._brought: OrderedDict[str, dict[str, int]] = OrderedDict()

    def take(self, screen: str, address: str, size: int) -> bool:
        """Keep room for a file at an address; whether there was enough."""
        brought = self._brought.setdefault(screen, {})
        self._brought.move_to_end(screen)
        _shorten(self._brought, _MOST_SCREENS)
        others = sum(known for other, known in brought.items() if other != address)
        if others + size > self._most:
            return False
        brought[address] = size
        return True

    def give_back(self, screen: str, address: str) -> None:
        """The file was taken back: its room is free again."""
        self._brought.get(screen, {}).pop(address, None)


def _shorten(known: "OrderedDict[str, Any]", most: int) -> None:
    while len(known) > most:
        known.popitem(last=False)
