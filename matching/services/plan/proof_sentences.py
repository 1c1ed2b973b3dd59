"""What is proven of a plan and what is not, in sentences that name each goal."""

from collections.abc import Mapping, Sequence

from matching.phrases import say
from matching.services.plan.progress_sentence import share_words

FAIR_GOALS = ("coverage", "score", "waiting")
_COUNTED = {"coverage", "score"}
# sums of floats differ in their last digits with the order of the terms
_ROUNDING = 1e-9


def proof_sentences(
    goals: Mapping[str, object],
    bounds: Mapping[str, object],
    language: str,
    *,
    asked: Sequence[str] = FAIR_GOALS,
) -> list[str]:
    """One sentence when every goal is proven; otherwise one for each goal that is not.

    Parameters
    ----------
    goals, bounds
        What the plan reaches and the limits that were proven, as plan documents tell them; `kept`
        among the goals says that they hold for plans that keep so many announced meetings.
    asked
        The goals that count, in their order.
    """
    unproven = [goal for goal in asked if not _is_reached(goals[goal], bounds.get(goal))]
    kept = int(str(goals.get("kept", 0)))
    if not unproven:
        return [say("plan.proven_kept" if kept else "plan.proven", language, count=kept)]
    lines = [_unproven(goal, goals[goal], bounds.get(goal), language) for goal in unproven]
    return [say("plan.limits_kept", language, count=kept), *lines] if kept else lines


def _is_reached(value: object, bound: object) -> bool:
    if isinstance(value, int | float) and isinstance(bound, int | float):
        return abs(value - bound) <= _ROUNDING * max(1.0, abs(bound))
    return bound is not None and value == bound


def _unproven(goal: str, value: object, bound: object, language: str) -> str:
    if goal == "score" and isinstance(value, int | float) and isinstance(bound, int | float):
        return say("plan.near", language, short=share_words(1 - value / bound, language))
    if goal in _COUNTED or not isinstance(bound, int | float) or not bound:
        return say(f"plan.unproven_{goal}", language)
    return say(f"plan.unproven_{goal}_least", language, least=bound)
