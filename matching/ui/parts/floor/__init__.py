"""The hall page in six looks, the organiser's grid, a recruiter's and a prescriber's rows."""

__all__ = [
    "acts",
    "eligibility",
    "grid",
    "hand",
    "meetings",
    "notices",
    "people",
    "places",
    "replan",
    "sessions",
    "stand",
    "stand_acts",
    "stand_notes",
    "stand_taps",
    "stands",
    "timetable",
]
