"""Excel workbooks: looked at as an archive first, then read without formulas or links."""

import re
import warnings
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from operator import attrgetter
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import load_workbook
from openpyxl.reader.excel import ExcelReader

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.tables.books.other_books import OLE, read_other_book, read_plain_sheet
from matching.intake.tables.books.sheet_look import SheetLook, look
from matching.intake.tables.cell_texts import value_text
from matching.intake.tables.grids import MOST_COLUMNS, MOST_ROWS, CellNote, FileGrid, FileRow

_MOST_ENTRIES = 2_000
_MOST_UNPACKED = 60_000_000
# Excel keeps a million formatted empty rows; a forged row number would keep us busy for ever.
_LAST_LINE = 2 * MOST_ROWS
_MOST_RATIO = 150
_SURELY_HARMLESS = 20_000_000
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_ESCAPED_BYTES = re.compile(rb"_x[0-9A-Fa-f]{4}_|<!(?:DOCTYPE|ENTITY)")
_MOST_CELLS = 3_000_000
_SHEET = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
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
    return content.startswith((b"PK\x03\x04", b"PK\x05\x06", OLE))


def read_workbook(file: str, content: bytes) -> tuple[FileGrid, ...]:
    """The rows of each visible sheet, as text; the first sheet when all are hidden.

    Raises
    ------
    FairError
        `xlsx_encrypted`, `zip_bomb`, `xlsx_broken`, `not_a_table`, `too_many_rows`, `table_empty`.
    """
    if content.startswith(OLE):
        if _ENCRYPTED in content:
            raise FairError("xlsx_encrypted", file=file)
        return read_other_book(file, content)
    if _refuse_dangerous(file, content):
        return read_other_book(file, content)
    try:
        with warnings.catch_warnings():
            # openpyxl warns of decorations it does not keep; none of them is in a table.
            warnings.simplefilter("ignore")
            return _read(file, content)
    except _DAMAGE:
        raise FairError("xlsx_broken", file=file) from None


def _refuse_dangerous(file: str, content: bytes) -> bool:
    """Refuse what must not be opened; the answer tells whether it is an OpenDocument sheet."""
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
        return True
    if not any(name.startswith("xl/") for name in names):
        raise FairError("not_a_table", file=file)
    return False


def _read(file: str, content: bytes) -> tuple[FileGrid, ...]:
    with ZipFile(BytesIO(content)) as archive:
        if not (_has_formulas(archive) or _is_veiled(archive)):
            grids = _read_plainly(archive, content)
            if grids:
                return grids
    return _read_slowly(file, content)


def _read_plainly(archive: ZipFile, content: bytes) -> tuple[FileGrid, ...]:
    """The visible sheets of a workbook that holds nothing but values; () when one is not plain."""
    reader = ExcelReader(BytesIO(content), read_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    sheets = [(sheet, rel) for sheet, rel in reader.parser.find_sheets() if rel.Type == _SHEET]
    shown = [found for found in sheets if found[0].state == "visible"] or sheets[:1]
    grids = tuple(
        _plain_grid(archive.read(rel.target.lstrip("/")), content, sheet.name)
        for sheet, rel in shown
    )
    return () if None in grids else tuple(grid for grid in grids if grid is not None)


def _plain_grid(xml: bytes, content: bytes, title: str) -> FileGrid | None:
    seen = look(xml)
    lines, width = seen.extent or (_LAST_LINE + 1, 0)
    # Longer or wider sheets are refused or cut with a word: the slow way says it.
    if (
        lines > MOST_ROWS
        or width > MOST_COLUMNS
        or lines * width > _MOST_CELLS
        or ((b'"e"' in xml or b"'e'" in xml) and _ERROR.search(xml))
    ):
        return None
    rows = read_plain_sheet(content, title)
    if rows is None or seen.above:
        return None
    return FileGrid(rows, sheet=title, hidden=seen.hidden, hidden_columns=seen.hidden_columns)


def _is_veiled(archive: ZipFile) -> bool:
    """Whether a text may hold signs written as codes (`_x000D_`), or a part declares entities."""
    return any(
        _ESCAPED_BYTES.search(archive.read(name))
        for name in archive.namelist()
        if name.startswith(("xl/sharedStrings", "xl/worksheets/"))
    )


def _read_slowly(file: str, content: bytes) -> tuple[FileGrid, ...]:
    """Each visible sheet by openpyxl, which tells formulas and errors from values."""
    book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    if not book.worksheets:
        raise FairError("table_empty", file=file)
    shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
    with ZipFile(BytesIO(content)) as archive:
        computed = _has_formulas(archive)
        return tuple(
            _read_sheet(file, sheet, look(archive.read(_part(sheet))), content if computed else b"")
            for sheet in shown or book.worksheets[:1]
        )


def _part(sheet: Any) -> str:
    # The place of a sheet in the archive: openpyxl knows it and has no public word for it.
    return str(attrgetter("_worksheet_path")(sheet)).lstrip("/")


def _read_sheet(file: str, sheet: Any, look: SheetLook, content: bytes) -> FileGrid:
    sheet.reset_dimensions()
    formulas = _formulas(content, sheet.title) if content else {}
    rows: list[FileRow] = []
    notes: list[CellNote] = []
    flaws: list[Flaw] = []
    for line, cells in enumerate(
        sheet.iter_rows(max_row=_LAST_LINE, max_col=_width(look)), start=1
    ):
        written = formulas.get(line, {})
        if not written and all(cell.value is None for cell in cells) and line not in look.filled:
            continue
        kept = cells[:MOST_COLUMNS]
        notes += _notes(line, kept, written)
        rows.append(FileRow(line, tuple(_text(cell) for cell in kept)))
        if len(cells) > MOST_COLUMNS and cells[-1].value is not None:
            flaws.append(Flaw(file, line, "", "", "columns_cut", params={"most": MOST_COLUMNS}))
        if len(rows) > MOST_ROWS + 1:
            raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    return FileGrid(
        tuple(look.fill(rows)),
        tuple(flaws),
        tuple(_once_per_column(notes)),
        sheet=sheet.title,
        hidden=look.hidden,
        hidden_columns=look.hidden_columns,
    )


def _width(look: SheetLook) -> int:
    """How many columns to read: rows are padded to it, so no more than there are."""
    return min(look.extent[1] if look.extent else MOST_COLUMNS + 1, MOST_COLUMNS + 1)


def _has_formulas(archive: ZipFile) -> bool:
    sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/")]
    return any(_FORMULA.search(archive.read(name)) for name in sheets)


def _formulas(content: bytes, title: str) -> dict[int, dict[int, str]]:
    """The formulas of a sheet by line and column: a second reading."""
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


def _notes(line: int, cells: Sequence[Any], formulas: Mapping[int, str]) -> Iterator[CellNote]:
    for column, cell in enumerate(cells):
        if cell.data_type == "e":
            yield CellNote(line, column, str(cell.value), "cell_error")
        elif column in formulas:
            code = "formula_without_value" if cell.value is None else "formula_read"
            yield CellNote(line, column, formulas[column], code)
    for column in sorted(set(formulas) - set(range(len(cells)))):
        yield CellNote(line, column, formulas[column], "formula_without_value")


def _once_per_column(notes: Iterable[CellNote]) -> Iterator[CellNote]:
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
    return value_text(value)
