"""Why two parties do not meet, what could take a freed place, and what would improve a plan."""

__all__ = ["advice", "displaced", "why_not"]
