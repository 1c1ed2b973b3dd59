"""Scores as whole numbers, so that solvers compare plans exactly."""

from matching.planning.problem import Problem

_EXACT_TOTAL = 2**50
_PRECISION = 10**6


def score_scale(problem: Problem, keep: float = 0.0) -> int:
    """By what to multiply scores so that whole sums order plans as real sums do, to 1e-6."""
    scores = [*(pair.score for pair in problem.pairs), keep]
    total = max(1.0, (max(scores) + keep) * len(scores))
    for digits in range(7):
        scale: int = 10**digits
        if _is_exact(scale, scores):
            return scale
    wanted = _PRECISION * max(1, len(scores))
    return max(1, min(wanted, int(_EXACT_TOTAL / total)))


def score_limit(problem: Problem, whole: int) -> float:
    """A limit on whole score sums as one on real sums, what rounding may hide included."""
    scale = score_scale(problem)
    exact = _is_exact(scale, [pair.score for pair in problem.pairs])
    hidden = 0.0 if exact else 0.5 * len(problem.pairs) / scale
    return whole / scale + hidden


def _is_exact(scale: int, scores: list[float]) -> bool:
    return all(abs(score * scale - round(score * scale)) < 1e-9 for score in scores)
