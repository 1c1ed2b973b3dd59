"""Bring the parts of many scores together; the twin of `matching.scoring.blend`."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matching.scoring.criteria.answers import INSTEAD, Weighing
from matching.scoring.matrix.at_once.lookup import Values
from matching.scoring.profiles.weights import Weights


def blend_at_once(
    parts: Sequence[tuple[Weighing, Values]], weights: Weights, unread: npt.NDArray[np.bool_]
) -> Values:
    """The value of every pair from its criteria, NaN in these where one does not count.

    `unread` marks pairs whose offer has a trade that nobody could read, while one is wanted.
    """
    found = {weighing.name: values for weighing, values in parts}
    needed = ~np.isnan(found["need"])
    for name in INSTEAD:
        found[name] = np.where(needed, np.nan, found[name])
    total = np.zeros(parts[0][1].shape)
    rest = np.zeros(total.shape)
    for weighing, _ in parts:
        values = found[weighing.name]
        share, known = weights.shares[weighing.share], ~np.isnan(values)
        total += share * known
        if weighing.name != "skills":
            rest += share * np.where(known, values, 0.0)
    skills, trade = ~np.isnan(found["skills"]), ~np.isnan(found["trade"])
    gap = ~np.isnan(found["gap"])
    least = np.where(unread, weights.cap["unread_trade"], weights.cap["without_skills_and_trade"])
    without = np.where(trade, weights.cap["without_skills"], least)
    without = np.where(gap | needed, 1.0, without)
    scale = np.where(total > 0, total, 1.0)
    share = weights.shares["skills"]
    met = _lifted(np.where(skills, found["skills"], 0.0), rest, total, (share, without))
    blended: Values = (rest + share * met) / scale * np.where(skills, 1.0, without)
    kept = blended * _wanted(found["trade"], weights) * _at_hours(found["hours"], weights)
    kept = np.where(
        _untitled(found["title"], found["trade"], weights),
        kept * weights.cap["another_trade"],
        kept,
    )
    kept = np.where(unread & skills & ~trade, kept * weights.cap["unread_with_skills"], kept)
    unlike = _is_unlike_neighbour(found["trade"], found["skills"], weights)
    others = np.where(skills, total - share, total)
    silence = np.divide(rest, others, out=np.zeros(total.shape), where=others > 0) * without
    least = np.divide(silence, blended, out=np.ones(total.shape), where=blended > 0)
    fewer = np.maximum(weights.cap["neighbour_unlike"], np.minimum(1.0, least))
    kept = np.where(unlike, kept * fewer, kept)
    return np.where(needed, np.minimum(blended, found["need"]), kept)


def _wanted(trade: Values, weights: Weights) -> Values:
    """The twin of `blend._wanted`."""
    least, enough = weights.cap["another_trade"], weights.trade["near_beginner"] or 1.0
    kept: Values = least + (1.0 - least) * np.minimum(1.0, trade / enough)
    return np.where(np.isnan(trade), 1.0, kept)


def _untitled(title: Values, trade: Values, weights: Weights) -> npt.NDArray[np.bool_]:
    """The twin of `blend._untitled`; what is not known (NaN) is no lack."""
    lacks: npt.NDArray[np.bool_] = title <= weights.title["not_said"]
    return lacks & (trade <= weights.trade["near_beginner"])


def _is_unlike_neighbour(trade: Values, skills: Values, weights: Weights) -> npt.NDArray[np.bool_]:
    """The twin of `blend._is_unlike_neighbour`; what is not known (NaN) is never unlike."""
    little = (skills > 0) & (skills < weights.credit["telling"])
    unlike: npt.NDArray[np.bool_] = little & (trade <= weights.trade["near"])
    return unlike


def _at_hours(hours: Values, weights: Weights) -> Values:
    """The twin of `blend._at_hours`."""
    least = weights.cap["other_hours"]
    kept: Values = least + (1.0 - least) * hours
    return np.where(np.isnan(kept), 1.0, kept)


def _lifted(covered: Values, rest: Values, total: Values, silence: tuple[float, Values]) -> Values:
    """The skills raised to what silence about them would leave; see `blend._lift`."""
    share, ceiling = silence
    if not share:
        return covered
    others = np.maximum(total - share, 0.0)
    mean = np.divide(rest, others, out=np.zeros(rest.shape), where=others > 0)
    least = np.maximum(0.0, mean * (ceiling * total - others) / share)
    raised = np.maximum(covered, least + (1.0 - least) * covered / 2)
    return np.where(covered > 0, raised, 0.0)
