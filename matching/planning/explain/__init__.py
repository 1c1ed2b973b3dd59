"""Why not, what instead, and what would help."""

__all__ = ["advice", "displaced", "why_not"]
