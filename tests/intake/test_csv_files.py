import pytest

from matching.domain.errors import FairError
from matching.intake.tables.layout import read_table
from matching.intake.tables.tables import FileRow

from .sheets import codes, csv_of, received

TEXT = "id;first_name;last_name;Rayon (km);wishes\nj1;Zoé;Lœuvre;2,5;vendre; \n"


def cells(content: bytes | str) -> list[tuple[str, ...]]:
    content = content.encode() if isinstance(content, str) else content
    table, _ = read_table("jobseekers", "jobseekers.csv", content)
    return [table.headings, *(row.cells for row in table.rows)]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
def test_accents_survive_every_encoding(encoding):
    person = received(jobseekers=TEXT.encode(encoding)).jobseekers[0]
    assert (person.first_name, person.last_name) == ("Zoé", "Lœuvre")


@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_separator_is_found_despite_commas_and_semicolons_in_cells(separator):
    lines = [
        ("id", "first_name", "Rayon (km)", "wishes", "commune"),
        ("j1", "Ana", '"2,5"', '"vendre; conseiller"', '"Massy, Opéra"'),
        ("j2", "Bao", '"10,5"', '"coudre; broder; tricoter"', '"Gonesse, centre"'),
    ]
    people = received(jobseekers="\n".join(separator.join(line) for line in lines)).jobseekers
    assert [person.radius_km for person in people] == [2.5, 10.5]
    assert people[1].wishes == ("coudre", "broder", "tricoter")
    assert people[0].commune == "Massy, Opéra"


def test_separator_named_by_excel_is_obeyed_and_not_counted_as_a_line():
    table, _ = read_table("jobseekers", "j.csv", b"sep=|\r\nid|first_name\r\nj1|Ana; Bea\r\n")
    assert table.rows == (FileRow(2, ("j1", "Ana; Bea")),)


def test_cell_of_two_lines_counts_as_one_line_of_the_sheet():
    table, _ = read_table(
        "jobseekers", "j.csv", b'first_name;skills\nAna;"coudre\nbroder"\n\nBao;lire\n'
    )
    assert [row.line for row in table.rows] == [2, 4]
    people = received(jobseekers=csv_of(table)).jobseekers
    assert {person.first_name: person.skills for person in people} == {
        "Ana": ("coudre", "broder"),
        "Bao": ("lire",),
    }


def test_old_mac_line_ends_are_read():
    assert cells("id;first_name\rj1;Ana\r") == [("id", "first_name"), ("j1", "Ana")]


def test_blank_lines_and_blank_rows_are_passed_over():
    report = received(jobseekers="id;first_name\n\n;;\n ; \nj1;Ana\n-;?\n;\n")
    assert [person.id for person in report.jobseekers] == ["j1"]
    assert [flaw for flaw in report.flaws if flaw.lost] == []


def test_title_above_the_headings_is_said_and_skipped():
    report = received(jobseekers="Visiteurs du 30 juin;;\n;;\nid;Prénom;\nj1;Ana;\nj2;;\n")
    assert [(flaw.line, flaw.code) for flaw in report.flaws] == [
        (1, "title_skipped"),
        (5, "first_name_missing"),
    ]


def test_row_with_too_many_cells_says_what_was_left_over():
    report = received(jobseekers="id;first_name\nj1;Ana;trop;plein\n")
    flaw = report.flaws[0]
    assert (flaw.line, flaw.code, flaw.value, flaw.lost) == (2, "row_too_long", "trop plein", False)
    assert report.jobseekers[0].first_name == "Ana"


def test_row_with_too_few_cells_is_said_and_kept():
    report = received(jobseekers="id;first_name;commune\nj1;Ana\n")
    assert [(flaw.line, flaw.code, dict(flaw.params)) for flaw in report.flaws] == [
        (2, "row_too_short", {"count": 2, "expected": 3})
    ]


def test_quote_that_nobody_closed_loses_no_row():
    report = received(jobseekers='id;first_name\nj1;Ana\nj2;"Bao\nj3;Chloé\n')
    assert [person.first_name for person in report.jobseekers] == ["Ana", "Bao", "Chloé"]
    assert [(flaw.line, flaw.code) for flaw in report.flaws] == [(3, "quote_open")]


