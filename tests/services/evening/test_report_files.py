"""The report says the same on screen, on paper, in Excel and in any spreadsheet."""

import csv
from dataclasses import replace
from io import BytesIO, StringIO

import pymupdf
import pytest
from openpyxl import load_workbook

from matching.outcomes.figures import Figure, Section
from matching.services.door.welcome import check_in
from matching.services.evening.charts import charts, first_figures
from matching.services.evening.report import label_of, number_of, report
from matching.services.evening.report_files import written
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.rights.forget import forget
from matching.store.day import plans
from matching.store.people import badges
from tests.fairs import shop_on

MOSSON = "mosson-2023"


@pytest.fixture(scope="module")
def evening(example, tmp_path_factory):
    """A shop in the evening of a day on which ten people came, and one missed a meeting."""
    with shop_on(example.announced, tmp_path_factory.mktemp("evening")) as shop:
        with shop.store.reading() as reader:
            codes = badges.live_codes(reader, MOSSON)
            meetings = sorted(plans.announced_plan(reader, MOSSON).meetings)
        for number in range(1, 11):
            check_in(shop, MOSSON, codes[f"p{number:02}"], nonce=f"came{number}")
        follow_day(shop, MOSSON, StaffReport("held", meeting=meetings[0].id), nonce="h")
        note_outcome(shop, MOSSON, meetings[0].id, result="cv_taken", nonce="o")
        yield shop


def words_of(pdf):
    """What stands on each page, without any space: lines break where they like."""
    pages = [page.get_text() for page in pymupdf.open(stream=pdf)]
    return [one_line(page) for page in pages]


def one_line(text):
    return "".join(text.replace("\u200b", "").split())


@pytest.mark.parametrize("language", ["fr", "en"])
def test_two_pages_hold_the_ten_figures_and_every_bar(evening, language):
    found = report(evening, MOSSON)
    first, second = words_of(written(evening, found, "pdf", language))
    told = first_figures(found, language)
    assert len(told) == 10
    for figure in told:
        assert all(
            one_line(text) in first
            for text in (figure.label, figure.text, figure.unit, figure.definition)
        )
    for chart in charts(found, language):
        texts = [bar.text for bar in chart.bars if chart.code != "stands"]
        assert all(one_line(text) in first + second for text in (chart.title, *texts))


@pytest.mark.parametrize("language", ["fr", "en"])
def test_workbook_and_table_hold_every_figure_of_the_report(evening, language):
    found = report(evening, MOSSON)
    book = load_workbook(BytesIO(written(evening, found, "xlsx", language)))
    table = written(evening, found, "csv", language).decode("utf-8-sig")
    lines = list(csv.reader(StringIO(table), delimiter=";"))[1:]
    figures = [(section, figure) for section in found.sections for figure in section.figures]
    assert [line[:2] for line in lines] == [[s.code, f.code] for s, f in figures]
    pages = book.worksheets[1 : 1 + len(found.sections)]
    rows = [row for page in pages for row in page.iter_rows(2, values_only=True)]
    for (section, figure), row, line in zip(figures, rows, lines, strict=True):
        assert line[2] == row[0] == label_of(section, figure, language)
        if not figure.is_hidden:
            assert row[1] == figure.value
            assert line[3].replace(",", ".") == f"{figure.value:.12g}"
        assert row[3] == figure.whole
        assert line[7] == ("" if figure.whole is None else str(figure.whole))
        assert row[4:6] == (*line[5:7],)


def test_cover_of_the_workbook_says_the_ten_figures_and_charts_stand_beside(evening):
    found = report(evening, MOSSON)
    book = load_workbook(BytesIO(written(evening, found, "xlsx", "fr")))
    cover = [row[:2] for row in book.worksheets[0].iter_rows(values_only=True) if row[4]][1:]
    values = {
        label_of(section, figure, "fr"): figure.value
        for section in found.sections
        for figure in section.figures
    }
    told = [figure.label for figure in first_figures(found, "fr")]
    assert sorted(label for label, _ in cover) == sorted(told)
    assert all(value == values[label] for label, value in cover)
    drawn = sum(len(page._charts) for page in book.worksheets)
    assert drawn == len(charts(found, "fr")) > 4


def test_two_pages_stay_two_whatever_names_and_stands_there_are(evening):
    found = report(evening, MOSSON)
    stands = Section(
        "stands",
        tuple(
            Figure("stand", n, label=f"{n} {'Très long nom ' * 12}", of=n + 3) for n in range(60)
        ),
    )
    frame = replace(found.fair, title="Forum de l'emploi " * 20, place="Anticonstitution" * 12)
    sections = tuple(stands if s.code == "stands" else s for s in found.sections)
    pages = words_of(written(evening, replace(found, fair=frame, sections=sections), "pdf", "fr"))
    assert len(pages) == 2
    assert "Autres(49)" in pages[1]
    assert f"{sum(range(49))}sur{sum(range(49)) + 3 * 49}" in pages[1]


def test_report_before_anything_happened_has_its_files(planned):
    for kind in ("pdf", "csv"):
        assert written(planned, report(planned, MOSSON), kind, "fr")


def test_a_first_wish_stays_counted_when_the_person_is_forgotten(evening):
    before = report(evening, MOSSON).section("first_wishes")
    assert before.value("met") > 0
    forget(evening, MOSSON, "p03")
    assert report(evening, MOSSON).section("first_wishes") == before


def test_a_number_is_written_as_its_language_writes_it():
    assert number_of(345_226, "fr") == "345\N{NARROW NO-BREAK SPACE}226"
    assert (number_of(1726.13, "en"), number_of(0.5, "fr")) == ("1,726.13", "0,5")
