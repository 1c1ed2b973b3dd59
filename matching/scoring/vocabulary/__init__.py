"""Trades and skills of every list, with the phrases that name them."""

__all__ = ["archives", "code_words", "own_files", "themes", "vocabulary", "word_pairs"]
