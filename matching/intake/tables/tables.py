"""One table of a fair as the person filled it, whatever the file format."""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import StringIO

from openpyxl.utils import get_column_letter

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folding import shorten
from matching.intake.headings import columns, count_known, recognise
from matching.intake.tables.csv_files import read_csv
from matching.intake.tables.grids import MOST_BYTES, MOST_COLUMNS, MOST_ROWS, MOST_SIGNS, Grid, Row
from matching.intake.tables.workbooks import is_workbook, read_workbook

__all__ = ["Row", "Table", "read_table"]

_HEADING_WITHIN = 20
_PLAIN_NUMBER = re.compile(r"[+-][\d\s.,()/%]*")
_NEUTRALISED = re.compile(r"'(?=[=@+\-\t\r])")


@dataclass(frozen=True, slots=True)
class Table:
    """Headings and rows as written; `flaws` is what was seen while reading the file.

    `kind` is jobseekers, exhibitors or offers. Every row has as many cells as there are headings.
    """

    kind: str
    file: str
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    heading_line: int = 1
    flaws: tuple[Flaw, ...] = ()

    def with_cell(self, line: int, column: str, value: str) -> "Table":
        """The table with one cell mended; what was said of that cell is withdrawn.

        `column` is the heading as written or the canonical one; a canonical column that the
        sheet lacks is added.

        Raises
        ------
        FairError
            `line_unknown`, `column_unknown`.
        """
        if not any(row.line == line for row in self.rows):
            raise FairError("line_unknown", file=self.file, line=line)
        table, index = self._place(line, column)
        rows = tuple(_set(row, index, value) if row.line == line else row for row in table.rows)
        heading = table.headings[index]
        said = tuple(flaw for flaw in table.flaws if (flaw.line, flaw.column) != (line, heading))
        return replace(table, rows=rows, flaws=said)

    def _place(self, line: int, column: str) -> tuple["Table", int]:
        places = [index for index, heading in enumerate(self.headings) if heading == column]
        if not places:
            known = recognise(self.kind, self.headings)
            places = [index for index, (name, _) in enumerate(known) if name == column]
        if places:
            cells = next(row.cells for row in self.rows if row.line == line)
            return self, next((index for index in places if cells[index].strip()), places[0])
        if column not in columns(self.kind):
            raise FairError("column_unknown", file=self.file, column=shorten(column))
        rows = tuple(Row(row.line, (*row.cells, "")) for row in self.rows)
        wider = replace(self, headings=(*self.headings, column), rows=rows)
        return wider, len(self.headings)

    def to_csv(self) -> bytes:
        """The table as a CSV file that French Excel opens well and never runs as formulas."""
        text = StringIO(newline="")
        writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
        writer.writerow([_inert(heading) for heading in self.headings])
        writer.writerows([_inert(cell) for cell in row.cells] for row in self.rows)
        return text.getvalue().encode("utf-8-sig")


def read_table(kind: str, file_name: str, content: bytes) -> tuple[Table, tuple[Flaw, ...]]:
    """The table in a CSV file or a workbook, and what was seen while reading it.

    Raises
    ------
    FairError
        When the whole file must be refused: `file_too_large`, `not_a_table`, `table_empty`,
        `headings_missing`, `too_many_rows`, and those of `read_workbook`.
    """
    if len(content) > MOST_BYTES:
        raise FairError("file_too_large", file=file_name, most=MOST_BYTES // 1_000_000)
    read = read_workbook(file_name, content) if is_workbook(content) else None
    grid = read or read_csv(kind, file_name, content)
    table = _laid_out(kind, file_name, grid)
    return table, table.flaws


def _laid_out(kind: str, file: str, grid: Grid) -> Table:
    rows = [row for row in grid.rows if any(cell.strip() for cell in row.cells)]
    if not rows:
        raise FairError("table_empty", file=file)
    counts = [count_known(kind, row.cells) for row in rows[:_HEADING_WITHIN]]
    if not max(counts) and not any(name for name, _ in recognise(kind, rows[0].cells)):
        raise FairError("headings_missing", file=file, value=shorten(" ".join(rows[0].cells)))
    top = counts.index(max(counts))
    heads, body = rows[top], rows[top + 1 :]
    if not body and not _noted_below(grid, heads.line):
        raise FairError("table_empty", file=file)
    if len(body) > MOST_ROWS:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    headings = _headings(heads, body, ragged=grid.ragged)
    flaws = [*grid.flaws, *(_title(file, row) for row in rows[:top])]
    kept = []
    for row in body:
        flaws += _row_flaws(file, headings, row, ragged=grid.ragged)
        kept.append(_fitted(row, len(headings)))
    flaws += _noted(file, headings, grid, below=heads.line)
    return Table(kind, file, headings, tuple(kept), heads.line, tuple(flaws))


def _noted_below(grid: Grid, line: int) -> bool:
    return any(note.line > line for note in grid.notes)


def _headings(heads: Row, body: Sequence[Row], *, ragged: bool) -> tuple[str, ...]:
    """Headings as written; a column without one is named by its letter."""
    width = _width(heads)
    if not ragged:
        width = max([width, *(_width(row) for row in body)])
    cells = [*heads.cells, *[""] * width][: min(width, MOST_COLUMNS)]
    return tuple(
        shorten(cell, 200) or get_column_letter(place) for place, cell in enumerate(cells, start=1)
    )


def _width(row: Row) -> int:
    return max((place for place, cell in enumerate(row.cells, 1) if cell.strip()), default=0)


def _title(file: str, row: Row) -> Flaw:
    return Flaw(file, row.line, "", shorten(" ".join(row.cells)), "title_skipped")


def _row_flaws(file: str, headings: tuple[str, ...], row: Row, *, ragged: bool) -> Iterator[Flaw]:
    width = len(headings)
    extra = " ".join(cell for cell in row.cells[width:] if cell.strip())
    sizes = {"count": len(row.cells), "expected": width}
    if extra:
        yield Flaw(file, row.line, "", shorten(extra), "row_too_long", params=sizes)
    elif ragged and len(row.cells) < width:
        yield Flaw(file, row.line, "", "", "row_too_short", params=sizes)
    for heading, cell in zip(headings, row.cells, strict=False):
        if len(cell) > MOST_SIGNS:
            most = {"most": MOST_SIGNS}
            yield Flaw(file, row.line, heading, shorten(cell[:200]), "cell_too_long", params=most)
        if "\ufffd" in cell:
            yield Flaw(file, row.line, heading, shorten(cell[:200]), "text_damaged")


def _noted(file: str, headings: tuple[str, ...], grid: Grid, *, below: int) -> Iterator[Flaw]:
    for note in grid.notes:
        if note.line > below and note.column < len(headings):
            column = headings[note.column]
            yield Flaw(file, note.line, column, shorten(note.value), note.code)


def _fitted(row: Row, width: int) -> Row:
    cells = [_NEUTRALISED.sub("", cell[:MOST_SIGNS], count=1) for cell in row.cells[:width]]
    return Row(row.line, (*cells, *[""] * (width - len(cells))))


def _set(row: Row, index: int, value: str) -> Row:
    return Row(row.line, (*row.cells[:index], value[:MOST_SIGNS], *row.cells[index + 1 :]))


def _inert(cell: str) -> str:
    risky = cell.startswith(("=", "@", "\t", "\r")) or (
        cell.startswith(("+", "-")) and not _PLAIN_NUMBER.fullmatch(cell)
    )
    return f"'{cell}" if risky else cell
