"""A plan on screen."""

__all__ = ["keying", "papers", "planning"]
