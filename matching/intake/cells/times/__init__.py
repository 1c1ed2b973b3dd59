"""Times of the day, stretches of them, and days of the calendar, as people write them."""

__all__ = ["calendar_days", "clocks", "hours_wanted", "stretches"]
