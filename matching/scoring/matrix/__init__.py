"""Every pair of many people and offers at once."""

__all__ = ["chunks", "matrix", "score_matrix"]
