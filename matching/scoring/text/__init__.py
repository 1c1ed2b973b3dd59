"""Letters, sounds and words of what people write; what must not count is taken out."""

__all__ = [
    "letters",
    "named_stands",
    "private_words",
    "says_nothing",
    "short_words",
    "sound",
    "spellings",
    "wording",
]
