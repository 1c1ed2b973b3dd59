"""What a program wrote and closed properly is read back cell for cell."""

import csv
from io import BytesIO, StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from matching.domain.errors import FairError
from matching.intake.tables.layout import read_any_tables, read_table

from .sheets import codes, received, workbook

# Signs that a program writes into a cell; at its beginning the mark for "no formula" is ours to
# take off, anywhere else an apostrophe is one.
SIGNS = st.characters(
    codec="utf-8", exclude_categories=("Cc", "Cs", "Co", "Cn"), exclude_characters="\ufffd\ufeff"
)
TEXTS = st.text(st.one_of(SIGNS, st.sampled_from(";,\t\"\n\r'=@+-9")), max_size=12).filter(
    lambda text: not text.startswith("'")
)


@st.composite
def rectangles(draw):
    width = draw(st.integers(1, 5))
    rows = st.lists(TEXTS, min_size=width, max_size=width)
    return draw(st.lists(rows, min_size=1, max_size=6))


def written(rows, **dialect):
    text = StringIO(newline="")
    csv.writer(text, **dialect).writerows(rows)
    return text.getvalue().encode()


def cells(content):
    table, flaws = read_table("jobseekers", "j.csv", content)
    assert "quote_open" not in {flaw.code for flaw in flaws}
    return [row.cells for row in table.rows]


@given(
    rectangles(),
    st.sampled_from(";,\t"),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
)
def test_any_table_that_a_program_wrote_is_read_cell_for_cell(rows, separator, end, quoting):
    width = len(rows[0])
    body = [["Ana", *cells] for cells in rows]
    heads = ["Prénom", *(f"question {place}" for place in range(width))]
    if end != "\r\n":
        quoting = csv.QUOTE_ALL  # Python 3.11 leaves the other line end bare: no file of Excel's
    content = written([heads, *body], delimiter=separator, lineterminator=end, quoting=quoting)
    assert cells(content) == [tuple(row) for row in body]


@given(rectangles())
def test_any_table_is_read_cell_for_cell_from_a_workbook(rows):
    printable = [["Ana", *(cell.replace("\r", "\n") for cell in cells)] for cells in rows]
    printable = [[cell.lstrip("=#") for cell in cells] for cells in printable]
    heads = ["Prénom", *(f"question {place}" for place in range(len(rows[0])))]
    table, _ = read_table("jobseekers", "j.xlsx", workbook([heads, *printable]))
    assert [row.cells for row in table.rows] == [tuple(row) for row in printable]


def test_cell_of_many_lines_with_as_many_commas_is_one_cell():
    rows = [["Prénom", "Secteurs", "Mot"], ["Ana", "a, b, c", "prête\net là, si, besoin, vite"]]
    assert cells(written(rows)) == [tuple(rows[1])]


ACCENTS = "Prénom;Métier recherché\nZoé;ménage, là où ça va\nNoël;être façadier à l'hôpital\n"


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp850", "utf-8"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_accents_survive_the_encodings_that_excel_offers(encoding, end):
    content = ACCENTS.replace("\n", end).encode(encoding)
    report = received(jobseekers=content)
    assert sorted(one.first_name for one in report.jobseekers) == ["Noël", "Zoé"]
    assert ("ménage, là où ça va",) in {one.wishes for one in report.jobseekers}


@given(st.lists(st.sampled_from(["é", "è", "à", "ê", "ç", "ô", "î", "û"]), min_size=4, max_size=20))
def test_small_french_letters_tell_their_encoding(letters):
    text = "Prénom;Souhaits\n" + "".join(f"Am{one}lie;v{one}rit{one}\n" for one in letters)
    for encoding in ("cp1252", "mac_roman", "cp850"):
        table, _ = read_table("jobseekers", "j.csv", text.encode(encoding))
        assert [row.cells[0] for row in table.rows] == [f"Am{one}lie" for one in letters]


def test_parquet_is_refused_in_a_sentence():
    with pytest.raises(FairError) as refusal:
        read_table("jobseekers", "j.parquet", b"PAR1\0\0")
    assert refusal.value.code == "parquet_format"


