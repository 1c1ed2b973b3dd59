"""Rows of text as they stand in a file, before anyone asks what they mean."""

from dataclasses import dataclass

from matching.domain.flaw import Flaw

MOST_BYTES = 25_000_000
MOST_ROWS = 20_000
MOST_COLUMNS = 300
MOST_SIGNS = 20_000


@dataclass(frozen=True, slots=True)
class FileRow:
    """One row; `line` is its number in the spreadsheet, so a cell of two lines counts once."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CellNote:
    """Something seen in one cell (`column` counts from 0), before its heading is known."""

    line: int
    column: int
    value: str
    code: str


@dataclass(frozen=True, slots=True)
class FileGrid:
    """Rows of a file, or of one sheet of it, with what was seen while reading them.

    `ragged` tells that rows may differ in width because somebody typed the separators. `sheet` is
    the sheet's name, `hidden` the lines that a filter or a hand hid, `hidden_columns` likewise,
    counted from 0.
    """

    rows: tuple[FileRow, ...]
    flaws: tuple[Flaw, ...] = ()
    notes: tuple[CellNote, ...] = ()
    ragged: bool = False
    sheet: str = ""
    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
