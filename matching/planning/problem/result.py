"""What planning answers: a plan, how it ended, and what is proven about it."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from matching.planning.problem.check import Violation
from matching.planning.problem.goals import Goals, Measure
from matching.planning.problem.problem import Goal, Placed

_LOG = logging.getLogger("parvis")
_GREATER_IS_BETTER = frozenset({Goal.COVERAGE, Goal.SCORE})
# sums of floats differ in their last digits with the order of the terms
_ROUNDING = 1e-9


class Status(StrEnum):
    """How planning ended; `optimal` only when every goal is proven in its order."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


class Stop(StrEnum):
    """What ended a run before its work was done; `asked` and `time` depend on the machine.

    Without either, the same problem and seed give the same plan on any machine.
    """

    NONE = ""
    ASKED = "asked"
    TIME = "time"


@dataclass(frozen=True, slots=True)
class Progress:
    """The best plan so far, told while planning goes on.

    `goal` is the one being bettered, when they are taken in turn.
    """

    goals: Goals
    bounds: Mapping[Goal, Measure]
    seconds: float
    goal: Goal | None
    meetings: tuple[Placed, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "bounds", sound_bounds(self.goals, self.bounds))

    @property
    def gap(self) -> float | None:
        """Share of the score that may be missing; None while nothing is proven about it."""
        return gap(self.goals, self.bounds)


# told every better plan; its answer False ends the run
Hear = Callable[[Progress], bool]


@dataclass(frozen=True, slots=True)
class Result:
    """The answer of `solve`.

    Attributes
    ----------
    meetings
        Sorted by slot, then pair; none when the problem is infeasible or nothing was found.
    bounds
        Proven limits. No plan that does as well as this one on the goals placed before a goal
        goes beyond the limit of that goal. A goal without a proof is absent, and so is a bound
        that this very plan beats.
    unmet
        People with fewer meetings than promised, with the code of the reason.
    clash
        For an infeasible problem, pairs that must meet and cannot all do so; maybe empty.
    stop
        What ended the run before its work was done, if anything did.
    """

    meetings: tuple[Placed, ...]
    status: Status
    goals: Goals
    bounds: Mapping[Goal, Measure] = field(default_factory=lambda: MappingProxyType({}))
    seconds: float = 0.0
    unmet: tuple[tuple[str, str], ...] = ()
    clash: tuple[int, ...] = ()
    violations: tuple[Violation, ...] = ()
    stop: Stop = Stop.NONE

    def __post_init__(self) -> None:
        sound = sound_bounds(self.goals, self.bounds)
        if len(sound) < len(self.bounds) and self.status is Status.OPTIMAL:
            object.__setattr__(self, "status", Status.FEASIBLE)
        object.__setattr__(self, "bounds", sound)

    @property
    def gap(self) -> float | None:
        """Share of the score that may be missing; None while nothing is proven about it."""
        return gap(self.goals, self.bounds)


def gap(goals: Goals, bounds: Mapping[Goal, Measure]) -> float | None:
    """How far the score is below its limit, as a share (0 to 1) of it; None without a limit."""
    limit = bounds.get(Goal.SCORE)
    if not isinstance(limit, int | float):
        return None
    return max(0.0, (limit - goals.score) / limit) if limit else 0.0


def sound_bounds(goals: Goals, bounds: Mapping[Goal, Measure]) -> Mapping[Goal, Measure]:
    """The bounds that a plan with these goals does not beat.

    A bound below what a plan reaches is false, whatever proved it: nobody is told it, and the
    log keeps it, since it is a fault of the planner.
    """
    false = [goal for goal, bound in bounds.items() if _beats(goal, goals.of(goal), bound)]
    for goal in false:
        _LOG.error("bound of %s dropped: %s beats %s", goal, goals.of(goal), bounds[goal])
    if not false:
        return bounds
    return MappingProxyType({goal: bounds[goal] for goal in bounds if goal not in false})


def sharper(one: Mapping[Goal, Measure], other: Mapping[Goal, Measure]) -> dict[Goal, Measure]:
    """The sharper of each two limits that are known, in the order of the goals."""
    found: dict[Goal, Measure] = {}
    for goal in (goal for goal in Goal if goal in one or goal in other):
        known = [limits[goal] for limits in (one, other) if goal in limits]
        found[goal] = min(known) if goal in _GREATER_IS_BETTER else max(known)
    return found


def _beats(goal: Goal, value: Measure, bound: Measure) -> bool:
    if isinstance(value, tuple) and isinstance(bound, tuple):
        return value > bound
    assert not isinstance(value, tuple)
    assert not isinstance(bound, tuple)
    spare = _ROUNDING * max(1.0, abs(bound))
    return value > bound + spare if goal in _GREATER_IS_BETTER else value < bound - spare
