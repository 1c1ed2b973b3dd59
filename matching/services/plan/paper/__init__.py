"""Lists of stands and door on paper, the fallback pack, and ticks keyed in again."""

__all__ = [
    "certificates",
    "desk",
    "hall_papers",
    "key_in",
    "own_language",
    "pack",
    "place_notes",
    "printed",
    "stand_lists",
    "step_notes",
]
