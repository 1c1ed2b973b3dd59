"""The rows of received tables that are somebody's, and the tables without them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection

from matching.domain.fair import Fair
from matching.domain.jobseeker import Jobseeker
from matching.domain.spelling import fold
from matching.intake.jobseekers import gather_jobseekers
from matching.intake.tables.sheets import Sheet
from matching.intake.tables.tables import FileRow, Table
from matching.services.files.kept_tables import read_tables_of, table_to_keep
from matching.store.documents import flaw_to_document
from matching.store.people.erasure import Identity, names


@dataclass(frozen=True, slots=True)
class Trimmed:
    """A received table without somebody: its file and part, its new document, the lines gone."""

    file: str
    part: int
    document: dict[str, Any]
    lines: frozenset[int]


def without_person(reader: Connection, fair: Fair, who: Identity) -> Iterator[Trimmed]:
    """The tables of a fair that hold rows of a person, without those rows."""
    for table in read_tables_of(reader, fair.id).values():
        if table.kind != "jobseekers":
            continue
        lines = frozenset(row.line for row in table.rows if _is_of(table, row, fair, who))
        if lines:
            yield Trimmed(table.file, table.part, _document(table, lines, who), lines)


def rows_of_person(reader: Connection, fair: Fair, who: Identity) -> list[dict[str, Any]]:
    """The rows as they were received, each with its file, line and cells.

    A cell is its heading with what is written under it: a heading may stand twice.
    """
    return [
        {
            "file": table.file,
            "line": row.line,
            "cells": [list(cell) for cell in zip(table.headings, row.cells, strict=True)],
        }
        for table in read_tables_of(reader, fair.id).values()
        if table.kind == "jobseekers"
        for row in table.rows
        if _is_of(table, row, fair, who)
    ]


def _is_of(table: Table, row: FileRow, fair: Fair, who: Identity) -> bool:
    """Whether a row read by itself gives this person; only rows that may are read."""
    written = fold(" ".join(row.cells))
    firsts = {name.split(" ")[0] for name in who.full_names if name}
    if not any(word in written for word in firsts | {fold(file) for file in who.files}):
        return False
    alone = replace(table, rows=(row,), flaws=(), taken=frozenset({row.line}))
    found = gather_jobseekers([Sheet.of(alone)], fair).jobseekers
    return any(_is_same(person, who) for person in found)


def _is_same(person: Jobseeker, who: Identity) -> bool:
    contacts = {person.phone, person.email} - {""}
    is_named_alike = fold(person.full_name) in who.full_names
    speaks_against = contacts and who.contacts and not contacts & who.contacts
    return person.id in who.files or (is_named_alike and not speaks_against)


def _document(table: Table, lines: frozenset[int], who: Identity) -> dict[str, Any]:
    kept = replace(
        table,
        rows=tuple(row for row in table.rows if row.line not in lines),
        flaws=tuple(
            flaw
            for flaw in table.flaws
            if flaw.line not in lines and not names(flaw_to_document(flaw), who)
        ),
        mended=tuple(cell for cell in table.mended if cell[0] not in lines),
        taken=table.taken - lines,
        hidden=table.hidden - lines,
    )
    return dict(table_to_keep(kept).document)
