"""Columns read by the type of the field they fill: declared once, in the domain."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from datetime import date, time
from enum import StrEnum
from functools import cache, partial
from types import UnionType
from typing import Any, TypeAlias, get_args, get_origin, get_type_hints

from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.terms import Answer, Condition, Contract, ExhibitorKind, Hours, OfferKind
from matching.intake.cells.choices import (
    read_answer,
    read_choice,
    read_choices,
    read_working_time,
    read_yes_no,
)
from matching.intake.cells.levels import read_digital, read_diploma, read_french
from matching.intake.cells.numbers import read_number, read_whole
from matching.intake.cells.readings import Reading
from matching.intake.cells.times.calendar_days import read_day
from matching.intake.cells.times.clocks import read_clock
from matching.intake.tables.sheets import RowCells

CellReader: TypeAlias = Callable[[str], Reading[Any]]

_BY_TYPE: Mapping[object, CellReader] = {
    date: read_day,
    time: read_clock,
    FrenchLevel: read_french,
    DiplomaLevel: read_diploma,
    DigitalLevel: read_digital,
    Answer: read_answer,
}
# Readers that look at the column too, for its units or its own words.
_BY_TYPE_AND_COLUMN: Mapping[object, Callable[[str, str], Reading[Any]]] = {
    bool: read_yes_no,
    int: read_whole,
    float: read_number,
}
SECTIONS: Mapping[type[StrEnum], str] = {
    Condition: "conditions",
    Contract: "contracts",
    ExhibitorKind: "exhibitor_kind",
    Hours: "hours",
    OfferKind: "offer_kind",
}
"""The words of each closed list, as sections of `words.toml`."""


def with_working_time(cells: RowCells, hours: tuple[Hours, ...] | None) -> tuple[Hours, ...] | None:
    """Hours, with the full or the part time that a cell of contracts tells where they say none."""
    if {Hours.FULL_TIME, Hours.PART_TIME} & {*(hours or ())}:
        return hours
    beside = cells.beside("contracts", read_working_time)
    return (*beside, *(hours or ())) if beside else hours


def read_columns(
    cells: RowCells,
    record: type,
    *,
    own: Mapping[str, CellReader] | None = None,
    without: Iterable[str] = (),
) -> dict[str, object]:
    """The values of a row for the fields of a record, each read as its type says.

    Parameters
    ----------
    record
        The dataclass whose fields are columns of the table.
    own
        Readers of columns that are written in a way of their own.
    without
        Columns that are made of several, or not read here.

    Returns
    -------
    dict
        Field to value; `None` where the cell is empty or cannot be read.
    """
    own, left_out, here = own or {}, frozenset(without), cells.sheet.places
    values = dict(
        _nothing_said(record, left_out, frozenset(own))
    )  # most columns of ours are in no file
    for column, kind in column_kinds(record).items():
        if column in here and column not in left_out:
            values[column] = (
                cells.read(column, own[column]) if column in own else _read(cells, column, kind)
            )
    return values


@cache
def _nothing_said(
    record: type, left_out: frozenset[str], own: frozenset[str]
) -> Mapping[str, object]:
    """What the columns of a record say where no file has them."""
    empty: dict[object, object] = {str: "", tuple[str, ...]: ()}
    return {
        column: None if column in own else empty.get(kind)
        for column, kind in column_kinds(record).items()
        if column not in left_out
    }


def _read(cells: RowCells, column: str, kind: object) -> object:
    if kind is str:
        return cells.text(column)
    if kind == tuple[str, ...]:
        return cells.texts(column)
    return cells.read(column, _reader(column, kind))


@cache
def _reader(column: str, kind: object) -> CellReader:
    if get_origin(kind) is tuple:
        choices = get_args(kind)[0]
        return partial(read_choices, choices=choices, section=SECTIONS[choices])
    if kind in _BY_TYPE:
        return _BY_TYPE[kind]
    if kind in _BY_TYPE_AND_COLUMN:
        return partial(_with_column, _BY_TYPE_AND_COLUMN[kind], column)
    assert isinstance(kind, type)
    return partial(read_choice, choices=kind, section=SECTIONS[kind])


def _with_column(
    reader: Callable[[str, str], Reading[Any]], column: str, text: str
) -> Reading[Any]:
    return reader(text, column)


@cache
def column_kinds(record: type) -> Mapping[str, object]:
    """The type of each column of a table, by the fields of the record that it fills."""
    hints = get_type_hints(record)
    return {one.name: _known(hints[one.name]) for one in fields(record)}


def _known(hint: object) -> object:
    """The type of a value that is known: `int` of `int | None`."""
    if isinstance(hint, UnionType):
        return next(one for one in get_args(hint) if one is not type(None))
    return hint
