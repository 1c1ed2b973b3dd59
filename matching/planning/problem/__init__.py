"""What is asked of any plan, and how any plan is judged; no solver here."""

__all__ = [
    "canonical",
    "changes",
    "check",
    "documents",
    "goals",
    "in_order",
    "lookup",
    "problem",
    "reduction",
    "result",
    "rules",
    "shares",
    "unmet",
    "whole_scores",
    "with_past",
]
