"""The hall page in five looks: meetings, stands, people, places, and what was done last."""

__all__ = ["acts", "meetings", "people", "places", "stand", "stands"]
