"""The groups of workshops on the day: who is in each, one more or one less, and one group more."""

__all__ = ["falling", "groups", "kept_together", "later_groups", "open_group"]
