"""How well our policy keeps the promise of meetings, found by playing days."""

from collections.abc import Sequence

from matching.planning.problem.problem import Placed, Problem
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.play_days import play_days
from matching.planning.simulation.policies import Policy

ENOUGH = 0.95
"""The promise is held when so many of those who came have what was promised, on average."""


def promise_kept(
    problem: Problem,
    plan: Sequence[Placed],
    conditions: Conditions,
    *,
    slot_minutes: int,
    days: int,
    seed: int,
) -> float:
    """The mean share (0 to 1) of those who came that had what was promised, over played days."""
    (played,) = play_days(
        problem, plan, conditions, slot_minutes=slot_minutes, days=days, seed=seed,
        policies=(Policy.OURS,),
    )  # fmt: skip
    return played.mean.promised
