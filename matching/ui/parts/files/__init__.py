"""The report of an import."""

__all__ = ["flaws", "taking_in"]
