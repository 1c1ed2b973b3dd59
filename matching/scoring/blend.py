"""Bring the parts of a score together, so that the value is the sum of its reasons."""

from collections.abc import Sequence
from operator import mul

from matching.domain.score import Reason
from matching.scoring.criteria.answers import INSTEAD, Part, Weighing
from matching.scoring.criteria.occupation.trade import UNREAD
from matching.scoring.profiles.weights import Weights

_CONTENT = ("need", "skills", "gap")
Weighed = tuple[Weighing, Part]


def blend(parts: Sequence[Weighed], weights: Weights) -> tuple[Reason, ...]:
    """The reasons of a score: each criterion's share, how well it is met, and what it contributes.

    The value of the score is the sum of the contributions, from 0 to 1. Where a need is judged it
    stands for skills, trade and wish: a service has no trade and asks for no skill. The shares of
    the criteria that could be judged are brought to a sum of 1. One that could not is shown last
    with weight 0: it takes nothing away. While skills are not known the whole is kept in
    proportion under `cap.without_skills`, and lower while the trade is not known either, least
    where a trade was named: a fixed ceiling would tie every good pair, a proportion keeps them in
    order.

    Parameters
    ----------
    parts
        Each criterion's weight with its judgement; a value of `None` is a criterion that could not
        be judged.
    weights
        Shares by criterion, and the ceilings (`cap.…`) of `profiles/weights.toml`.
    """
    if any(criterion.name == "need" and part.value is not None for criterion, part in parts):
        parts = [judged for judged in parts if judged[0].name not in INSTEAD]
    names, shares, values = [], [], []
    for weighing, part in parts:
        if part.value is not None:
            names.append(weighing.name)
            shares.append(weights.shares[weighing.share])
            values.append(part.value)
    least = _least_known(parts, weights)
    total = sum(shares) or 1.0
    scaled = [share / total for share in shares]
    kept = _wanted(names, values, weights) * _at_hours(names, values, weights)
    kept *= _untitled(names, values, weights)
    if names and names[0] == "skills" and _is_unread(parts):
        kept *= weights.cap["unread_with_skills"]
    unlike = _is_unlike_neighbour(names, values, weights)
    _lift(names, scaled, values, weights, least)
    if unlike:
        silence = _silence(names, scaled, values, weights, least) / sum(map(mul, scaled, values))
        kept *= max(weights.cap["neighbour_unlike"], min(1.0, silence))
    if names and names[0] == "need":
        # What is not needed is no more needed for being near, or at hours that suit.
        kept = min(1.0, values[0] / (sum(map(mul, scaled, values)) or 1.0))
    return _reasons(parts, scaled, values, _ceiling(names, weights, least) * kept)


def _wanted(names: Sequence[str], values: Sequence[float], weights: Weights) -> float:
    """What is kept of the whole when the trade is not the one that was named: see `cap`."""
    if "trade" not in names:
        return 1.0
    least = weights.cap["another_trade"]
    enough = weights.trade["near_beginner"] or 1.0
    return least + (1.0 - least) * min(1.0, values[names.index("trade")] / enough)


def _untitled(names: Sequence[str], values: Sequence[float], weights: Weights) -> float:
    """What is kept where a title is asked for that is not held, for a trade that was not named."""
    if "title" not in names or "trade" not in names:
        return 1.0
    lacks = values[names.index("title")] <= weights.title["not_said"]
    other = values[names.index("trade")] <= weights.trade["near_beginner"]
    return weights.cap["another_trade"] if lacks and other else 1.0


def _is_unlike_neighbour(names: Sequence[str], values: Sequence[float], weights: Weights) -> bool:
    """Whether the trade is but a neighbour of the one named, and the skills say little for it."""
    if "trade" not in names or names[0] != "skills" or not values[0]:
        return False
    near = values[names.index("trade")] <= weights.trade["near"]
    return near and values[0] < weights.credit["telling"]


def _least_known(parts: Sequence[Weighed], weights: Weights) -> float:
    """The ceiling where neither skills nor trade are known."""
    return weights.cap["unread_trade" if _is_unread(parts) else "without_skills_and_trade"]


def _is_unread(parts: Sequence[Weighed]) -> bool:
    """Whether a trade is wanted that is known, and the offer's could not be read."""
    return any(part.code == UNREAD for _, part in parts)


def _silence(
    names: Sequence[str],
    scaled: Sequence[float],
    values: Sequence[float],
    weights: Weights,
    least: float,
) -> float:
    """What the whole would be if nothing were known of the skills."""
    others = sum(scaled[1:])
    rest = sum(map(mul, scaled[1:], values[1:])) / others if others else 0.0
    return rest * _ceiling(names[1:], weights, least)


def _at_hours(names: Sequence[str], values: Sequence[float], weights: Weights) -> float:
    """What is kept of the whole when the hours are not those that were named: see `cap`."""
    if "hours" not in names:
        return 1.0
    least = weights.cap["other_hours"]
    return least + (1.0 - least) * values[names.index("hours")]


def _reasons(
    parts: Sequence[Weighed], scaled: list[float], values: list[float], ceiling: float
) -> tuple[Reason, ...]:
    """The reasons with weight, value and contribution (weight times value times `ceiling`) each."""
    known, unknown = [], []
    judged = zip(scaled, values, strict=True)
    for weighing, part in parts:
        if part.value is None:
            unknown.append(Reason(weighing.name, part.code, 0.0, 0.0, 0.0, part.params))
        else:
            weight, value = next(judged)
            adds = weight * value * ceiling
            known.append(Reason(weighing.name, part.code, weight, value, adds, part.params))
    return (*known, *unknown)


def _ceiling(names: Sequence[str], weights: Weights, least: float) -> float:
    if names and names[0] in _CONTENT:
        return 1.0
    return weights.cap["without_skills"] if "trade" in names else least


def _lift(
    names: Sequence[str],
    scaled: Sequence[float],
    values: list[float],
    weights: Weights,
    least: float,
) -> None:
    """Raise the skills so that a first skill that is asked for never costs the person anything.

    Someone of the right trade who names one skill in five must not fall below someone who named
    none: their skills count at least as much as leaves them where silence would, and each further
    skill still counts, at half speed until the plain coverage is higher.
    """
    if len(names) < 2 or names[0] != "skills" or not values[0] or not scaled[0]:
        return
    others = sum(scaled[1:])
    rest = sum(map(mul, scaled[1:], values[1:])) / others if others else 0.0
    silence = max(0.0, rest * (_ceiling(names[1:], weights, least) - others) / scaled[0])
    values[0] = max(values[0], silence + (1.0 - silence) * values[0] / 2)
