"""What pages draw to prepare a fair."""

__all__ = [
    "adverts",
    "blind",
    "day_rules",
    "deletion",
    "drop",
    "entry_form",
    "entry_search",
    "fair_form",
    "hours",
    "interviews",
    "next_steps",
    "removal",
    "simulation",
    "steps",
]
