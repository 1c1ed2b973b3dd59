import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.xml import LXML

from matching.domain.errors import FairError
from matching.intake.tables.books.workbooks import _read_slowly, read_workbook
from matching.intake.tables.layout import read_table

from .sheets import codes, received, workbook

# Excel knows no time zones: its moments are naive.
AFTERNOON = datetime.fromisoformat("2023-06-30 15:30")
BORN = datetime.fromisoformat("1980-05-02")
SEPTEMBER = datetime.fromisoformat("2023-09-01")
OFFER_ROWS = [["id", "exhibitor", "title", "starts_on", "places"]]


def refusal_of(content: bytes) -> str:
    with pytest.raises(FairError) as refusal:
        read_table("jobseekers", "jobseekers.xlsx", content)
    return refusal.value.code


def archive(entries: dict[str, bytes]) -> bytes:
    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, body in entries.items():
            packed.writestr(name, body)
    return content.getvalue()


def patched(content: bytes, name: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(content)) as packed:
        entries = {entry: packed.read(entry) for entry in packed.namelist()}
    assert old in entries[name]
    entries[name] = entries[name].replace(old, new)
    return archive(entries)


def computed(content: bytes, result: bytes) -> bytes:
    """The workbook as a spreadsheet saves it: every formula with its result beside it."""
    empty = b"<v></v>" if LXML else b"<v />"
    return patched(content, "xl/worksheets/sheet1.xml", empty, b"<v>" + result + b"</v>")


def test_values_typed_by_excel_are_understood():
    people = [
        ["id", "first_name", "phone", "arrives", "leaves", "birth_year", "radius_km", "vehicle"],
        [1, "Ana", 612345678.0, time(10, 15), AFTERNOON, 1999, 7.5, True],
        [2, "Bao", 33612345679, 0.4375, timedelta(hours=16), BORN, 10, False],
    ]
    report = received(jobseekers=people)
    assert [
        (who.id, who.phone, who.arrives, who.leaves, who.radius_km, who.vehicle)
        for who in report.jobseekers
    ] == [
        ("1", "0612345678", time(10, 15), time(15, 30), 7.5, True),
        ("2", "0612345679", time(10, 30), time(16), 10.0, False),
    ]
    assert [known.birth_year for known in report.statistics] == [1999, 1980]
    assert report.flaws == ()


def test_date_cells_are_understood():
    rows = [
        *OFFER_ROWS,
        ["o1", "mairie", "Agent", SEPTEMBER, 3.0],
        ["o2", "mairie", "Agente", date(2023, 9, 2), "4 places"],
    ]
    offers = received(offers=rows).offers
    assert [(offer.starts_on, offer.places) for offer in offers] == [
        (date(2023, 9, 1), 3),
        (date(2023, 9, 2), 4),
    ]


def test_formula_without_a_saved_result_is_said_with_its_cell():
    report = received(jobseekers=[["id", "first_name", "commune"], ["j1", "Ana", "=A1&B1"]])
    assert [(flaw.line, flaw.column, flaw.value, flaw.code) for flaw in report.flaws] == [
        (2, "commune", "=A1&B1", "formula_without_value")
    ]


def test_saved_result_of_a_formula_is_used_and_said_once_for_the_column():
    rows = [["id", "first_name", "most_meetings"], ["j1", "Ana", "=1+2"], ["j2", "Bao", "=1+2"]]
    content = computed(workbook(rows), b"3")
    report = received(jobseekers=content)
    assert [person.most_meetings for person in report.jobseekers] == [3, 3]
    assert [(flaw.line, flaw.code) for flaw in report.flaws] == [(2, "formula_read")]


def test_error_cell_of_excel_is_said_and_read_as_empty():
    report = received(jobseekers=[["id", "first_name", "commune"], ["j1", "Ana", "#N/A"]])
    assert report.jobseekers[0].commune == ""
    assert [(flaw.code, flaw.value) for flaw in report.flaws] == [("cell_error", "#N/A")]


def test_first_sheet_is_used_and_the_others_are_said():
    rows = [["id", "first_name"], ["j1", "Ana"]]
    report = received(jobseekers=workbook(rows, sheets=["Inscrits", "Archives", "Listes"]))
    flaw = report.flaws[0]
    assert (flaw.line, flaw.code, flaw.value) == (0, "other_sheets", "Archives, Listes")
    assert flaw.params["used"] == "Inscrits"


