"""Tables as they were received, written to the store and read back."""

from types import MappingProxyType

from sqlalchemy import Connection

from matching.intake.tables.tables import FileRow, Table
from matching.store import import_report
from matching.store.documents import flaw_from_document, flaw_to_document


def read_tables_of(reader: Connection, fair: str) -> dict[str, Table]:
    """The tables of a fair as they were received last, by file."""
    return {kept.file: _table(kept) for kept in import_report.read_received_tables(reader, fair)}


def table_to_keep(table: Table) -> import_report.ReceivedTable:
    """A table as the store keeps it."""
    document: dict[str, object] = {
        "headings": list(table.headings),
        "heading_line": table.heading_line,
        "rows": [[row.line, list(row.cells)] for row in table.rows],
        "flaws": [flaw_to_document(flaw) for flaw in table.flaws],
        "chosen": dict(table.chosen),
        "answers": {column: dict(said) for column, said in table.answers.items()},
        "taken": sorted(table.taken),
        "hidden": sorted(table.hidden),
        "withdrawn": sorted(table.withdrawn),
        "dropped": [list(dropped) for dropped in table.dropped],
        "form": table.form,
        "mended": [list(cell) for cell in table.mended],
    }
    return import_report.ReceivedTable(table.kind, table.part, table.file, document)


def _table(kept: import_report.ReceivedTable) -> Table:
    document = kept.document
    return Table(
        kind=kept.kind,
        file=kept.file,
        part=kept.part,
        headings=tuple(document["headings"]),
        rows=tuple(FileRow(line, tuple(cells)) for line, cells in document["rows"]),
        heading_line=document["heading_line"],
        flaws=tuple(flaw_from_document(flaw) for flaw in document["flaws"]),
        chosen=MappingProxyType(dict(document.get("chosen", {}))),
        answers=MappingProxyType(
            {
                column: MappingProxyType(dict(said))
                for column, said in document.get("answers", {}).items()
            }
        ),
        taken=frozenset(document.get("taken", ())),
        hidden=frozenset(document.get("hidden", ())),
        withdrawn=frozenset(document.get("withdrawn", ())),
        dropped=tuple((heading, why) for heading, why in document.get("dropped", ())),
        form=document.get("form", ""),
        mended=tuple((line, heading, was) for line, heading, was in document.get("mended", ())),
    )
