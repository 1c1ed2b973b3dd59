"""A plan drawn, looked at, announced and printed."""

__all__ = [
    "agenda",
    "announce",
    "draw_plan",
    "drawing",
    "keep_announced",
    "labels",
    "plan_help",
    "plan_view",
    "planner_documents",
    "pose_fair",
    "print_sheets",
    "printing",
    "progress_sentence",
    "proof_sentences",
    "sessions_held",
    "worth_meeting",
]