def test_lines_are_those_of_the_sheet_when_rows_are_left_blank():
    report = received(
        jobseekers=[["Visiteurs"], [], ["id", "first_name"], [], ["j1", None], ["j2", "Bo"]]
    )
    assert [(flaw.line, flaw.code) for flaw in report.flaws][-1] == (5, "first_name_missing")


def test_column_without_a_heading_is_said_under_its_letter_and_not_kept():
    report = received(jobseekers=[["id", "first_name", None], ["j1", "Ana", "note"]])
    assert [(flaw.column, flaw.code) for flaw in report.flaws] == [("C", "heading_unknown")]
    assert "note" not in repr(report)


def test_far_columns_are_cut_and_said():
    row = ["j1", "Ana", *[None] * 298, "loin"]
    report = received(jobseekers=[["id", "first_name"], row])
    assert codes(report) == ["columns_cut"]


def test_merged_title_and_trailing_empty_columns_do_no_harm():
    from openpyxl import Workbook

    book = Workbook()
    sheet = book.active
    sheet.append(["Visiteurs du forum", None, None, None])
    sheet.merge_cells("A1:D1")
    sheet.append(["id", "first_name", None, None])
    sheet.append(["j1", "Ana", None, None])
    sheet["D40"].number_format = "0.00"
    content = BytesIO()
    book.save(content)
    table, _ = read_table("jobseekers", "jobseekers.xlsx", content.getvalue())
    assert (table.headings, [row.cells for row in table.rows]) == (
        ("id", "first_name"),
        [("j1", "Ana")],
    )


def test_zip_bomb_is_refused_before_it_is_opened():
    bomb = archive({"xl/workbook.xml": b"<a/>", "xl/worksheets/sheet1.xml": b" " * 60_000_000})
    assert refusal_of(bomb) == "zip_bomb"


def test_archive_of_too_many_files_is_refused():
    assert refusal_of(archive({f"xl/{count}.xml": b"" for count in range(2_001)})) == "zip_bomb"


def test_entities_of_a_hostile_workbook_are_never_expanded():
    rows = [["id", "first_name"], ["j1", "Ana"]]
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>'
    content = patched(
        workbook(rows), "xl/worksheets/sheet1.xml", b"<worksheet", bomb + b"<worksheet"
    )
    assert refusal_of(content) == "xlsx_broken"


def test_broken_workbook_is_refused():
    content = workbook([["id", "first_name"], ["j1", "Ana"]])
    assert refusal_of(content[: len(content) // 2]) == "xlsx_broken"


def test_damaged_old_workbook_is_refused():
    assert refusal_of(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600) == "xlsx_broken"


def test_workbook_with_a_password_is_refused():
    content = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    assert refusal_of(content) == "xlsx_encrypted"


def test_damaged_libreoffice_file_is_refused():
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    assert refusal_of(archive({"mimetype": kind, "content.xml": b"<a/>"})) == "xlsx_broken"


def test_other_archives_are_no_tables():
    assert refusal_of(archive({"word/document.xml": b"<a/>"})) == "not_a_table"


def test_workbook_without_rows_is_refused():
    assert refusal_of(workbook([])) == "table_empty"


CELL_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9, allow_nan=False).map(lambda number: round(number, 4)),
    st.dates(date(1950, 1, 1), date(2100, 1, 1)),
    st.datetimes(BORN, AFTERNOON).map(lambda moment: moment.replace(microsecond=0)),
    st.times().map(lambda clock: clock.replace(microsecond=0)),
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn")), max_size=12
    ).filter(lambda text: not text.startswith("=")),
)


@given(st.lists(st.lists(CELL_VALUES, max_size=5), min_size=1, max_size=6))
def test_the_quick_reading_of_a_workbook_says_what_the_slow_one_says(rows):
    content = workbook(rows)
    plain = read_workbook("a.xlsx", content)[0]
    slow = _read_slowly("a.xlsx", content)[0]
    assert cells_of(plain) == cells_of(slow)


def cells_of(grid):
    """The cells that say something, by line and column."""
    return {
        (row.line, place): cell for row in grid.rows for place, cell in enumerate(row.cells) if cell
    }


def test_a_forged_place_far_away_is_never_laid_out():
    """calamine lays out the whole rectangle: a cell of the last line would take all memory."""
    content = patched(
        workbook([["id", "first_name"], ["j1", "Ana"]]), "xl/worksheets/sheet1.xml",
        b'r="B2"', b'r="XFD1048576"',
    )  # fmt: skip
    (grid,) = read_workbook("a.xlsx", content)
    assert len(grid.rows) <= 3
