"""Letters, sounds and words of what people write; what must not count is taken out."""

__all__ = [
    "cues",
    "letters",
    "named_stands",
    "phrase_patterns",
    "private_patterns",
    "private_terms",
    "private_words",
    "protected_words",
    "says_nothing",
    "shifts",
    "short_words",
    "sound",
    "spellings",
    "tokens",
    "wording",
    "workplaces",
]
