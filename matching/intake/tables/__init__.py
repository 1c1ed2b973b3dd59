"""Files become rows of cells, whatever program wrote them."""

__all__ = [
    "column_uses",
    "columns",
    "grids",
    "layout",
    "name_order",
    "private_cells",
    "sheets",
    "tables",
]
