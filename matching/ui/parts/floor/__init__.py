"""What staff can say has happened."""

__all__ = ["floor"]
