"""The days of one series: each made from another, and what follows from one day to the next."""

__all__ = ["edited_places", "follow_days", "repeat_fair"]
