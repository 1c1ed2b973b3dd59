"""Files become rows of cells, whatever program wrote them."""

__all__ = [
    "column_uses",
    "columns",
    "csv_files",
    "grids",
    "json_lists",
    "layout",
    "name_order",
    "private_cells",
    "row_kinds",
    "sheets",
    "tables",
]
