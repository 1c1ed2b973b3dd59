"""A search at the terminal: the best so far on a bar, and Ctrl-C that keeps it."""

import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from threading import Event, current_thread, main_thread
from types import FrameType
from typing import TypeVar

from matching.planning.problem.result import Hear
from matching.planning.problem.result import Progress as News
from matching.services.plan.progress_sentence import news_sentence
from matching.terminal import Terminal

T = TypeVar("T")
Search = Callable[[Hear, Event], T]
_TICK = 0.1


def search_at_the_terminal(terminal: Terminal, seconds: float, search: Search[T]) -> T:
    """The answer of a search, its progress shown; Ctrl-C ends it with the best so far.

    A second Ctrl-C breaks off with nothing.
    """
    label, halt = terminal.say("cli.planning"), Event()
    with terminal.progress(label, seconds) as bar, ThreadPoolExecutor(max_workers=1) as thread:

        def hear(news: News) -> bool:
            bar.say(f"{label} {news_sentence(news, terminal.language)}")
            return not halt.is_set()

        def end() -> None:
            bar.say(terminal.say("plan.stopping"))
            halt.set()

        with _ctrl_c(end):
            asked = thread.submit(search, hear, halt)
            return _watched(asked, bar.move, halt)


def _watched(asked: Future[T], tick: Callable[[float], None], halt: Event) -> T:
    spent = 0.0
    try:
        while wait([asked], _TICK).not_done:
            spent += _TICK
            tick(spent)
    except KeyboardInterrupt:
        halt.set()
        raise
    return asked.result()


@contextmanager
def _ctrl_c(end: Callable[[], None]) -> Iterator[None]:
    """Ctrl-C calls `end` once; the next one is what it always was."""
    if current_thread() is not main_thread():
        yield
        return
    before = signal.getsignal(signal.SIGINT)

    def first(_number: int, _frame: FrameType | None) -> None:
        signal.signal(signal.SIGINT, before)
        end()

    signal.signal(signal.SIGINT, first)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
