"""Whole pages beside badges, schedules and lists: plan by hour, forms, posters, certificates."""

__all__ = ["certificate", "forms", "hours", "posters"]
