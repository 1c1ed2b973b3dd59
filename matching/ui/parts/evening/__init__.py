"""Figures and groups compared."""

__all__ = ["comparisons", "figures", "followed", "rights"]
