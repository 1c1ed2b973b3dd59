"""The course of one planning run: its clock, its seed, whom it tells, and when to stop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from matching.planning.goals import Measure, measure
from matching.planning.layout import Layout
from matching.planning.problem import Goal, Placed
from matching.planning.result import Progress


@dataclass
class Course:
    """Time left and progress told; `clock` counts seconds from any origin.

    `outward` tells the meetings of the run as whoever asked knows them.
    """

    seconds: float
    clock: Callable[[], float]
    seed: int = 0
    tell: Callable[[Progress], bool] | None = None
    outward: Callable[[tuple[Placed, ...]], tuple[Placed, ...]] = tuple
    began: float = field(init=False)
    stopped: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        self.began = self.clock()

    @property
    def elapsed(self) -> float:
        """Seconds since the run began."""
        return self.clock() - self.began

    @property
    def left(self) -> float:
        """Seconds left, none once somebody asked to stop."""
        return 0.0 if self.stopped else max(0.0, self.seconds - self.elapsed)

    def report(
        self,
        layout: Layout,
        meetings: tuple[Placed, ...],
        *,
        goal: Goal | None = None,
        bounds: Mapping[Goal, Measure] | None = None,
    ) -> None:
        """Tell the best plan so far; an answer of False stops the run."""
        if self.tell is not None and not self.stopped:
            goals, plan = measure(layout, meetings), self.outward(meetings)
            self.inform(Progress(goals, bounds or {}, self.elapsed, goal, plan))

    def inform(self, news: Progress) -> None:
        """Tell a plan with all that is known of it; an answer of False stops the run."""
        if self.tell is not None and not self.stopped:
            self.stopped = self.tell(news) is False
