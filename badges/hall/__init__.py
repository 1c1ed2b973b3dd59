"""The plan of the hall: where stands are drawn, from their places or from their zones."""

__all__ = ["hall_map"]
