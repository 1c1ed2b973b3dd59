"""The hall page in five looks, a meeting in a recruiter's hand, a person in a prescriber's."""

__all__ = [
    "acts",
    "eligibility",
    "meetings",
    "people",
    "places",
    "stand",
    "stand_acts",
    "stand_notes",
    "stand_taps",
    "stands",
]
