"""Bounds that hold beside the plan they are told with; one that the plan beats is dropped."""

import logging
from collections.abc import Mapping
from types import MappingProxyType

from matching.planning.problem.goals import Goals, Measure
from matching.planning.problem.problem import Goal

_LOG = logging.getLogger("parvis")
_GREATER_IS_BETTER = frozenset({Goal.COVERAGE, Goal.SCORE})
# sums of floats differ in their last digits with the order of the terms
_ROUNDING = 1e-9


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


def _beats(goal: Goal, value: Measure, bound: Measure) -> bool:
    if isinstance(value, tuple) and isinstance(bound, tuple):
        return value > bound
    assert not isinstance(value, tuple)
    assert not isinstance(bound, tuple)
    spare = _ROUNDING * max(1.0, abs(bound))
    return value > bound + spare if goal in _GREATER_IS_BETTER else value < bound - spare
