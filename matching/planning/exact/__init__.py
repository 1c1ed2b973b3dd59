"""Small problems: every goal optimised in turn, each with its proof."""

__all__ = [
    "board",
    "days",
    "fixed_pairs",
    "goals_in_turn",
    "greedy",
    "open_sessions",
    "quick_plan",
    "reduced_costs",
    "required_meetings",
    "retime_pairs",
    "shorten_waits",
    "slide_intervals",
    "windows",
]
