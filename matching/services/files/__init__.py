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
    "receive_follow_ups",
    "remembered",
    "rows_of_person",
]
