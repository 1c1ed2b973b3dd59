"""Small problems: every goal optimised in turn, each with its proof."""

__all__ = [
    "board",
    "fixed_pairs",
    "goals_in_turn",
    "greedy",
    "prove_by_days",
    "quick_plan",
    "reduced_costs",
    "required_meetings",
    "retime_pairs",
    "shorten_waits",
    "slide_intervals",
    "windows",
]
