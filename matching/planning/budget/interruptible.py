"""Long calls of solvers that end in time, or as soon as somebody asks to stop."""

import os
import time
from collections.abc import Callable
from threading import Event, Thread
from typing import Generic, TypeVar
from weakref import WeakSet

T = TypeVar("T")
_LEFT: "WeakSet[Thread]" = WeakSet()
_LOOK = 0.05
# what a solver that was told its seconds may take beyond them before it is left alone
_GRACE = 0.3
# what a whole search may take to answer once somebody asked it to stop
_TO_STOP = 1.0


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


def answer_within(
    call: Callable[[], T],
    seconds: float,
    halt: Event | None = None,
    *,
    end: Callable[[], None] | None = None,
    grace: float = _GRACE,
) -> T | None:
    """The answer of a call; None when it is not there in time or a stop is asked for.

    Solvers look at their own limits only now and then (HiGHS not at all while it presolves), so
    the call runs in a thread and is not waited for any longer than it may take. It must let go
    of Python's lock, as the solvers of SciPy and OR-tools do.

    Parameters
    ----------
    call
        What to do; it ends by itself about when its seconds are over. Where it does not, it is
        left to run out and its answer is forgotten.
    seconds
        Wall time that the call may take.
    halt
        Set from elsewhere to stop.
    end
        Tells the call to answer at once with what it has, once stopped or late.
    grace
        Seconds that a late or stopped call still has to answer.

    Raises
    ------
    Exception
        Whatever the call raises.
    """
    asked = _Call(call)
    asked.start()
    last = time.monotonic() + seconds + grace
    while asked.is_alive() and time.monotonic() < last and not (halt and halt.is_set()):
        asked.join(_LOOK)
    if asked.is_alive() and end is not None:
        end()
        asked.join(grace)
    if asked.is_alive():
        _LEFT.add(asked)
    if asked.error is not None:
        raise asked.error
    return asked.answer[0] if asked.answer else None


def answer_in_time(
    call: Callable[[], T],
    seconds: float,
    last: float,
    *,
    is_enough: Callable[[], bool],
    is_halted: Callable[[], bool],
    clock: Callable[[], float] = time.monotonic,
) -> T | None:
    """The answer of a call; None once its time is up and something else will do in its place.

    Parameters
    ----------
    seconds
        Time after which the call is not waited for when `is_enough` says so.
    last
        Time after which it is not waited for in any case.
    is_halted
        Whether somebody asked to stop: the call has then a second to answer.
    clock
        Counts that time: wall seconds as a rule.

    Raises
    ------
    Exception
        Whatever the call raises.
    """
    asked = _Call(call)
    began, halted = clock(), None
    asked.start()
    while asked.is_alive():
        now = clock()
        if halted is None and is_halted():
            halted = now
        is_late = now >= began + seconds or (halted is not None and now >= halted + _TO_STOP)
        if now >= began + last or (is_late and is_enough()):
            break
        asked.join(_LOOK)
    if asked.is_alive():
        _LEFT.add(asked)
    if asked.error is not None:
        raise asked.error
    return asked.answer[0] if asked.answer else None


def answers_together(*calls: Callable[[], T]) -> list[T]:
    """The answers of some calls in their order, asked at once where there is more than one core.

    Raises
    ------
    Exception
        Whatever the first of the calls that failed has raised.
    """
    if _cores() < len(calls):
        return [call() for call in calls]
    asked = [_Call(call) for call in calls]
    for each in asked:
        each.start()
    for each in asked:
        each.join()
        if each.error is not None:
            raise each.error
    return [each.answer[0] for each in asked]


def _cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def is_any_left() -> bool:
    """Whether a call that was left alone still runs: Python cannot end in peace before it does."""
    return any(call.is_alive() for call in _LEFT)
