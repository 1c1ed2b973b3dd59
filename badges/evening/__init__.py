"""Paper of the evening: the report on two pages, and what is kept of one person."""

__all__ = ["person", "report"]
