"""A plan on screen."""

__all__ = [
    "told_before",
]
