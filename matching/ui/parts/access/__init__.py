"""Accesses and open screens."""

__all__ = ["accesses", "cards"]
