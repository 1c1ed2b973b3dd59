"""Large problems that fit no grid: what ties meetings is chosen first, and all else beside it."""

__all__ = ["loose_start", "loosen"]
