"""Files become rows of cells, whatever program wrote them."""

__all__ = [
    "borne_out",
    "column_uses",
    "columns",
    "csv_files",
    "grids",
    "json_lists",
    "layout",
    "name_order",
    "parted_grids",
    "sheets",
    "tables",
]
