"""What is done or learnt there, against what the person can do, wants and needs."""

__all__ = ["gap", "need", "sector", "skills", "trade"]
