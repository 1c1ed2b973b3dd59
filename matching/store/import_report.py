"""The tables of a fair as its last import received them, and the flaws found in them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from matching.domain.flaw import Flaw
from matching.store import schema
from matching.store.documents import flaw_from_document, flaw_to_document


@dataclass(frozen=True, slots=True)
class ReceivedTable:
    """One table as it was received, kept so that its flaws can be mended.

    `part` counts the tables of its kind from 1.
    """

    kind: str
    part: int
    file: str
    document: Mapping[str, Any]


def replace_report(
    writer: Connection, fair: str, *, tables: Iterable[ReceivedTable], flaws: Iterable[Flaw]
) -> None:
    """Keep the tables as received and the flaws found in them; the same again writes nothing."""
    tables, flaws = tuple(tables), tuple(flaws)
    if _is_kept(writer, fair, tables, flaws):
        return
    received = schema.received_tables
    writer.execute(delete(received).where(received.c.fair == fair))
    writer.execute(delete(schema.flaws).where(schema.flaws.c.fair == fair))
    rows = [
        {
            "fair": fair,
            "kind": table.kind,
            "part": table.part,
            "file": table.file,
            "document": dict(table.document),
        }
        for table in tables
    ]
    if rows:
        writer.execute(insert(received), rows)
    found = [
        {"fair": fair, "number": number, "document": flaw_to_document(flaw)}
        for number, flaw in enumerate(flaws)
    ]
    if found:
        writer.execute(insert(schema.flaws), found)


def _is_kept(
    reader: Connection, fair: str, tables: tuple[ReceivedTable, ...], flaws: tuple[Flaw, ...]
) -> bool:
    """Whether a fair's last report is this very one."""
    kept = {(table.kind, table.part): table for table in read_received_tables(reader, fair)}
    given = {(table.kind, table.part): table for table in tables}
    documents = [flaw_to_document(flaw) for flaw in flaws]
    return kept == given and documents == [
        flaw_to_document(kept_flaw) for kept_flaw in read_flaws(reader, fair)
    ]


def read_flaws(reader: Connection, fair: str) -> tuple[Flaw, ...]:
    """What the last import found to mend, in the order of the report."""
    table = schema.flaws
    query = select(table.c.document).where(table.c.fair == fair).order_by(table.c.number)
    return tuple(flaw_from_document(document) for document in reader.scalars(query))


def read_received_tables(reader: Connection, fair: str) -> tuple[ReceivedTable, ...]:
    """The tables of the last import as they were received."""
    table = schema.received_tables
    query = select(table).where(table.c.fair == fair).order_by(table.c.kind, table.c.part)
    rows = reader.execute(query)
    return tuple(ReceivedTable(row.kind, row.part, row.file, row.document) for row in rows)
