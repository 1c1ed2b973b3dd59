"""A programme while it lasts: who is in its promotion, who entered and who left."""

__all__ = ["promotion"]
