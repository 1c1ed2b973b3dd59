"""A workbook handed on runs nothing, shows no apostrophe, and prints on A4."""

import re
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import load_workbook

from matching.outcomes.workbook import SheetOfFigures, workbook


@pytest.fixture
def sheet():
    rows = (("=1+1", 1.0), ("+33 6", -2.0), ("@you", None), ("l'été", 0.5))
    made = workbook([SheetOfFigures("S", ("=HEAD()", "-x"), rows)], properties={"title": "t"})
    return load_workbook(BytesIO(made))["S"]


def test_no_cell_and_no_heading_is_a_formula_or_shows_an_apostrophe(sheet):
    first, *others = sheet.iter_rows()
    assert [cell.value for cell in first] == ["=HEAD()", "-x"]
    assert [row[0].value for row in others] == ["=1+1", "+33 6", "@you", "l'été"]
    words = [cell for row in sheet.iter_rows() for cell in row if isinstance(cell.value, str)]
    assert {cell.data_type for cell in words} == {"s"}
    assert [cell.quotePrefix for cell in words] == [True] * 5 + [False]


def test_numbers_stay_numbers(sheet):
    assert [row[1].value for row in sheet.iter_rows(min_row=2)] == [1, -2, None, 0.5]


def test_a_sheet_prints_on_a4_with_its_headings_on_each_page(sheet):
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToWidth) == (9, 1)
    assert sheet.print_title_rows == "$1:$1"


def test_bars_are_labelled_with_their_number_and_nothing_else():
    sheet = SheetOfFigures("S", ("n", "v"), (("a", 1), ("b", 2)), bars=2)
    made = workbook([sheet], properties={"title": "t"})
    with ZipFile(BytesIO(made)) as book:
        chart = book.read("xl/charts/chart1.xml").decode()
    shown = dict(re.findall(r"<(?:c:)?(show\w+) val=\"(\d)\"", chart))
    refused = ("showSerName", "showCatName", "showLegendKey", "showPercent")
    assert shown == {"showVal": "1", **dict.fromkeys(refused, "0")}
