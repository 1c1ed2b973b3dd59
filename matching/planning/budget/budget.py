"""The budget of one planning run: its clock, its work, its seed, whom it tells, when to stop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event
from typing import NamedTuple

from matching.planning.problem.goals import Measure, Standing, measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.result import Progress, Stop, sharper

# the solvers' own seconds that fit into a second of a clock: to build models takes time too
_PACE = 0.75
# when the best plan so far is the answer, and when there is none: shares of the seconds, and more
_LATEST, _SPARE, _LAST, _LAST_SPARE = 1.1, 0.3, 1.2, 0.7
# work of HiGHS on one entry of the rows in one node of its search, and what its root is worth
_ENTRY, _ROOT = 1e-6, 10


class BestKnown(NamedTuple):
    """The best plan so far as whoever asked knows it, and bounds for every plan that is better."""

    meetings: tuple[Placed, ...]
    bounds: Mapping[Goal, Measure]


def work_of(entries: int, nodes: int) -> float:
    """Estimated work of a branch-and-bound search, in seconds of a usual machine.

    `entries` counts the non-zeros of the constraint matrix, `nodes` those of the search tree.
    """
    return _ENTRY * entries * (_ROOT + nodes)


def nodes_within(entries: int, work: float) -> int:
    """How many nodes of branch and bound about so much work (in seconds) pays for, at least one."""
    return max(1, int(work / (_ENTRY * max(1, entries))) - _ROOT)


@dataclass
class Budget:
    """How much a planning run may still spend, whom it tells of plans, and whether it must stop.

    What a run does is decided by its work, counted alike on every machine; the clock only stops it
    where a machine is too slow for that.

    Attributes
    ----------
    seconds
        Wall time allowed; `work` follows from it.
    clock
        Seconds from any origin.
    outward
        Tells the meetings of the run as whoever asked knows them.
    halt
        Set by somebody else to end the run with the best plan so far.
    began
        What the clock said when somebody began to wait for the answer; now, when None.
    known
        Makes the best plan so far, None while there is none.
    keep
        What it is worth, in units of score, that an announced meeting stays in its slot.
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
    keep: float = 0.0
    known: Callable[[], BestKnown] | None = field(init=False, default=None)
    is_impossible: bool = field(init=False, default=False)
    stopped: bool = field(init=False, default=False)
    is_closed: bool = field(init=False, default=False)
    is_late: bool = field(init=False, default=False)
    spent: float = field(init=False, default=0.0)
    _best: Standing | None = field(init=False, default=None)

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
        """Seconds from now until the run must answer with its best plan so far."""
        return _LATEST * self.seconds + _SPARE - self.elapsed

    @property
    def until_last(self) -> float:
        """Seconds from now until a run that knows no plan at all must give up.

        A run that begins when its time is over has it again: a late plan is better than none.
        """
        spare, spent = _LAST * self.seconds + _LAST_SPARE, self.elapsed
        return spare - spent if spent < self.seconds else spare

    def is_in_time(self) -> bool:
        """Whether a short improvement of waiting times may still begin."""
        return not self.is_halted and self.elapsed < max(self.seconds, _LATEST * self.seconds)

    @property
    def work(self) -> float:
        """Work that the run may do in all, in seconds of the solvers' deterministic time."""
        return _PACE * self.seconds

    @property
    def work_left(self) -> float:
        """Work that the run may still do, in seconds of the solvers' deterministic time."""
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

    def note(self, make: Callable[[], BestKnown]) -> None:
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

        Limits noted before stay: they hold for every plan that is no worse. Of a plan worse than
        one reported before, only its limits are taken.
        """
        limits = sharper(self.known()[1] if self.known else {}, bounds or {})
        reached = standing(layout, meetings, keep=self.keep)
        if self.known is not None and self._best is not None and reached < self._best:
            kept = BestKnown(self.known().meetings, limits)
            self.note(lambda: kept)
            return
        self._best = reached
        best = BestKnown(self.outward(meetings), limits)
        self.note(lambda: best)
        if self.tell is not None and not self.stopped and not self.is_closed:
            goals = measure(layout, meetings)
            self.inform(Progress(goals, bounds or {}, self.elapsed, goal, best.meetings))

    def inform(self, news: Progress) -> None:
        """Tell a plan with all that is known of it; an answer of False stops the run."""
        if self.tell is not None and not self.stopped and not self.is_closed:
            self.stopped = self.tell(news) is False
