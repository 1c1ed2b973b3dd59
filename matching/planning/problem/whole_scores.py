"""Scores as whole numbers, so that solvers compare plans exactly."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from matching.planning.problem.problem import Problem

_EXACT_TOTAL = 2**50
_PRECISION = 10**6


def score_scale(problem: Problem, keep: float = 0.0) -> int:
    """By what to multiply scores so that whole sums order plans as real sums do, to 1e-6.

    A power of ten where scores have at most six digits after the point; otherwise as great as whole
    sums stay exact, and at most a million for each pair.
    """
    return _scale([pair.score for pair in problem.pairs], keep)


def whole_scores(scores: Sequence[float]) -> tuple[npt.NDArray[np.int64], float, bool]:
    """Scores as whole numbers of at most a million, their scale, and whether nothing is lost.

    Returns
    -------
    Whole scores, shape (pairs,), as 64-bit numbers; by what they were multiplied; whether they
    tell the scores to the last digit.
    """
    values = np.array(scores, dtype=np.float64)
    scale = min(float(_scale(scores, 0.0)), _PRECISION / max(1e-9, float(values.max(initial=0.0))))
    return np.rint(values * scale).astype(np.int64), scale, _is_exact(scale, values)


def score_limit(problem: Problem, whole: int) -> float:
    """A limit on whole score sums as one on real sums, what rounding may hide included.

    Rounding hides at most half a unit a pair, so that the answer is a limit whatever was chosen.
    """
    scores = np.array([pair.score for pair in problem.pairs], dtype=np.float64)
    scale = _scale(scores.tolist(), 0.0)
    hidden = 0.0 if _is_exact(scale, scores) else 0.5 * len(problem.pairs) / scale
    return whole / scale + hidden


def _scale(found: Sequence[float], keep: float) -> int:
    scores = np.array([*found, keep], dtype=np.float64)
    for digits in range(7):
        scale: int = 10**digits
        if _is_exact(scale, scores):
            return scale
    total = max(1.0, (float(scores.max()) + keep) * len(scores))
    wanted = _PRECISION * max(1, len(scores))
    return max(1, min(wanted, int(_EXACT_TOTAL / total)))


def _is_exact(scale: float, scores: npt.NDArray[np.float64]) -> bool:
    whole = scores * scale
    return bool((np.abs(whole - np.rint(whole)) < 1e-9).all())
