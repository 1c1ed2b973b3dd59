"""What happens at a fair: meetings, happenings, and the state they come to."""

__all__ = [
    "by_hand",
    "companions",
    "counted",
    "day_rules",
    "day_state",
    "eligibility",
    "happening",
    "meeting",
    "next_steps",
    "notice",
    "place_news",
    "places",
    "print_job",
    "reported",
    "session_shift",
    "to_come",
]
