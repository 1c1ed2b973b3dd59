"""Lists of stands and door on paper, the fallback pack, and ticks keyed in again."""

__all__ = [
    "blanks",
    "certificates",
    "desk",
    "hall_papers",
    "key_in",
    "options",
    "own_language",
    "own_schedules",
    "pack",
    "place_notes",
    "printed",
    "schedule_paper",
    "stand_lists",
    "stand_map",
    "step_notes",
    "ticks",
]
