import csv
from datetime import time
from io import StringIO

import pytest

from matching.domain.errors import FairError
from matching.intake.folder import read_files, read_folder, read_tables
from matching.intake.tables.layout import read_table
from matching.intake.tables.tables import Table

from .sheets import FAIR, FAIR_TOML, JOBSEEKERS, codes, csv_of, files, read, received, workbook

PEOPLE = [
    ["id", "Prénom", "Nom", "Téléphone", "Arrivée", "Rayon (km)", "Souhaits", "Couleur"],
    ["j1", "Zoé", "Lœuvre", "0612345678", "09:30:00", "2,5", "vente;accueil", "bleu"],
    ["j2", "Noé", "N'Diaye", "", "10:15:00", "15", "", ""],
    ["j3", "Éva", "", "0712345678", "", "", "cuisine", "vert"],
]


def as_csv(rows, *, separator=";", encoding="utf-8"):
    text = StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows(rows)
    return text.getvalue().encode(encoding)


def refusal_of(**contents) -> FairError:
    with pytest.raises(FairError) as refusal:
        read(**contents)
    return refusal.value


def test_folder_gives_what_its_files_give(tmp_path):
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    (tmp_path / "~$jobseekers.csv").write_bytes(b"lock")
    (tmp_path / "LISEZMOI.md").write_text("à lire", encoding="utf-8")
    assert read_folder(tmp_path) == read()


def test_missing_folder_is_refused(tmp_path):
    with pytest.raises(FairError) as refusal:
        read_folder(tmp_path / "nulle-part")
    assert refusal.value.code == "folder_missing"


def test_too_large_file_of_a_folder_is_refused_unread(tmp_path):
    for name, content in files().items():
        (tmp_path / name).write_bytes(content)
    with (tmp_path / "offers.csv").open("wb") as file:
        file.truncate(25_000_001)
    with pytest.raises(FairError) as refusal:
        read_folder(tmp_path)
    assert refusal.value.code == "file_too_large"


def test_fair_may_be_given_apart_from_the_uploads():
    uploads = {name: content for name, content in files().items() if name != "fair.toml"}
    assert read_files(uploads, fair=FAIR).fair == FAIR
    with pytest.raises(FairError) as refusal:
        read_files(uploads)
    assert refusal.value.code == "fair_missing"


@pytest.mark.parametrize(
    "name",
    ["Visiteurs.csv", "liste_des_jeunes.csv", "dossier/Candidats 2023.xlsx", "JOBSEEKERS.CSV"],
)
def test_french_file_names_are_recognised(name):
    uploads = dict(files())
    del uploads["jobseekers.csv"]
    uploads[name] = JOBSEEKERS.encode()
    assert [person.id for person in read_files(uploads).jobseekers] == ["j1"]


@pytest.mark.parametrize("kind", ["jobseekers", "exhibitors", "offers"])
def test_missing_table_is_named(kind):
    refusal = refusal_of(**{f"{kind}_csv": None})
    assert (refusal.code, refusal.params["kind"]) == ("table_missing", kind)


def test_two_files_for_one_table_are_not_chosen_between():
    refusal = refusal_of(jobseekers_xlsx=workbook([["first_name"], ["Ana"]]))
    assert refusal.code == "table_twice"
    assert "jobseekers.csv, jobseekers.xlsx" in refusal.params["files"]


def test_file_of_the_exact_name_wins_and_the_other_is_said():
    report = read(visiteurs_csv="first_name\nBo\n")
    assert [person.first_name for person in report.jobseekers] == ["Ana"]
    assert [(flaw.file, flaw.code) for flaw in report.flaws] == [("visiteurs.csv", "file_unknown")]


@pytest.mark.parametrize(
    ("kind", "text", "column"),
    [
        ("jobseekers", "id;last_name\nj1;Durand\n", "first_name"),
        ("exhibitors", "id;stand\ne1;A1\n", "name"),
        ("offers", "id;title\no1;Agent\n", "exhibitor"),
        ("offers", "id;exhibitor\no1;mairie\n", "title"),
    ],
)
def test_table_without_a_column_it_needs_is_refused(kind, text, column):
    refusal = refusal_of(**{f"{kind}_csv": text})
    assert (refusal.code, refusal.params["column"]) == ("column_missing", column)


@pytest.mark.parametrize(
    "content",
    [
        as_csv(PEOPLE, separator=",", encoding="cp1252"),
        as_csv(PEOPLE, separator="\t", encoding="utf-16"),
        as_csv([PEOPLE[0], *reversed(PEOPLE[1:])], encoding="utf-8-sig"),
        workbook(PEOPLE),
        workbook(
            [
                PEOPLE[0],
                ["j1", "Zoé", "Lœuvre", 612345678, time(9, 30), 2.5, "vente;accueil", "bleu"],
                ["j2", "Noé", "N'Diaye", None, time(10, 15), 15, None, None],
                ["j3", "Éva", None, 712345678, None, None, "cuisine", "vert"],
            ]
        ),
    ],
)
def test_digest_is_that_of_the_content_whatever_the_file(content):
    assert received(jobseekers=content).digest == received(jobseekers=as_csv(PEOPLE)).digest


