"""The announced plan while the fair lasts: read as it stands, re-planned with the least change."""

__all__ = [
    "behind",
    "by_hand",
    "change_answers",
    "eligibility",
    "eligibility_pages",
    "follow_day",
    "live_fair",
    "notices",
    "outcome_places",
    "places",
    "places_left",
    "plan_ahead",
    "redraw_plan",
    "redrawn",
    "release",
    "reported",
    "rest_of_day",
    "rules",
    "sessions",
]
