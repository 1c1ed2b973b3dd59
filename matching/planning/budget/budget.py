"""The budget of one planning run: its clock, its work, its seed, whom it tells, when to stop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import NamedTuple

from matching.planning.problem.goals import Measure, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.result import Progress, Stop

# the solvers' own seconds that fit into a second of a clock: to build models takes time too
_PACE = 0.75
# when the best plan so far is the answer, and when there is none: shares of the seconds, and more
_LATEST, _SPARE, _LAST, _LAST_SPARE = 1.1, 0.3, 1.2, 0.7
# work of HiGHS on one entry of the rows in one node of its search, and what its root is worth
_ENTRY, _ROOT = 1e-6, 10


class Known(NamedTuple):
    """A plan as whoever asked knows its meetings, and limits that hold for all as good."""

    meetings: tuple[Placed, ...]
    bounds: Mapping[Goal, Measure]


def work_of(entries: int, nodes: int) -> float:
    """Work of a search over so many entries of rows, in seconds of a usual machine."""
    return _ENTRY * entries * (_ROOT + nodes)


def nodes_within(entries: int, work: float) -> int:
    """Nodes of a search that are about so much work, one at least."""
    return max(1, int(work / (_ENTRY * max(1, entries))) - _ROOT)


@dataclass
class Budget:
    """Work and time left, and progress told; `clock` counts seconds from any origin.

    What a run does is decided by its work, counted alike on every machine; the clock only stops
    it where a machine is too slow for that.

    Attributes
    ----------
    outward
        Tells the meetings of the run as whoever asked knows them.
    halt
        Set by somebody else to end the run with the best plan so far.
    began
        What the clock said when somebody began to wait for the answer; now, when None.
    known
        Makes the best plan so far, None while there is none.
    is_impossible
        Whether it is proven that no plan keeps every rule.
    """

    seconds: float
    clock: Callable[[], float]
    seed: int = 0
    tell: Callable[[Progress], bool] | None = None
    outward: Callable[[tuple[Placed, ...]], tuple[Placed, ...]] = tuple
    halt: Event | None = None
    began: float | None = None
    known: Callable[[], Known] | None = field(init=False, default=None)
    is_impossible: bool = field(init=False, default=False)
    stopped: bool = field(init=False, default=False)
    is_closed: bool = field(init=False, default=False)
    is_late: bool = field(init=False, default=False)
    spent: float = field(init=False, default=0.0)

    def __post_init__(self) -> None:
        self._since = self.clock() if self.began is None else self.began

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return self.clock() - self._since

    @property
    def left(self) -> float:
        """Seconds left, none once somebody asked to stop."""
        return 0.0 if self.is_halted else max(0.0, self.seconds - self.elapsed)

    @property
    def until_latest(self) -> float:
        """Seconds from now after which the best plan so far is the answer."""
        return _LATEST * self.seconds + _SPARE - self.elapsed

    @property
    def until_last(self) -> float:
        """Seconds from now after which there is no plan, when none is known by then.

        A run that begins when its time is over has it again: a late plan is better than none.
        """
        spare, spent = _LAST * self.seconds + _LAST_SPARE, self.elapsed
        return spare - spent if spent < self.seconds else spare

    def is_in_time(self) -> bool:
        """Whether a quick look for less waiting may still go on."""
        return not self.is_halted and self.elapsed < max(self.seconds, _LATEST * self.seconds)

    @property
    def work(self) -> float:
        """Work that the run may do in all, in the solvers' own seconds."""
        return _PACE * self.seconds

    @property
    def work_left(self) -> float:
        """What is left of it."""
        return max(0.0, self.work - self.spent)

    def spend(self, work: float, *, in_time: bool = True) -> None:
        """Note the work of a solver, and whether the clock ended it."""
        self.spent += work
        self.is_late |= not in_time and not self.is_halted

    @property
    def stop(self) -> Stop:
        """What has ended the run before its work was done, if anything has."""
        if self._is_asked:
            return Stop.ASKED
        return Stop.TIME if self.is_late or self.elapsed >= self.seconds else Stop.NONE

    @property
    def is_halted(self) -> bool:
        """Whether somebody asked to stop, or nobody waits any more."""
        return self.is_closed or self._is_asked

    @property
    def _is_asked(self) -> bool:
        return self.stopped or (self.halt is not None and self.halt.is_set())

    def close(self) -> None:
        """Nobody waits any more: nothing is told or noted from here on."""
        self.is_closed = True

    def note(self, make: Callable[[], Known]) -> None:
        """Remember how to make the best plan so far, for whoever cannot wait any longer."""
        if not self.is_closed:
            self.known = make

    def report(
        self,
        layout: Layout,
        meetings: tuple[Placed, ...],
        *,
        goal: Goal | None = None,
        bounds: Mapping[Goal, Measure] | None = None,
    ) -> None:
        """Note and tell the best plan so far; an answer of False stops the run.

        Limits noted before stay: they hold for every plan that is no worse.
        """
        limits = {**(self.known()[1] if self.known else {}), **(bounds or {})}
        best = Known(self.outward(meetings), limits)
        self.note(lambda: best)
        if self.tell is not None and not self.stopped and not self.is_closed:
            goals = measure(layout, meetings)
            self.inform(Progress(goals, bounds or {}, self.elapsed, goal, best.meetings))

    def inform(self, news: Progress) -> None:
        """Tell a plan with all that is known of it; an answer of False stops the run."""
        if self.tell is not None and not self.stopped and not self.is_closed:
            self.stopped = self.tell(news) is False
