"""A workbook as it is handed on: words that stay words, and sheets that print on A4."""

import re

from openpyxl import Workbook
from openpyxl.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

_A4 = "9"
_WIDE = ("\uff1d", "\uff0b", "\uff0d", "\uff20")  # = + - @, typed at a Japanese keyboard
ATTACKS = ("=", "+", "-", "@", *_WIDE, "\t", "\r")
"""What a text begins with that a spreadsheet takes for a formula."""
# With the apostrophe that a text table needs, or without.
_ACTING = re.compile(rf"'?([{re.escape(''.join(ATTACKS))}].*)", re.DOTALL)


def make_plain(book: Workbook) -> None:
    """Turn every formula and marked text into words, and set each sheet up for A4.

    A cell is told to be text by the format of the file, as Excel does for what was typed after an
    apostrophe, so that no apostrophe is to be seen. Rows above the frozen ones are repeated.
    """
    for sheet in book.worksheets:
        _set_up(sheet)
        for row in sheet.iter_rows():
            for cell in row:
                _say_text(cell)


def _say_text(cell: Cell | MergedCell) -> None:
    said = cell.value
    if isinstance(cell, MergedCell) or not isinstance(said, str):
        return
    found = _ACTING.fullmatch(said)
    if found:
        cell.value = found[1]
        cell.data_type = "s"
        cell.quotePrefix = True


def _set_up(sheet: Worksheet) -> None:
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    footer = sheet.oddFooter
    if footer is not None:
        footer.right.text = "&P / &N"
    first_moving = int("".join(sign for sign in sheet.freeze_panes or "A1" if sign.isdigit()))
    if first_moving > 1:
        sheet.print_title_rows = f"1:{first_moving - 1}"
