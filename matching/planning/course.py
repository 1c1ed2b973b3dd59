"""The course of one planning run: its clock, its seed, whom it tells, and when to stop."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from matching.planning.goals import Measure, measure
from matching.planning.layout import Layout
from matching.planning.problem import Goal, Placed
from matching.planning.result import Progress


@dataclass
class Course:
    """Time left and progress told; `clock` counts seconds from any origin."""

    seconds: float
    clock: Callable[[], float]
    seed: int = 0
    tell: Callable[[Progress], bool] | None = None
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
            news = Progress(measure(layout, meetings), bounds or {}, self.elapsed, goal)
            self.stopped = self.tell(news) is False
