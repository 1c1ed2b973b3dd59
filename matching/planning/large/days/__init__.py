"""Whole days of the people of a large fair: a sharper limit, and a plan chosen from the best."""

__all__ = ["dive", "price_days"]
