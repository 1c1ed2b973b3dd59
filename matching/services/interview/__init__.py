"""Questions asked of a person, and their answers kept."""

__all__ = ["answer_questions", "known_answers", "questions", "to_ask"]
