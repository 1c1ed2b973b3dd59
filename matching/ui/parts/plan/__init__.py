"""A plan on screen."""

__all__ = ["planning"]
