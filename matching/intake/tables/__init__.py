"""Files become rows of cells, whatever program wrote them."""

__all__ = ["grids", "sheets", "tables"]
