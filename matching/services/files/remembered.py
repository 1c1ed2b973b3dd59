"""What somebody said of the columns and values of a form, kept for the next file of that form.

It belongs to the whole store (one house, one organiser). Headings and values are kept as digests:
no cell of anybody is remembered, only what it was read as.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from matching.intake.answered import heading_key
from matching.intake.headings import FULL_NAME
from matching.intake.mapping import targets
from matching.intake.tables.tables import Table
from matching.store.settings import keep_setting, read_setting


def with_memory(reader: Connection, tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables with what was said of their forms before."""
    return tuple(_with_memory(reader, table) for table in tables)


def remember(writer: Connection, tables: Iterable[Table]) -> None:
    """Keep what was said of the columns and values of these tables, for their forms."""
    for table in tables:
        if table.form and (table.chosen or table.answers):
            known = _read(writer, table)
            columns = known["columns"] | {
                heading_key(heading): column for heading, column in table.chosen.items()
            }
            answers = dict(known["answers"])
            for column, said in table.answers.items():
                answers[column] = answers.get(column, {}) | dict(said)
            said_now = {"columns": columns, "answers": answers}
            if said_now != known:
                keep_setting(writer, _name(table), json.dumps(said_now, sort_keys=True))


def _with_memory(reader: Connection, table: Table) -> Table:
    known = _read(reader, table)
    ours = {*targets(table.kind), FULL_NAME}
    chosen = {
        heading: column
        for heading in table.headings
        # A column of an older version may be gone.
        if (column := known["columns"].get(heading_key(heading))) is not None and column in ours
    }
    answers = {column: MappingProxyType(said) for column, said in known["answers"].items()}
    return replace(table, chosen=MappingProxyType(chosen), answers=MappingProxyType(answers))


def _read(reader: Connection, table: Table) -> dict[str, dict[str, Any]]:
    kept = read_setting(reader, _name(table))
    found: dict[str, dict[str, Any]] = json.loads(kept) if kept else {"columns": {}, "answers": {}}
    return found


def _name(table: Table) -> str:
    return f"form.{table.kind}.{table.form}"
