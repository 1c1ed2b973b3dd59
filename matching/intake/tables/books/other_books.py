"""LibreOffice's `.ods`, Excel's `.xls` before 2007 and plain `.xlsx`, read by calamine.

calamine is one of pandas' engines: kept up, in Rust, it reads both formats with typed cells and
builds no document tree; odfpy reads only `.ods`, slower, and has had no release since 2020.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from python_calamine import (
    CalamineError,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from matching.domain.errors import FairError
from matching.intake.tables.books.ods_look import look_at_sheets
from matching.intake.tables.books.sheet_look import SheetLook
from matching.intake.tables.books.xls_look import look_at_old_sheets
from matching.intake.tables.cell_texts import value_text
from matching.intake.tables.grids import MOST_COLUMNS, MOST_ROWS, FileGrid, FileRow

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PLAIN = SheetLook()


def read_other_book(file: str, content: bytes) -> tuple[FileGrid, ...]:
    """The rows of each visible sheet of an `.ods` or an `.xls`, as text.

    Raises
    ------
    FairError
        `xlsx_encrypted`, `xlsx_broken`, `table_empty`, `too_many_rows`.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        looks = (look_at_old_sheets if content.startswith(OLE) else look_at_sheets)(content)
        return tuple(
            _grid(file, book, name, looks.get(name, _PLAIN)) for name in _shown(file, book)
        )
    except PasswordError:
        raise FairError("xlsx_encrypted", file=file) from None
    except (CalamineError, OSError, ValueError):
        raise FairError("xlsx_broken", file=file) from None


def read_plain_sheet(content: bytes, title: str) -> tuple[FileRow, ...] | None:
    """The rows of one sheet of an `.xlsx` without formulas or errors; `None` when it cannot tell.

    Five times as quick as openpyxl. The sheet's extent must be known to be small: calamine lays
    out the whole rectangle that its cells span.
    """
    try:
        book = CalamineWorkbook.from_filelike(BytesIO(content))
        lines = book.get_sheet_by_name(title).to_python(skip_empty_area=False)
    except (CalamineError, OSError, ValueError):
        return None
    return tuple(_rows(lines))


def _shown(file: str, book: CalamineWorkbook) -> list[str]:
    sheets = [sheet for sheet in book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
    if not sheets:
        raise FairError("table_empty", file=file)
    shown = [sheet.name for sheet in sheets if sheet.visible == SheetVisibleEnum.Visible]
    return shown or [sheets[0].name]


def _grid(file: str, book: CalamineWorkbook, name: str, look: SheetLook) -> FileGrid:
    sheet = book.get_sheet_by_name(name)
    if sheet.total_height > 2 * MOST_ROWS:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    rows = tuple(_rows(sheet.to_python(skip_empty_area=False)))
    if len(rows) > MOST_ROWS + 1:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    return FileGrid(
        tuple(look.fill(rows)), sheet=name, hidden=look.hidden, hidden_columns=look.hidden_columns
    )


def _rows(lines: list[list[Any]]) -> Iterator[FileRow]:
    for line, cells in enumerate(lines, start=1):
        texts = tuple(value_text(cell) for cell in cells[:MOST_COLUMNS])
        if any(texts):
            yield FileRow(line, texts)
