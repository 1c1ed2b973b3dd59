"""Their columns and ours: what each column of a file is taken for, shown before it is used."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from matching.domain.errors import FairError
from matching.intake.folding import shorten, tidy
from matching.intake.headings import FULL_NAME, HELPING, PRIVATE, columns
from matching.intake.tables.column_uses import (
    KEPT_ASIDE,
    NAME_ORDERS,
    NOT_USED,
    Certainty,
    column_uses,
)
from matching.intake.tables.private_cells import without_private
from matching.intake.tables.tables import Table

# What a person said of columns: kind of table → heading → our column, "" for "do not use".
Choices = Mapping[str, Mapping[str, str]]
NO_CHOICES: Choices = MappingProxyType({})
# What matching lives on, the first first: without it a plan is drawn blind.
MATTERS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "jobseekers": ("wishes", "skills", "arrives", "leaves", "french_level", "licences"),
        "exhibitors": ("kind", "opens", "closes", "tables"),
        "offers": ("kind", "skills_required", "contracts", "hours", "commune"),
    }
)
_SAMPLES = 3


@dataclass(frozen=True, slots=True)
class MappedColumn:
    """One column of a file: samples of its cells, what it is read as ("" unused), how sure."""

    heading: str
    samples: tuple[str, ...]
    column: str
    certainty: Certainty


@dataclass(frozen=True, slots=True)
class FileMapping:
    """The columns of one file, those that matter most for matching first.

    `missing` are our columns that matter and that no heading brings, the first first.
    """

    file: str
    kind: str
    columns: tuple[MappedColumn, ...]
    missing: tuple[str, ...]


def mapping_of(table: Table) -> FileMapping:
    """What each column of a table is read as; private cells are never shown."""
    uses = column_uses(table)
    found = [
        MappedColumn(
            use.heading,
            () if use.column == PRIVATE else _samples(table, use.index),
            use.name_order or use.column,
            use.certainty,
        )
        for use in uses
    ]
    matters = MATTERS[table.kind]
    have = {use.column for use in uses}
    found.sort(key=lambda one: matters.index(one.column) if one.column in matters else len(matters))
    missing = tuple(column for column in matters if column not in have)
    return FileMapping(table.file, table.kind, tuple(found), missing)


def targets(kind: str) -> tuple[str, ...]:
    """What a person may say of a column of a table: ours, the helping ones, aside, not used."""
    orders = tuple(sorted(NAME_ORDERS)) if kind == "jobseekers" else ()
    helping = tuple(sorted(HELPING - {FULL_NAME}))
    return (*columns(kind), *orders, *helping, KEPT_ASIDE, NOT_USED)


def table_with(table: Table, choices: Choices) -> Table:
    """The table with what a person said of its columns, headings of others left out.

    Raises
    ------
    FairError
        `column_target_unknown` for a column that is not ours.
    """
    said = {
        heading: column
        for heading, column in choices.get(table.kind, {}).items()
        if heading in table.headings
    }
    for heading, column in said.items():
        if column not in targets(table.kind) and column != FULL_NAME:
            raise FairError("column_target_unknown", column=shorten(column), heading=heading)
    return replace(table, chosen=MappingProxyType({**table.chosen, **said})) if said else table


def _samples(table: Table, index: int) -> tuple[str, ...]:
    cells = (tidy(row.cells[index]) for row in table.rows)
    distinct = dict.fromkeys(cell for cell in cells if cell)
    return tuple(shorten(without_private(cell)) for cell in list(distinct)[:_SAMPLES])
