"""The report as an Excel workbook: one sheet a subject, figures only, no person named."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil

import pandas as pd
from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from matching.outcomes.plain_book import ATTACKS, make_plain

_TITLE_SIZE, _LINE_SIZE, _USUAL_SIZE, _LEADING = 18, 12, 11, 1.4
_RAGGED = 1.2  # lines end where a word does not fit any more, and capitals are wide


@dataclass(frozen=True, slots=True)
class SheetOfFigures:
    """A sheet ready to write, in the reader's language.

    Attributes
    ----------
    shares
        Numbers of the columns shown in per cent.
    above
        Lines over the table, the first as a title.
    bars
        How many rows from the first on are drawn as bars beside the table: names in the first
        column, numbers in the second.
    """

    name: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str | float | None, ...], ...]
    shares: tuple[int, ...] = ()
    above: tuple[str, ...] = ()
    bars: int = 0

    @property
    def head(self) -> int:
        """The row that the headings stand in, from 1."""
        return len(self.above) + 2 if self.above else 1


def inert(value: str) -> str:
    """The same text, unable to act as a formula when a spreadsheet opens it (OWASP)."""
    return f"'{value}" if value.startswith(ATTACKS) else value


def workbook(
    sheets: Sequence[SheetOfFigures], *, properties: Mapping[str, str], percents: str = "0%"
) -> bytes:
    """An .xlsx file with one sheet for each item, widths and print set-up included.

    `percents` is the number format of shares.
    """
    buffer = BytesIO()
    with pd.ExcelWriter(buffer, engine="openpyxl") as writer:
        for sheet in sheets:
            rows = [[inert(x) if isinstance(x, str) else x for x in row] for row in sheet.rows]
            frame = pd.DataFrame(rows, columns=pd.Index(sheet.headings))
            name = sheet.name[:31]
            frame.to_excel(writer, sheet_name=name, index=False, startrow=sheet.head - 1)
            _dress(writer.sheets[name], sheet, percents)
            _draw_bars(writer.sheets[name], sheet)
        for name, value in properties.items():
            setattr(writer.book.properties, name, value)
        make_plain(writer.book)
    return buffer.getvalue()


def _dress(page: Worksheet, sheet: SheetOfFigures, percents: str) -> None:
    for row, line in enumerate(sheet.above, 1):
        cell = page.cell(row, 1, inert(line))
        cell.font = Font(bold=row == 1, size=_TITLE_SIZE if row == 1 else _LINE_SIZE)
    last = get_column_letter(len(sheet.headings))
    for heading in page[sheet.head]:
        heading.font = Font(bold=True, color="FFFFFF")
        heading.fill = PatternFill("solid", fgColor="1B3A5C")
        heading.alignment = Alignment(wrap_text=True, vertical="center")
    for number, column in enumerate(page.columns):
        told = column[sheet.head - 1 :]
        longest = max(len(str(cell.value or "")) for cell in told)
        page.column_dimensions[get_column_letter(number + 1)].width = min(60, max(12, longest + 2))
        for value in told[1:]:
            is_number = isinstance(value.value, int | float)
            side = "right" if is_number else "left"
            value.alignment = Alignment(side, "top", wrap_text=True, indent=int(not is_number))
            if number in sheet.shares:
                value.number_format = percents
    _make_room(page, sheet, last)
    page.freeze_panes = f"A{sheet.head + 1}"
    page.page_setup.orientation = "landscape"
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _make_room(page: Worksheet, sheet: SheetOfFigures, last: str) -> None:
    """Rows as high as their texts are long: not every program sees to it by itself."""
    letters = [get_column_letter(number + 1) for number in range(len(sheet.headings))]
    widths = [page.column_dimensions[letter].width for letter in letters]
    for row, line in enumerate(sheet.above, 1):
        page.merge_cells(f"A{row}:{last}{row}")
        page.cell(row, 1).alignment = Alignment(wrap_text=True, vertical="top")
        size = _TITLE_SIZE if row == 1 else _LINE_SIZE
        lines = _lines(line, sum(widths) * _USUAL_SIZE / size)
        page.row_dimensions[row].height = lines * size * _LEADING
    for row in range(sheet.head, page.max_row + 1):
        lines = max(
            _lines(str(page.cell(row, number).value or ""), width)
            for number, width in enumerate(widths, 1)
        )
        page.row_dimensions[row].height = lines * _USUAL_SIZE * _LEADING


def _lines(text: str, width: float) -> int:
    """How many lines a text takes at most in a column: a word that does not fit begins one."""
    return max(1, ceil(len(text) * _RAGGED / width))


def _draw_bars(page: Worksheet, sheet: SheetOfFigures) -> None:
    """Bars under the table, the first row on top, each with its number."""
    if not sheet.bars:
        return
    first, last = sheet.head + 1, sheet.head + sheet.bars
    chart = BarChart()
    chart.type, chart.style, chart.legend, chart.title = "bar", 10, None, sheet.name
    chart.add_data(Reference(page, min_col=2, min_row=first, max_row=last))
    chart.set_categories(Reference(page, min_col=1, min_row=first, max_row=last))
    chart.series[0].graphicalProperties.solidFill = "1B3A5C"
    # What is not refused is shown by LibreOffice: the name of the bar and "Column B" beside it.
    others = dict.fromkeys(("showSerName", "showCatName", "showLegendKey", "showPercent"), False)
    chart.dataLabels = DataLabelList(showVal=True, **others)
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.width, chart.height = 22, max(5.0, 0.8 * sheet.bars + 2.5)
    page.add_chart(chart, f"A{sheet.head + len(sheet.rows) + 2}")
