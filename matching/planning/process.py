"""Planning in a process of its own, so that whoever asked stays free for everybody else.

Some solvers keep Python's lock for seconds; in another process they keep nobody waiting, and the
system lets that process go last. The same question gets the same answer here and there.
"""

import json
import os
import pickle
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import fields, replace
from itertools import count
from queue import SimpleQueue
from threading import Event, Lock, Thread, Timer
from types import MappingProxyType
from typing import IO, Any, NamedTuple
from weakref import finalize

from matching.domain.errors import FairError
from matching.planning.problem.goals import Measure
from matching.planning.problem.problem import Goal, Pair, Placed, Problem
from matching.planning.problem.result import Hear, Progress, Result
from matching.planning.solve import solve

_BEGIN = (
    "import json, sys\n"
    "sys.path[:] = json.loads(sys.argv[1])\n"
    "from matching.planning.process import serve\n"
    "serve()\n"
)
_LOOK = 0.05
# pairs told at once: to tell all of a large fair in one go would keep the lock a third of a second
_AT_ONCE = 2_000
_LOWER_PRIORITY = 5
_KEPT_SECONDS = 300.0

Bounds = Mapping[Goal, Measure]


class _Asked(NamedTuple):
    """A question, told before its pairs; its number is that of its stop.

    `spent` are the seconds for which whoever asked had waited by then; `start` and `keep` are those
    of `solve`.
    """

    number: int
    terms: dict[str, Any]
    pairs: int
    seconds: float
    seed: int
    spent: float
    start: tuple[Placed, ...]
    keep: float


class _Halt(NamedTuple):
    number: int


