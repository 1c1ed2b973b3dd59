"""Trades and skills of every list, with the phrases that name them."""

__all__ = ["archives", "code_words", "themes", "vocabulary", "word_pairs"]
