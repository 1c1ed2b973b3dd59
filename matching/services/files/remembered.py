"""What somebody said of the columns and values of a form, kept for the next file of that form.

It belongs to the whole store (one house, one organiser). Headings and values are kept as digests:
no cell of anybody is remembered, only what it was read as.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from sqlalchemy import Connection

from matching.intake.answered import heading_key
from matching.intake.headings import FULL_NAME, KINDS
from matching.intake.mapping import targets
from matching.intake.opening import Opened, open_files
from matching.intake.tables.tables import Table
from matching.services.shop.shop import Shop
from matching.store.settings import keep_setting, read_setting, read_settings

_FORM = "kind."
_SEVERAL = "several"


def open_known(shop: Shop, files: Mapping[str, bytes], *, kinds: Mapping[str, str]) -> Opened:
    """The tables in files given by name: what a form was taken in as, it is the next time too.

    Parameters
    ----------
    kinds
        What a person said of files: it comes before what is remembered, as a file's name does.
    """
    with shop.store.reading() as reader:
        forms = read_settings(reader, _FORM)
    known = {form.removeprefix(_FORM): kind for form, kind in forms.items() if kind in KINDS}
    return open_files(files, kinds=kinds, known=known)


def _remember_kind(writer: Connection, table: Table) -> None:
    """Keep what a form was taken in as; of one that was two kinds nothing is known."""
    name = f"{_FORM}{table.form}"
    known = read_setting(writer, name)
    if known not in {table.kind, _SEVERAL}:
        keep_setting(writer, name, table.kind if known is None else _SEVERAL)


def with_memory(reader: Connection, tables: Iterable[Table]) -> tuple[Table, ...]:
    """The tables with what was said of their forms before."""
    return tuple(_with_memory(reader, table) for table in tables)


def remember(writer: Connection, tables: Iterable[Table]) -> None:
    """Keep what these tables are, and what was said of their columns and values, by form."""
    for table in tables:
        if table.form:
            _remember_kind(writer, table)
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
