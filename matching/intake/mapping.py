"""Their columns and ours: what each column of a file is taken for, shown before it is used."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Any

from rapidfuzz import fuzz, process

from matching.domain.errors import FairError
from matching.intake.answered import Answers
from matching.intake.folding import fold, shorten, tidy
from matching.intake.headings import (
    FULL_NAME,
    HELPING,
    LICENCE_AND_VEHICLE,
    PRESENCE,
    PRIVATE,
    REQUIRED,
    columns,
)
from matching.intake.tables.column_uses import (
    KEPT_ASIDE,
    NAME_ORDERS,
    NOT_USED,
    Certainty,
    column_uses,
)
from matching.intake.tables.keeping.private_cells import without_private
from matching.intake.tables.tables import Table

_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class MappingAnswers:
    """What a person said of the files of a fair.

    `kinds`: file name → kind of table, "" for a file that is not to be read. `columns`: kind or
    file → heading → our column, "" for one that is not to be used. `answers`: kind → our column →
    key of a value → the words to read in its place. `lists`: file → the file that the fair has and
    whose place it takes, "" for a list that comes beside those.
    """

    kinds: Mapping[str, str] = field(default_factory=dict)
    columns: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    answers: Mapping[str, Answers] = field(default_factory=dict)
    lists: Mapping[str, str] = field(default_factory=dict)


BESIDE = ""
"""What a person says of a list that takes no other's place."""
NOTHING_SAID = MappingAnswers()
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
    """One column of a file: samples of its cells, what it is read as ("" unused), how sure.

    `index` is its place in the file, `matters` whether matching lives on it.
    """

    index: int
    heading: str
    samples: tuple[str, ...]
    column: str
    certainty: Certainty
    matters: bool


@dataclass(frozen=True, slots=True)
class FileMapping:
    """The columns of one file, those that matter most for matching first.

    `missing` are our columns that no heading brings: those without which no row is read, then
    those that matter for matching.
    """

    file: str
    kind: str
    columns: tuple[MappedColumn, ...]
    missing: tuple[str, ...]

    def missing_with(self, said: Mapping[str, str]) -> tuple[str, ...]:
        """What is still missing once headings are read as a person said."""
        return _missing(self.kind, {said.get(one.heading, one.column) for one in self.columns})


def mapping_of(table: Table) -> FileMapping:
    """What each column of a table is read as; private cells are never shown."""
    uses, matters = column_uses(table), MATTERS[table.kind]
    found = [
        MappedColumn(
            use.index,
            use.heading,
            () if use.column == PRIVATE else _samples(table, use.index),
            use.name_order or use.column,
            use.certainty,
            use.column in matters,
        )
        for use in uses
    ]
    found.sort(key=lambda one: -1 if one.certainty == "ask" else _rank(matters, one.column))
    missing = _missing(table.kind, {use.column for use in uses})
    return FileMapping(table.file, table.kind, tuple(found), missing)


def _missing(kind: str, columns: Collection[str]) -> tuple[str, ...]:
    """What no column of a table brings, of what is needed and then of what matters."""
    have = set(columns)
    if have & {FULL_NAME, *NAME_ORDERS}:
        have.add("first_name")
    if PRESENCE in have:  # "12h-14h" says both ends
        have |= {"arrives", "leaves", "opens", "closes"}
    if LICENCE_AND_VEHICLE in have:
        have |= {"licences", "vehicle"}
    return tuple(column for column in (*REQUIRED[kind], *MATTERS[kind]) if column not in have)


def targets(kind: str) -> tuple[str, ...]:
    """What a person may say of a column of a table: ours, the helping ones, aside, not used."""
    orders = tuple(sorted(NAME_ORDERS)) if kind == "jobseekers" else ()
    helping = tuple(sorted(HELPING - {FULL_NAME}))
    return (*columns(kind), *orders, *helping, KEPT_ASIDE, NOT_USED)


def table_with(table: Table, said: MappingAnswers) -> Table:
    """The table with what a person said of its columns and values, the rest left out.

    Raises
    ------
    FairError
        `column_target_unknown` for a column that is not ours, with the nearest that is.
    """
    of_kind = said.columns.get(table.kind, _NOTHING)
    of_file = said.columns.get(table.file, _NOTHING)
    columns_said = {
        heading: column
        for heading, column in {**of_kind, **of_file}.items()
        if heading in table.headings
    }
    for heading, column in columns_said.items():
        must_be_target(table.kind, heading, column)
    answers = said.answers.get(table.kind, _NOTHING)
    if not columns_said and not answers:
        return table
    chosen = MappingProxyType({**table.chosen, **columns_said})
    return replace(table, chosen=chosen, answers=_joined(table.answers, answers))


def must_be_target(kind: str, heading: str, column: str) -> None:
    """Refuse a column that is not ours.

    Raises
    ------
    FairError
        `column_target_unknown`, with the nearest that is ours.
    """
    known = (*targets(kind), FULL_NAME)
    if column not in known:
        near = process.extractOne(column, known, scorer=fuzz.ratio, processor=fold)
        nearest = near[0] if near else ""
        raise FairError(
            "column_target_unknown", column=shorten(column), heading=heading, nearest=nearest
        )


def _joined(known: Answers, said: Answers) -> Answers:
    columns_answered = sorted({*known, *said})
    return MappingProxyType(
        {
            column: MappingProxyType({**known.get(column, _NOTHING), **said.get(column, _NOTHING)})
            for column in columns_answered
        }
    )


def _rank(matters: Sequence[str], column: str) -> int:
    return matters.index(column) if column in matters else len(matters)


def _samples(table: Table, index: int) -> tuple[str, ...]:
    cells = (tidy(row.cells[index]) for row in table.rows)
    distinct = dict.fromkeys(cell for cell in cells if cell)
    return tuple(shorten(without_private(cell)) for cell in list(distinct)[:_SAMPLES])
