"""The report as an Excel workbook: one sheet a subject, figures only, no person named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO

import pandas as pd
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from matching.outcomes.plain_book import make_plain

_ATTACKS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class SheetOfFigures:
    """A sheet ready to write, in the reader's language; `shares` are columns shown in per cent."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    shares: tuple[int, ...] = ()


def inert(value: str) -> str:
    """The same text, unable to act as a formula when a spreadsheet opens it (OWASP)."""
    return f"'{value}" if value.startswith(_ATTACKS) else value


def workbook(sheets: Sequence[SheetOfFigures], *, properties: Mapping[str, str]) -> bytes:
    """An .xlsx file with one sheet for each item, widths and print set-up included."""
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for sheet in sheets:
            rows = [[inert(x) if isinstance(x, str) else x for x in row] for row in sheet.rows]
            frame = pd.DataFrame(rows, columns=pd.Index(sheet.headings))
            frame.to_excel(writer, sheet_name=sheet.name[:31], index=False)
            _dress(writer.sheets[sheet.name[:31]], shares=sheet.shares)
        for name, value in properties.items():
            setattr(writer.book.properties, name, value)
        make_plain(writer.book)
    return buffer.getvalue()


def _dress(sheet: Worksheet, *, shares: Sequence[int]) -> None:
    for cell in sheet[1]:
        cell.font = Font(bold=True, color="FFFFFF")
        cell.fill = PatternFill("solid", fgColor="1B3A5C")
        cell.alignment = Alignment(wrap_text=True, vertical="center")
    for number, column in enumerate(sheet.columns):
        longest = max(len(str(cell.value or "")) for cell in column)
        letter = get_column_letter(number + 1)
        sheet.column_dimensions[letter].width = min(60, max(12, longest + 2))
        for cell in column[1:] if number in shares else ():
            cell.number_format = "0 %"
    sheet.freeze_panes = "A2"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
