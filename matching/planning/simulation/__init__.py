"""The day played forward many times, before it comes: what three ways to run it would hold."""

__all__ = ["conditions", "more_slots", "more_tables", "play_days", "policies"]
