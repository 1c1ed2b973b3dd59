"""Figures and groups compared."""

__all__ = ["comparisons", "faces", "figures", "followed", "funders", "leaving", "recalls", "rights"]
