"""People come in: by badge, by name, or unannounced."""

__all__ = [
    "companions",
    "day_counts",
    "door_answers",
    "duplicates",
    "find_people",
    "give_up_scan",
    "join_files",
    "offline_codes",
    "own_day",
    "personal_page",
    "replace_badge",
    "undo_arrival",
    "walk_in",
    "walk_in_answer",
    "welcome",
]
