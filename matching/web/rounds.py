"""Work done for many requests at a time."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from starlette.concurrency import run_in_threadpool

_RUSH = 0.02
_PAUSE = 0.001
_MOST_PAUSES = 8

AskedT = TypeVar("AskedT")
AnswerT = TypeVar("AnswerT")


class Rounds(Generic[AskedT, AnswerT]):
    """Those who ask while a round is under way are served together by the next.

    One who asks alone waits for nobody. A hall that comes in all at once shares each commit to
    the disk, and what one reading costs.

    Parameters
    ----------
    work
        The answers to these questions, in their order; run outside the event loop.
    """

    def __init__(self, work: Callable[[Sequence[AskedT]], Sequence[AnswerT]]) -> None:
        self._work = work
        self._open: tuple[list[AskedT], asyncio.Task[Sequence[AnswerT]]] | None = None
        self._ended = -_RUSH
        self._last: asyncio.Task[Sequence[AnswerT]] | None = None

    async def ask(self, question: AskedT) -> AnswerT:
        """The answer to one question; what the work raises, everyone of the round is told."""
        if self._open is None:
            questions: list[AskedT] = []
            self._last = asyncio.create_task(self._serve(questions, self._last))
            self._open = questions, self._last
        asked, answering = self._open
        asked.append(question)
        place = len(asked) - 1
        # Who hangs up must not take the answers of the others along.
        return (await asyncio.shield(answering))[place]

    async def _serve(
        self, questions: list[AskedT], before: asyncio.Task[Sequence[AnswerT]] | None
    ) -> Sequence[AnswerT]:
        if before is not None and not before.done():
            await asyncio.wait([before])
        if time.monotonic() - self._ended < _RUSH:
            await _gathered(questions)
        self._open = None
        try:
            return await run_in_threadpool(self._work, tuple(questions))
        finally:
            self._ended = time.monotonic()
            if self._last is asyncio.current_task():
                self._last = None  # nobody waits for it but who asked: its answers name people


async def _gathered(questions: Sequence[object]) -> None:
    """Wait while more keep coming, a few milliseconds at most: only ever done in a rush."""
    for _ in range(_MOST_PAUSES):
        before = len(questions)
        await asyncio.sleep(_PAUSE)
        if len(questions) == before:
            return
