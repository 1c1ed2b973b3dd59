"""From words to scores with reasons, told as sentences."""

__all__ = [
    "basis",
    "judged",
    "kept_scores",
    "lists_in_use",
    "matches",
    "nearest",
    "next_step",
    "openings",
    "opportunities",
    "prepare_scorer",
    "score_fair",
    "scored_fair",
    "sentences",
    "set_weights",
    "understand",
    "word_lists",
    "words_in_use",
]
