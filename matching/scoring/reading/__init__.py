"""A phrase becomes trades and skills, or honestly nothing."""

__all__ = ["claim", "said", "semantic", "sentence", "statement", "title", "understand", "years"]
