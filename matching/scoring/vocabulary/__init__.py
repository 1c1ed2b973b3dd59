"""Trades and skills of every list, with the phrases that name them."""

__all__ = [
    "archives",
    "code_words",
    "communes",
    "own_files",
    "themes",
    "travel",
    "vocabulary",
    "word_pairs",
    "word_vectors",
]
