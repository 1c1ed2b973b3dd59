"""The rules of the day: what is due by the clock, and what is done about it."""

__all__ = ["due", "follow_rules"]
