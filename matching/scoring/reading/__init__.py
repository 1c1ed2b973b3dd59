"""A phrase becomes trades and skills, or honestly nothing."""

__all__ = ["semantic", "sentence", "understand"]
