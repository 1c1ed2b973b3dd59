"""Questions asked of a person, their answers kept, and from which other day they are known."""

__all__ = [
    "answer_questions",
    "known_answers",
    "known_before",
    "questions",
    "to_ask",
    "unclear_words",
]
