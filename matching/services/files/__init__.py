"""Tables come in, their flaws are mended, fairs are listed."""

__all__ = [
    "by_hand",
    "demonstrations",
    "examples",
    "fairs_known",
    "hours_told",
    "look_at_files",
    "mending",
    "preview",
    "receipt_answer",
    "receive_files",
    "remembered",
    "receive_follow_ups",
    "rows_of_person",
]
