"""Figures, copies, health and the guide."""

__all__ = ["backup", "doctor", "guide", "report"]
