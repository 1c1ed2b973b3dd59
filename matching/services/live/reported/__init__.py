"""What staff report becomes one fact of the day, checked against the fair and written once."""

__all__ = [
    "append_fact",
    "as_seen",
    "fact_of",
    "note_outcome",
    "noted_beside",
    "report",
    "take_back",
]
