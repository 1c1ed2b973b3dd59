"""What a sheet of LibreOffice shows: rows and columns that are hidden, cells merged over rows.

calamine's reading leaves these out, so they are taken from the document's own XML.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError
from zipfile import BadZipFile, ZipFile

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from matching.intake.tables.books.sheet_look import SheetLook
from matching.intake.tables.grids import MOST_COLUMNS, MOST_ROWS

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_HIDDEN = frozenset({"collapse", "filter"})
_LAST_LINE = 2 * MOST_ROWS


def look_at_sheets(content: bytes) -> dict[str, SheetLook]:
    """The look of each sheet of an `.ods` by its name; {} when it cannot be told."""
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open("content.xml") as xml:
            return dict(_looks(iterparse(xml, events=("start", "end"), forbid_dtd=True)))
    except (BadZipFile, DefusedXmlException, KeyError, OSError, ParseError, ValueError):
        return {}


@dataclass(slots=True)
class _Looking:
    """What was seen so far of one sheet, and the place of what comes next."""

    hidden: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    above: dict[tuple[int, int], int] = field(default_factory=dict)
    line: int = 1
    column: int = 0

    def see_row(self, row: Element) -> None:
        """A row, or many alike."""
        after = min(self.line + _count(row, "rows"), _LAST_LINE + 1)
        if _is_hidden(row):
            self.hidden.update(range(self.line, after))
        if self.line <= _LAST_LINE:
            self.above.update(_merged(row, self.line))
        self.line = after

    def see_column(self, column: Element) -> None:
        """A column, or many alike."""
        after = min(self.column + _count(column, "columns"), MOST_COLUMNS)
        if _is_hidden(column):
            self.hidden_columns.update(range(self.column, after))
        self.column = after

    def look(self) -> SheetLook:
        """What was seen of the whole sheet."""
        return SheetLook(frozenset(self.hidden), frozenset(self.hidden_columns), self.above)


def _looks(events: Iterator[tuple[str, Element]]) -> Iterator[tuple[str, SheetLook]]:
    looking = _Looking()
    for event, element in events:
        match event, element.tag.removeprefix(_TABLE):
            case "start", "table":
                looking = _Looking()
            case "end", "table-row":
                looking.see_row(element)
                element.clear()  # a sheet may have a million rows
            case "end", "table-column":
                looking.see_column(element)
            case "end", "table":
                yield element.get(f"{_TABLE}name", ""), looking.look()


def _merged(row: Element, line: int) -> Iterator[tuple[tuple[int, int], int]]:
    """Merges over rows of one column: a title spread over columns is nobody's cell."""
    column = 0
    for cell in row:
        if column >= MOST_COLUMNS:
            return
        rows = int(cell.get(f"{_TABLE}number-rows-spanned", "1"))
        if cell.get(f"{_TABLE}number-columns-spanned", "1") == "1":
            for below in range(line + 1, min(line + rows, _LAST_LINE + 1)):
                yield (below, column), line
        column += _count(cell, "columns")


def _is_hidden(element: Element) -> bool:
    return element.get(f"{_TABLE}visibility") in _HIDDEN


def _count(element: Element, what: str) -> int:
    return int(element.get(f"{_TABLE}number-{what}-repeated", "1"))
