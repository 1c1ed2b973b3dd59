"""Long calls of solvers that end as soon as somebody asks to stop."""

from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar

T = TypeVar("T")
_LOOK = 0.05


class _Call(Thread, Generic[T]):
    """A call in a thread of its own, which does not keep the program from ending."""

    def __init__(self, call: Callable[[], T]) -> None:
        super().__init__(daemon=True)
        self._call = call
        self.answer: list[T] = []
        self.error: BaseException | None = None

    def run(self) -> None:
        """Keep the answer, or what was raised."""
        try:
            self.answer.append(self._call())
        except BaseException as error:  # noqa: BLE001 - raised again in the thread that asked
            self.error = error


def unless_halted(
    call: Callable[[], T], halt: Event | None, *, end: Callable[[], None] | None = None
) -> T | None:
    """The answer of a call, or None when a stop is asked for while it runs.

    `end` tells the call to answer at once with what it has; a call that knows no such thing is
    left to run out by its own limits, and its answer is forgotten.
    """
    if halt is None:
        return call()
    asked = _Call(call)
    asked.start()
    while asked.is_alive():
        asked.join(_LOOK)
        if halt.is_set():
            if end is None:
                return None
            end()
            asked.join()
    if asked.error is not None:
        raise asked.error
    return asked.answer[0]
