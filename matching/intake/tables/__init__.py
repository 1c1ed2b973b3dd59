"""Files become rows of cells, whatever program wrote them."""

__all__ = ["columns", "grids", "sheets", "tables"]
