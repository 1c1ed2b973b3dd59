"""Values of documents as they were read last: read again only where the text is another."""

from collections import OrderedDict
from collections.abc import Callable, Mapping
from threading import Lock
from typing import Any, TypeVar

T = TypeVar("T")
_MOST_FAIRS = 8


class LastRead:
    """What each text of a fair was read as; a text that is gone is forgotten at the next reading.

    So a person whose profile is erased or answered anew leaves nothing behind, and five thousand
    profiles that are as they were cost one comparison each.
    """

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, type], dict[str, tuple[str, Any]]] = OrderedDict()
        self._turn = Lock()

    def values(
        self, fair: str, kind: type[T], texts: Mapping[str, str], read: Callable[[str], T]
    ) -> dict[str, T]:
        """The value of each text, by the same keys and in their order."""
        before = self._kept.get((fair, kind), {})
        now = {}
        for key, text in texts.items():
            known = before.get(key)
            is_as_before = known is not None and known[0] == text
            now[key] = known if known and is_as_before else (text, read(text))
        with self._turn:
            self._kept[fair, kind] = now
            self._kept.move_to_end((fair, kind))
            while len(self._kept) > 2 * _MOST_FAIRS:
                self._kept.popitem(last=False)
        return {key: value for key, (_, value) in now.items()}

    def forget(self, fair: str) -> None:
        """Let go of all that was read of a fair."""
        with self._turn:
            for key in [key for key in self._kept if key[0] == fair]:
                del self._kept[key]
