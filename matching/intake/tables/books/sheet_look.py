"""What a sheet of Excel shows: rows and columns that are hidden, cells merged over rows.

openpyxl's quick reading leaves these out, so they are taken from the sheet's own XML.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from openpyxl.utils import column_index_from_string

from matching.intake.tables.grids import MOST_COLUMNS, MOST_ROWS, FileRow

_ROW = re.compile(rb"<(?:\w+:)?row\b[^>]*>")
_COLUMN = re.compile(rb"<(?:\w+:)?col\b[^>]*>")
_HIDDEN = re.compile(rb'\bhidden="(?:1|true)"')
_NUMBER = re.compile(rb'\br="(\d{1,7})"')
_SPAN = re.compile(rb'\b(min|max)="(\d{1,5})"')
_PART = re.compile(rb"<(?:[^\s<>/:]+:)?(?:row|c)(?=[\s/>])[^>]*>")
# As Excel, LibreOffice and openpyxl write them: the place first, no other attribute like it.
_USUAL_PART = re.compile(
    rb'<(?:row|c) r="([A-Z]{0,3})(\d{1,7})"(?: [a-qs-zA-Z][A-Za-z]*="[^"<>&=]*")*\s*/?>'
)
_PLACES = re.compile(rb"\br\s*=")
_PLACE = re.compile(rb"""\sr=["']([A-Z]{0,3})(\d{1,7})["']""")
_MERGED = re.compile(
    rb'<(?:\w+:)?mergeCell\b[^>]*\bref="([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})"'
)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """Hidden lines and columns (from 0), and where a cell repeats the one above it.

    `above` gives for a line and a column the line whose cell is spread over it. `extent` are the
    last line and the number of columns, `None` when the XML does not say them plainly.
    """

    hidden: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    above: dict[tuple[int, int], int] = field(default_factory=dict)
    extent: tuple[int, int] | None = None

    @property
    def filled(self) -> frozenset[int]:
        """Lines that get a cell from a merge."""
        return frozenset(line for line, _ in self.above)

    def fill(self, rows: Iterable[FileRow]) -> Iterator[FileRow]:
        """The rows with each merged cell written in every row it covers."""
        if not self.above:
            yield from rows
            return
        kept = {row.line: row for row in rows}
        for line, row in kept.items():
            cells = list(row.cells)
            for (below, column), top in self.above.items():
                if below == line and top in kept and column < len(kept[top].cells):
                    cells += [""] * (column + 1 - len(cells))
                    cells[column] = cells[column] or kept[top].cells[column]
            yield FileRow(line, tuple(cells))


def look(xml: bytes) -> SheetLook:
    """What the XML of one sheet says of its look."""
    return SheetLook(
        hidden=frozenset(_hidden_lines(xml)),
        hidden_columns=frozenset(_hidden_columns(xml)),
        above=dict(_merged(xml)),
        extent=_extent(xml),
    )


def _extent(xml: bytes) -> tuple[int, int] | None:
    """The last line and the number of columns that rows and cells name, all of them plainly."""
    parts = _PART.findall(xml)
    plain = _USUAL_PART.findall(xml)
    if len(plain) < len(parts):  # some program writes them in a way of its own
        places = (
            _PLACE.search(part) if len(_PLACES.findall(part)) == 1 else None for part in parts
        )
        plain = [place.groups() for place in places if place]
    # one row or cell whose place is not plain may lie anywhere
    if not plain or len(plain) < len(parts) or b"\0" in xml:
        return None
    letters = {column for column, _ in plain if column}
    width = max((column_index_from_string(column.decode()) for column in letters), default=0)
    return max(int(line) for _, line in plain), width


def _hidden_lines(xml: bytes) -> Iterator[int]:
    for tag in _ROW.findall(xml):
        number = _NUMBER.search(tag)
        if number and _HIDDEN.search(tag):
            yield int(number[1])


def _hidden_columns(xml: bytes) -> Iterator[int]:
    for tag in _COLUMN.findall(xml):
        span = {name: int(number) for name, number in _SPAN.findall(tag)}
        if _HIDDEN.search(tag) and len(span) == 2:
            yield from range(span[b"min"] - 1, min(span[b"max"], MOST_COLUMNS))


def _merged(xml: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """Merges over rows of one column: a title spread over columns is nobody's cell."""
    for left, top, right, bottom in _MERGED.findall(xml):
        column = column_index_from_string(left.decode()) - 1
        if left == right and column < MOST_COLUMNS:
            for line in range(int(top) + 1, min(int(bottom), 2 * MOST_ROWS) + 1):
                yield (line, column), int(top)
