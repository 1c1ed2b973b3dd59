"""The last few values that take long to make, by what they are made from."""

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from matching.store.last_read import Kept

_MOST_KEPT = 3  # a scorer with the official lists takes some 100 MB
T = TypeVar("T")


class LastMade(Kept, Generic[T]):
    """The last few values made, each by one thread, by what they were made from."""

    def __init__(self) -> None:
        super().__init__()
        self._values: OrderedDict[tuple[str, ...], T] = OrderedDict()
        self._turn = Lock()

    def let_go(self) -> None:
        """Let go of every value, and of the words that it has remembered since it was made."""
        with self._turn:
            self._values.clear()

    def get(self, key: tuple[str, ...], make: Callable[[], T]) -> T:
        """The value made from `key`, made now by one thread when it is not known."""
        with self._turn:
            if key not in self._values:
                self._values[key] = make()
            self._values.move_to_end(key)
            while len(self._values) > _MOST_KEPT:
                self._values.popitem(last=False)
            return self._values[key]
