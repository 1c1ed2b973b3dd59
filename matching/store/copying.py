"""Copy a whole store into another, whatever the two databases are."""

from collections.abc import Collection

from sqlalchemy import Connection, Integer, Table, delete, func, insert, select, text

from matching.store import schema

_AT_ONCE = 500


def copy_everything(
    reader: Connection, writer: Connection, *, leave_out: Collection[str] = ()
) -> dict[str, int]:
    """Put everything that one store holds in the place of what another holds.

    Returns
    -------
    Table name to the number of rows copied.
    """
    tables = [table for table in schema.metadata.sorted_tables if table.name not in leave_out]
    for table in reversed(schema.metadata.sorted_tables):
        writer.execute(delete(table))
    return {table.name: _copy(reader, writer, table) for table in tables}


def _copy(reader: Connection, writer: Connection, table: Table) -> int:
    count = 0
    order = list(table.primary_key.columns)
    for rows in reader.execute(select(table).order_by(*order)).mappings().partitions(_AT_ONCE):
        writer.execute(insert(table), [dict(row) for row in rows])
        count += len(rows)
    if count:
        _go_on_counting(writer, table)
    return count


def _go_on_counting(writer: Connection, table: Table) -> None:
    """PostgreSQL counts apart from the rows: its next number must come after those copied."""
    counted = table.autoincrement_column
    if writer.dialect.name != "postgresql" or counted is None:
        return
    assert isinstance(counted.type, Integer)
    last = writer.scalar(select(func.max(counted)))
    writer.execute(
        text("SELECT setval(pg_get_serial_sequence(:table, :column), :last)"),
        {"table": table.name, "column": counted.name, "last": last},
    )
