"""Lists of stands and door on paper, the fallback pack, and ticks keyed in again."""

__all__ = ["desk", "key_in", "pack", "stand_lists"]
