"""Workbooks of Excel and LibreOffice become grids of text, with what they hide and merge."""

__all__ = ["sheet_look", "workbooks"]
