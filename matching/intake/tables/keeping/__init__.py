"""What of a table may be kept: rows that are entries, columns that are known, no secret cells."""

__all__ = ["keepable", "private_cells", "row_kinds"]
