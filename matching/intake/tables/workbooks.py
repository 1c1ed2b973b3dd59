"""Excel workbooks: looked at as an archive first, then read without formulas or links."""

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.workbook import Workbook

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folding import shorten
from matching.intake.tables.grids import MOST_COLUMNS, MOST_ROWS, Grid, Note, Row

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 60_000_000
# Excel keeps a million formatted empty rows; a forged row number would keep us busy for ever.
_LAST_LINE = 2 * MOST_ROWS
_MOST_RATIO = 150
_SURELY_HARMLESS = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
# What openpyxl lets through from a damaged file: it guards none of the parts it reads.
_DAMAGE = (
    ArithmeticError,
    AttributeError,
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    ParseError,
    RecursionError,
    TypeError,
    ValueError,
    zlib.error,
)


def is_workbook(content: bytes) -> bool:
    """Whether the bytes are an archive or an old office document, whatever the file's name."""
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def read_workbook(file: str, content: bytes) -> Grid:
    """The rows of the first visible sheet, as text.

    Raises
    ------
    FairError
        `xls_old`, `xlsx_encrypted`, `ods_format`, `zip_bomb`, `xlsx_broken`, `not_a_table`,
        `too_many_rows`, `table_empty`.
    """
    _refuse_dangerous(file, content)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of decorations it does not keep; none of them is in a table.
            warnings.simplefilter("ignore")
            return _read(file, content)
    except _DAMAGE:
        raise FairError("xlsx_broken", file=file) from None


def _refuse_dangerous(file: str, content: bytes) -> None:
    if content.startswith(_OLE):
        raise FairError("xlsx_encrypted" if _ENCRYPTED in content else "xls_old", file=file)
    try:
        with ZipFile(BytesIO(content)) as archive:
            entries = archive.infolist()
            names = set(archive.namelist())
            kind = archive.read("mimetype")[:80] if "mimetype" in names else b""
    except _DAMAGE:
        raise FairError("xlsx_broken", file=file) from None
    unpacked = sum(entry.file_size for entry in entries)
    inflated = unpacked > _SURELY_HARMLESS and unpacked > _MOST_RATIO * len(content)
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or inflated:
        raise FairError("zip_bomb", file=file)
    if any(entry.flag_bits & 1 for entry in entries):
        raise FairError("xlsx_encrypted", file=file)
    if b"opendocument.spreadsheet" in kind:
        raise FairError("ods_format", file=file)
    if not any(name.startswith("xl/") for name in names):
        raise FairError("not_a_table", file=file)


def _read(file: str, content: bytes) -> Grid:
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if not book.worksheets:
        raise FairError("table_empty", file=file)
    sheet = _first_visible(book)
    sheet.reset_dimensions()
    formulas = _formulas(content, sheet.title)
    rows: list[Row] = []
    notes: list[Note] = []
    flaws = [*_other_sheets(file, book, sheet)]
    for line, cells in enumerate(
        sheet.iter_rows(max_row=_LAST_LINE, max_col=MOST_COLUMNS + 1), start=1
    ):
        written = formulas.get(line, {})
        if not written and all(cell.value is None for cell in cells):
            continue
        kept = cells[:MOST_COLUMNS]
        notes += _notes(line, kept, written)
        rows.append(Row(line, tuple(_text(cell) for cell in kept)))
        if len(cells) > MOST_COLUMNS and cells[-1].value is not None:
            flaws.append(Flaw(file, line, "", "", "columns_cut", params={"most": MOST_COLUMNS}))
        if len(rows) > MOST_ROWS + 1:
            raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    return Grid(tuple(rows), tuple(flaws), tuple(_once_per_column(notes)))


def _first_visible(book: Workbook) -> Any:
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    return (shown or book.worksheets)[0]


def _other_sheets(file: str, book: Workbook, used: Any) -> Iterator[Flaw]:
    others = [sheet.title for sheet in book.worksheets if sheet is not used]
    if others:
        names = shorten(", ".join(others))
        yield Flaw(file, 0, "", names, "other_sheets", params={"used": shorten(used.title)})


def _formulas(content: bytes, title: str) -> dict[int, dict[int, str]]:
    """The formulas of a sheet by line and column; a second reading, only when there are some."""
    with ZipFile(BytesIO(content)) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
        if not any(_FORMULA.search(archive.read(name)) for name in sheets):
            return {}
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    sheet = book[title]
    sheet.reset_dimensions()
    found: dict[int, dict[int, str]] = {}
    for line, cells in enumerate(
        sheet.iter_rows(max_row=_LAST_LINE, max_col=MOST_COLUMNS), start=1
    ):
        for column, cell in enumerate(cells):
            if cell.data_type == "f":
                formula = getattr(cell.value, "text", cell.value)
                found.setdefault(line, {})[column] = str(formula)
    return found


def _notes(line: int, cells: Sequence[Any], formulas: Mapping[int, str]) -> Iterator[Note]:
    for column, cell in enumerate(cells):
        if cell.data_type == "e":
            yield Note(line, column, str(cell.value), "cell_error")
        elif column in formulas:
            code = "formula_without_value" if cell.value is None else "formula_read"
            yield Note(line, column, formulas[column], code)
    for column in sorted(set(formulas) - set(range(len(cells)))):
        yield Note(line, column, formulas[column], "formula_without_value")


def _once_per_column(notes: Iterable[Note]) -> Iterator[Note]:
    """All notes but the repeats of "this column is computed"."""
    said: set[int] = set()
    for note in notes:
        if note.code != "formula_read":
            yield note
        elif note.column not in said:
            said.add(note.column)
            yield note


def _text(cell: Any) -> str:
    value = cell.value
    if value is None or cell.data_type == "e":
        return ""
    if isinstance(value, str):
        return _ESCAPED.sub(lambda match: chr(int(match[1], 16)), value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    return _moment(value)


def _moment(value: object) -> str:
    """A day, a time or both; Excel counts hours past midnight as days of the year 1899."""
    if isinstance(value, datetime) and value.year < 1901:
        value = value.time()
    if isinstance(value, datetime):
        midnight = value.time() == time(0)
        return value.date().isoformat() if midnight else value.isoformat(" ", "seconds")
    if isinstance(value, timedelta):
        minutes = round(value.total_seconds() / 60)
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(value, time):
        return value.isoformat("seconds")
    return value.isoformat() if isinstance(value, date) else str(value)
