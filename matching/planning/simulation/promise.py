"""How well our policy keeps the promise of meetings, found by playing days."""

from collections.abc import Callable, Sequence

from matching.planning.problem.problem import Placed, Problem
from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.play_days import HearDay, play_days
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


def promise_with_more(
    problem: Problem,
    plan: Sequence[Placed],
    conditions: Conditions,
    *,
    one_more: Callable[[Problem], Problem | None],
    most: int,
    slot_minutes: int,
    days: int,
    seed: int,
    hear: HearDay | None,
) -> tuple[float, ...]:
    """As `promise_kept`, of a problem, then of it with `one_more` of something each time.

    Ends with the first that is enough, after `most`, or where `one_more` has no more (None).
    """
    tried: list[float] = []
    larger: Problem | None = problem
    while larger is not None:
        tried.append(
            promise_kept(larger, plan, conditions, slot_minutes=slot_minutes, days=days, seed=seed)
        )
        if hear is not None:
            hear(len(tried) - 1, most)
        is_last = tried[-1] >= ENOUGH or len(tried) > most
        larger = None if is_last else one_more(larger)
    return tuple(tried)
