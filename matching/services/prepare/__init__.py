"""A fair is made in the app, its entries are edited by hand, and what comes next is said."""

__all__ = [
    "blind_plan",
    "carry_over",
    "edit_entries",
    "edited_plan",
    "entry_fields",
    "entry_now",
    "fill_in",
    "fit_conditions",
    "hand_scanner",
    "interview_limits",
    "make_fair",
    "real_offers",
    "remove_entries",
    "simulate_day",
    "steps",
    "walk_in_costs",
]
