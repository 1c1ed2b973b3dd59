"""The hall page in four looks: meetings, stands, people, and what was done last."""

__all__ = ["acts", "meetings", "people", "stands"]
