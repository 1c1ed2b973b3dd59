"""The report of an import."""

__all__ = ["flaws", "questions", "taking_in"]