@pytest.mark.parametrize(
    ("first", "third"), [('"Ana;Massy', '"Cy";Massy'), ('Ana;"Massy', 'Cy;Mas"sy')]
)
def test_rows_that_a_stray_quote_swallowed_are_read_one_by_one(first, third):
    report = received(
        jobseekers=f"id;first_name;commune\nj1;{first}\nj2;Bo;Massy\nj3;{third}\nj4;Di;Massy\n"
    )
    assert [person.first_name for person in report.jobseekers] == ["Ana", "Bo", "Cy", "Di"]
    assert [(flaw.line, flaw.code) for flaw in report.flaws] == [(2, "quote_open")]


def test_nul_bytes_are_removed_and_said():
    report = received(jobseekers=b"id;first_name\nj1;An\0a\n")
    assert report.jobseekers[0].first_name == "Ana"
    assert codes(report) == ["nul_removed"]


def test_lines_of_two_encodings_are_both_read():
    content = "id;first_name\nj1;Zoé\n".encode() + "j2;Noé\n".encode("cp1252")
    report = received(jobseekers=content)
    assert [person.first_name for person in report.jobseekers] == ["Zoé", "Noé"]
    assert codes(report) == ["encoding_mixed"]


def test_garbled_accents_are_repaired_and_said():
    content = "id;prénom;commune\nj1;Zoé;Évry\n".encode().decode("cp1252").encode()
    report = received(jobseekers=content)
    assert (report.jobseekers[0].first_name, report.jobseekers[0].commune) == ("Zoé", "Évry")
    assert codes(report) == ["text_garbled"]


def test_lost_letters_are_said_with_their_cell():
    report = received(jobseekers="id;first_name\nj1;Zo\ufffd\n")
    assert [(flaw.line, flaw.column, flaw.code) for flaw in report.flaws] == [
        (2, "first_name", "text_damaged")
    ]


def test_giant_cell_is_cut_and_said():
    report = received(jobseekers=f'id;first_name;skills\nj1;Ana;"{"a" * 10_000_000}"\n')
    assert [len(skill) for skill in report.jobseekers[0].skills] == [20_000]
    flaw = report.flaws[0]
    assert (flaw.code, flaw.column, len(flaw.value)) == ("cell_too_long", "skills", 60)


@pytest.mark.parametrize(
    "content",
    [
        b"%PDF-1.7\n1 0 obj\n",
        b"\x89PNG\r\n\x1a\n\0\0\0",
        b"<html><table><tr><td>first_name</td></tr></table></html>",
        bytes(range(256)) * 10,
        b"{\\rtf1 first_name}",
    ],
)
def test_file_that_is_no_table_is_refused(content):
    with pytest.raises(FairError) as refusal:
        read_table("jobseekers", "jobseekers.csv", content)
    assert refusal.value.code == "not_a_table"


@pytest.mark.parametrize("content", [b"", b"\n\n", b"first_name;phone\n", b"\xef\xbb\xbf"])
def test_file_without_a_row_is_refused(content):
    with pytest.raises(FairError) as refusal:
        read_table("jobseekers", "jobseekers.csv", content)
    assert refusal.value.code == "table_empty"


def test_file_without_headings_is_refused():
    with pytest.raises(FairError) as refusal:
        read_table("jobseekers", "jobseekers.csv", b"Ana;Dupont\nBao;Durand\n")
    assert refusal.value.code == "headings_missing"


def test_file_of_more_than_25_megabytes_is_refused():
    with pytest.raises(FairError) as refusal:
        read_table("jobseekers", "jobseekers.csv", b"first_name\n" + b"a" * 25_000_000)
    assert refusal.value.code == "file_too_large"


def test_a_workbook_is_read_as_such_whatever_its_name():
    rows = [["id", "first_name"], ["j1", "Ana"]]
    from .sheets import workbook

    table, _ = read_table("jobseekers", "jobseekers.csv", workbook(rows))
    assert table.rows == (FileRow(2, ("j1", "Ana")),)


def test_text_behind_a_workbook_name_is_read_as_text():
    table, _ = read_table("jobseekers", "jobseekers.xlsx", b"id;first_name\nj1;Ana\n")
    assert table.rows == (FileRow(2, ("j1", "Ana")),)
