"""The words of a fair become a problem, and a plan becomes meetings again."""

__all__ = ["arranged", "over_tables", "parties", "pose"]
