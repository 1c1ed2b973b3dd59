"""Sheets that leave for a printer."""

__all__ = ["printing"]