@pytest.mark.parametrize(("row", "column", "value"), [(1, 1, "Zoë"), (2, 5, "16"), (1, 0, "j9")])
def test_digest_changes_with_any_content(row, column, value):
    rows = [list(cells) for cells in PEOPLE]
    rows[row][column] = value
    assert received(jobseekers=as_csv(rows)).digest != received(jobseekers=as_csv(PEOPLE)).digest


def test_digest_changes_with_the_fair():
    tables = read().tables
    other = FAIR_TOML.replace("closes = 17:00:00", "closes = 16:00:00")
    assert read(fair_toml=other).digest != read_tables(FAIR, tables).digest


def test_report_goes_file_by_file_from_top_to_bottom():
    report = read(
        fair_toml=FAIR_TOML + "couleur = 1\n",
        jobseekers_csv="id;first_name;radius_km\nj1;Ana;loin\nj2;\nj3;Bo;près\n",
        offers_csv="id;exhibitor;title\no1;nul;A\no2;cfa;B\n",
    )
    assert [(flaw.file, flaw.line, flaw.code) for flaw in report.flaws] == [
        ("fair.toml", 8, "key_unknown"),
        ("jobseekers.csv", 2, "number_unreadable"),
        ("jobseekers.csv", 3, "row_too_short"),
        ("jobseekers.csv", 3, "row_unanswered"),
        ("jobseekers.csv", 4, "number_unreadable"),
        ("offers.csv", 2, "exhibitor_unknown"),
    ]


def mended(report, line, column, value, kind="jobseekers"):
    tables = [
        table.with_cell(line, column, value) if table.kind == kind else table
        for table in report.tables
    ]
    return read_tables(report.fair, tables, flaws=report.flaws)


@pytest.mark.parametrize("column", ["Niveau de français", "french_level"])
def test_cell_is_mended_by_its_heading_or_its_canonical_name(column):
    report = received(jobseekers="id;Prénom;Niveau de français\nj1;Ana;débutant\n")
    assert codes(report) == ["level_vague"]
    after = mended(report, 2, column, "A1")
    assert (after.flaws, after.jobseekers[0].french_level) == ((), 1)


def test_every_suggestion_of_a_sheet_can_be_written_back():
    report = received(
        jobseekers="id;first_name;contracts;avoid;arrives\n"
        "j1;Ana;CDII;debut;jour 1 à 23h\nj2;Bo;CDI;;\n",
        offers="id;exhibitor;title\no1;CFA du Par;A\no2;cfa;B\n",
    )
    assert len(report.flaws) == 4
    for flaw in report.flaws:
        kind = flaw.file.removesuffix(".csv")
        report = mended(report, flaw.line, flaw.column, flaw.suggestion, kind)
    assert codes(report) == ["free_never"]
    assert [offer.id for offer in report.offers] == ["o1", "o2"]


def test_column_that_the_sheet_lacks_is_added_to_mend_a_row():
    report = received(offers="id;exhibitor;title;age_max\no1;cfa;A;25\no2;cfa;B;\n")
    assert codes(report) == ["invalid_age_without_ground"]
    after = mended(report, 2, "entry_ground", "Code du travail L6222-1", "offers")
    assert (after.flaws, [offer.id for offer in after.offers]) == ((), ["o1", "o2"])


def test_of_two_columns_for_one_thing_the_read_one_is_mended():
    report = received(jobseekers="id;first_name;Téléphone;Portable\nj1;Ana;;06\n")
    after = mended(report, 2, "phone", "0612345678")
    assert after.jobseekers[0].phone == "0612345678"


def test_what_was_said_of_the_file_is_withdrawn_with_its_cell():
    report = received(jobseekers=[["id", "first_name", "commune"], ["j1", "Ana", "=A1"]])
    assert codes(report) == ["formula_without_value"]
    assert mended(report, 2, "commune", "Massy").flaws == ()


def test_mending_leaves_the_first_table_as_it_was():
    table, _ = read_table("jobseekers", "j.csv", b"id;first_name\nj1;Ana\n")
    assert table.with_cell(2, "first_name", "Bo").rows[0].cells == ("j1", "Bo")
    assert table.rows[0].cells == ("j1", "Ana")


@pytest.mark.parametrize(
    ("line", "column", "code"), [(9, "id", "line_unknown"), (2, "couleur", "column_unknown")]
)
def test_cell_that_is_not_there_cannot_be_mended(line, column, code):
    table, _ = read_table("jobseekers", "j.csv", b"id;first_name\nj1;Ana\n")
    with pytest.raises(FairError) as refusal:
        table.with_cell(line, column, "x")
    assert refusal.value.code == code


def test_table_written_as_csv_reads_the_same():
    before = received(jobseekers=as_csv(PEOPLE))
    assert received(jobseekers=csv_of(before.tables[0])).digest == before.digest


def test_cells_called_right_are_looked_up_once_a_table_however_many_flaws(monkeypatch):
    looked = []
    accepted = Table.accepted.fget

    def counted(table):
        looked.append(table.file)
        return accepted(table)

    monkeypatch.setattr(Table, "accepted", property(counted))
    rows = "".join(f"j{place};Ana{place};tard {place}\n" for place in range(200))
    report = received(jobseekers=f"id;first_name;arrives\n{rows}")
    assert len(report.flaws) > 200
    assert len(looked) <= 2 * len(report.tables)
