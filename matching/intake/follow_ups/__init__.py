"""Files of news become lines of a follow-up."""

__all__ = ["read_follow_ups"]
