"""The hall as it is now, and why two people meet or not."""

__all__ = [
    "everyone_left",
    "explain_meeting",
    "floor_view",
    "grid_view",
    "hall_view",
    "last_acts",
    "meeting_stage",
    "note_meeting",
    "stand_acts",
    "stand_day",
    "stand_news",
    "stand_notes",
    "wish_meeting",
]
