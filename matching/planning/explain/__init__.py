"""Why two do not meet or one is short, what could take a freed place, what improves a plan."""

__all__ = ["advice", "displaced", "short", "why_not"]
