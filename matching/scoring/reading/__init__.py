"""A phrase becomes trades and skills, or honestly nothing."""

__all__ = ["claim", "semantic", "sentence", "understand"]