def book(**sheets):
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def saved(made):
    content = BytesIO()
    made.save(content)
    return content.getvalue()


PEOPLE = [["Nom", "Prénom"], ["Sow", "Awa"]]


def test_page_of_instructions_before_the_list_is_passed_over_and_said():
    made = book(Aide=[["Mode d'emploi"], ["Le prénom est obligatoire"]], Inscrits=PEOPLE)
    report = received(jobseekers=saved(made))
    assert [one.first_name for one in report.jobseekers] == ["Awa"]
    assert codes(report) == ["other_sheets"]


def test_three_tables_in_one_workbook_are_told_by_their_headings():
    made = book(
        Lisez=[["Lisez-moi"]],
        A=[["Exposant", "Intitulé"], ["Boulangerie", "Vendeuse"]],
        B=PEOPLE,
        C=[["Nom", "Tables"], ["Boulangerie", "1"]],
    )
    tables = read_any_tables("forum.xlsx", saved(made))
    assert [(table.kind, table.rows[0].cells) for table in tables] == [
        ("jobseekers", ("Sow", "Awa")),
        ("exhibitors", ("Boulangerie", "1")),
        ("offers", ("Boulangerie", "Vendeuse")),
    ]


def test_cell_merged_over_rows_is_read_in_each_of_them():
    made = book(Offres=[["Exposant", "Intitulé"], ["mairie", "A"], [None, "B"], ["cfa", "C"]])
    made.active.merge_cells("A2:A3")
    offers = received(offers=saved(made)).offers
    assert sorted((one.exhibitor, one.title) for one in offers) == [
        ("cfa", "C"),
        ("mairie", "A"),
        ("mairie", "B"),
    ]


def test_hidden_column_is_read_and_said():
    made = book(A=[["Prénom", "Souhaits"], ["Awa", "vente"]])
    made.active.column_dimensions["B"].hidden = True
    report = received(jobseekers=saved(made))
    assert (report.jobseekers[0].wishes, codes(report)) == (("vente",), ["column_hidden"])


def test_row_of_values_never_stands_for_the_headings():
    report = received(
        jobseekers="Votre prénom;Comment venez-vous ?;Le reste\nAna;Voiture;Permis\n"
        "Bo;Français;Informatique\nCy;Permis;Téléphone\n"
    )
    assert sorted(one.first_name for one in report.jobseekers) == ["Ana", "Bo", "Cy"]


ODS = {
    "mimetype": b"application/vnd.oasis.opendocument.spreadsheet",
    "content.xml": """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.3"><office:body>
<office:spreadsheet><table:table table:name="Inscrits"><table:table-row>
<table:table-cell office:value-type="string"><text:p>Prénom</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>Arrivée</text:p></table:table-cell>
</table:table-row><table:table-row>
<table:table-cell office:value-type="string"><text:p>Zoé</text:p></table:table-cell>
<table:table-cell office:value-type="time" office:time-value="PT10H15M00S"><text:p>10:15</text:p>
</table:table-cell></table:table-row></table:table></office:spreadsheet></office:body>
</office:document-content>""".replace("\n", " ")
    .replace("> <", "><")
    .encode(),
    "META-INF/manifest.xml": b"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>""",
}


def test_sheet_of_libreoffice_is_read():
    from .test_workbooks import archive

    report = received(jobseekers=archive(ODS))
    person = report.jobseekers[0]
    assert (person.first_name, f"{person.arrives:%H:%M}", codes(report)) == ("Zoé", "10:15", [])


@pytest.mark.parametrize(
    "told", ["depuis l'été '98", "d'-1", "Restaurant L'@", "l'+ de la liste", "rock'20", "j'=toi"]
)
def test_apostrophe_within_a_cell_stays(told):
    (row,) = cells(f"Prénom;Projet\nAna;{told}\n".encode())
    assert row == ("Ana", told)


@pytest.mark.parametrize("told", ["'=1+1", "'+33639981101", "'0639981101", "'-"])
def test_mark_of_a_spreadsheet_before_a_text_is_taken_off(told):
    (row,) = cells(f"Prénom;Projet\nAna;{told}\n".encode())
    assert row == ("Ana", told[1:])
