"""Words instead of numbers: how close a pair is, as a candidate is told."""

from typing import Literal

from matching.domain.score import Score
from matching.scoring.profiles.weights import Weights, default_weights

Band = Literal["very_close", "close", "to_discover"]
BANDS: tuple[Band, ...] = ("very_close", "close", "to_discover")


def band(score: Score, weights: Weights | None = None) -> Band:
    """The band of a score; its bounds are weights, to be set by real outcomes one day."""
    bounds = (weights or default_weights()).band
    if score.value >= bounds["very_close"]:
        return "very_close"
    return "close" if score.value >= bounds["close"] else "to_discover"