class Planner:
    """A process that plans, one problem after the other; it ends with whoever began it."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(  # noqa: S603 - this very program
            [sys.executable, "-c", _BEGIN, json.dumps(sys.path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
        self._numbers = count(1)
        self._ending = finalize(self, _end, self._process)

    @property
    def is_there(self) -> bool:
        """Whether the process still waits for problems."""
        return self._process.poll() is None

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self._ending()

    @property
    def _pipes(self) -> tuple[IO[bytes], IO[bytes]]:
        to, back = self._process.stdin, self._process.stdout
        assert to is not None
        assert back is not None
        return to, back

    def solve(
        self,
        problem: Problem,
        *,
        seconds: float,
        seed: int = 0,
        progress: Hear | None = None,
        halt: Event | None = None,
        began: float | None = None,
        start: Sequence[Placed] = (),
        keep: float = 0.0,
    ) -> Result:
        """What `solve` answers to the same, worked out in the other process.

        Raises
        ------
        FairError
            `planner_gone` when the process ended before it had answered.
        """
        spent = 0.0 if began is None else time.monotonic() - began
        asked = _Asked(
            next(self._numbers),
            _terms(problem),
            len(problem.pairs),
            seconds,
            seed,
            spent,
            tuple(start),
            keep,
        )
        over = Event()
        watch = Thread(target=self._watch, args=(asked.number, halt, over), daemon=True)
        try:
            self._tell(asked, *_in_parts(problem.pairs))
            watch.start()
            return self._answer(asked.number, progress)
        finally:
            over.set()

    def _tell(self, *words: object) -> None:
        to, _ = self._pipes
        with _there():
            for word in words:
                to.write(pickle.dumps(word))
            to.flush()

    def _next(self) -> object:
        _, back = self._pipes
        with _there():
            word = pickle.load(back)  # noqa: S301 - from our own process
        return _with_bounds(word, MappingProxyType)

    def _watch(self, number: int, halt: Event | None, over: Event) -> None:
        while halt is not None and not over.wait(_LOOK):
            if halt.is_set():
                with suppress(FairError):  # a process that is gone has stopped
                    self._tell(_Halt(number))
                return

    def _answer(self, number: int, progress: Hear | None) -> Result:
        while True:
            word = self._next()
            if isinstance(word, Exception):
                raise word
            if isinstance(word, Result):
                return word
            assert isinstance(word, Progress)
            if progress is not None and progress(word) is False:
                self._tell(_Halt(number))
                progress = None


@contextmanager
def _there() -> Iterator[None]:
    try:
        yield
    except (EOFError, OSError, ValueError, pickle.UnpicklingError) as gone:
        raise FairError("planner_gone") from gone


def _end(process: subprocess.Popen[bytes]) -> None:
    process.kill()
    process.wait()
    for pipe in (process.stdin, process.stdout):
        with suppress(OSError):  # what was still to be told went with the process
            assert pipe is not None
            pipe.close()


def _terms(problem: Problem) -> dict[str, Any]:
    return {f.name: getattr(problem, f.name) for f in fields(problem) if f.name != "pairs"}


def _in_parts(pairs: tuple[Pair, ...]) -> Iterator[tuple[Pair, ...]]:
    for first in range(0, len(pairs), _AT_ONCE):
        yield pairs[first : first + _AT_ONCE]


def _with_bounds(word: object, kind: Callable[[dict[Goal, Measure]], Bounds]) -> object:
    """News or an answer with its bounds as another kind of mapping; others as they are."""
    if isinstance(word, Progress | Result):
        return replace(word, bounds=kind(dict(word.bounds)))
    return word


def serve() -> None:
    """Answer problems from standard input on standard output until it closes."""
    back = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a solver prints is no answer
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever began this process ends it
    if hasattr(os, "nice"):
        os.nice(_LOWER_PRIORITY)
    desk = _Desk(back)
    Thread(target=desk.listen, args=(sys.stdin.buffer,), daemon=True).start()
    while True:
        desk.answer()


class _Desk:
    """Problems in the order they were asked, each with its stop."""

    def __init__(self, back: IO[bytes]) -> None:
        self._back = back
        self._open: SimpleQueue[tuple[_Asked, tuple[Pair, ...]]] = SimpleQueue()
        self._halts: defaultdict[int, Event] = defaultdict(Event)

    def listen(self, source: IO[bytes]) -> None:
        """Take in problems and stops; when the source ends, nobody waits for an answer."""
        try:
            while True:
                word = pickle.load(source)  # noqa: S301 - from whoever began this process
                if isinstance(word, _Halt):
                    self._halts[word.number].set()
                else:
                    self._open.put((word, _joined(source, word.pairs)))
        finally:
            os._exit(0)

    def answer(self) -> None:
        """Answer the next problem."""
        asked, pairs = self._open.get()
        try:
            answer: object = solve(
                Problem(pairs=pairs, **asked.terms),
                seconds=asked.seconds,
                seed=asked.seed,
                progress=self._hear,
                halt=self._halts[asked.number],
                began=time.monotonic() - asked.spent,
                start=asked.start,
                keep=asked.keep,
            )
        except Exception as error:  # noqa: BLE001 - raised again where it was asked
            answer = error
        self._tell(answer)
        self._halts.pop(asked.number, None)

    def _hear(self, news: Progress) -> bool:
        self._tell(news)
        return True

    def _tell(self, word: object) -> None:
        self._back.write(pickle.dumps(_with_bounds(word, dict)))
        self._back.flush()


def _joined(source: IO[bytes], number: int) -> tuple[Pair, ...]:
    pairs: list[Pair] = []
    while len(pairs) < number:
        pairs.extend(pickle.load(source))  # noqa: S301 - from whoever began this process
    return tuple(pairs)


class Planners:
    """Processes that plan; the last one is kept a while for the next problem."""

    def __init__(self, *, kept_seconds: float = _KEPT_SECONDS) -> None:
        self._kept_seconds = kept_seconds
        self._idle: Planner | None = None
        self._turn = Lock()

    def begin(self) -> Planner:
        """A process for one problem; it gets ready while the caller reads the fair."""
        with self._turn:
            planner, self._idle = self._idle, None
        return planner if planner is not None and planner.is_there else Planner()

    def get_ready(self) -> None:
        """Have a process ready before a problem is asked."""
        with self._turn:
            is_ready = self._idle is not None and self._idle.is_there
        if not is_ready:
            self.give_back(Planner())

    def give_back(self, planner: Planner) -> None:
        """Keep a process that is not needed any more for who comes next."""
        with self._turn:
            old, self._idle = self._idle, planner
        if old is not None:
            old.end()
        late = Timer(self._kept_seconds, self._end, (planner,))
        late.daemon = True
        late.start()

    def close(self) -> None:
        """End the process that is kept, if any."""
        if (planner := self._idle) is not None:
            self._end(planner)

    def _end(self, planner: Planner) -> None:
        with self._turn:
            is_idle = self._idle is planner
            if is_idle:
                self._idle = None
        if is_idle:
            planner.end()
