"""The report of an import."""

__all__ = ["flaws", "lists", "questions", "taking_in"]
