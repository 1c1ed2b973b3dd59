"""Lists of stands and door on paper, and their ticks keyed in again."""

__all__ = ["desk", "key_in", "stand_lists"]
