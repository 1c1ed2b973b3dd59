"""A plan drawn, looked at, announced and printed."""

__all__ = [
    "agenda",
    "announce",
    "announced_plan",
    "draw_plan",
    "drawing",
    "plan_help",
    "plan_view",
    "planner_documents",
    "print_sheets",
    "progress_sentence",
]
