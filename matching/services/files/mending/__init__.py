"""What a person puts right in files that were received: what asks for it, and the acts."""

__all__ = [
    "age_limits",
    "mend",
    "needs_mending",
    "settled",
    "title_and_code",
    "to_mend",
    "value_questions",
]
