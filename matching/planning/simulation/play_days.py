"""Many drawn days played by each policy, and their figures side by side."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from matching.planning.problem.problem import Placed, Problem
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.draw_day import draw_day
from matching.planning.simulation.figures import Figures, bad_day, mean, measure_day, reach_of
from matching.planning.simulation.hall import hall_of
from matching.planning.simulation.policies import Policy, play

HearDay = Callable[[int, int], None]
"""Told how many days of how many were played."""


@dataclass(frozen=True, slots=True)
class PolicyResult:
    """What one policy gave: each day, the mean, and what nine days of ten reach."""

    policy: Policy
    days: tuple[Figures, ...]

    @property
    def mean(self) -> Figures:
        """The mean over the days."""
        return mean(self.days)

    @property
    def bad_day(self) -> Figures:
        """What nine days of ten reach at least."""
        return bad_day(self.days)


def play_days(
    problem: Problem,
    plan: Iterable[Placed],
    conditions: Conditions,
    *,
    slot_minutes: int,
    days: int,
    seed: int = 0,
    policies: tuple[Policy, ...] = tuple(Policy),
    hear: HearDay | None = None,
) -> tuple[PolicyResult, ...]:
    """What each policy gives on the same drawn days; the same for the same seed.

    Parameters
    ----------
    problem
        As `planning.fair.pose` poses a fair: each pair is of a person and a stand.
    plan
        The meetings that were announced, by pair and slot.
    """
    hall = hall_of(problem, plan, slot_minutes)
    found: dict[Policy, list[Figures]] = {policy: [] for policy in policies}
    for number in range(days):
        day = draw_day(hall, conditions, seed, number)
        reach = reach_of(day)
        for policy in policies:
            found[policy].append(measure_day(hall, day, reach, play(hall, day, policy)))
        if hear is not None:
            hear(number + 1, days)
    return tuple(PolicyResult(policy, tuple(figures)) for policy, figures in found.items())
