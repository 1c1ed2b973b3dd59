"""Lists and forms as tools and people lay them out: headings on two rows, pages, groups, notes."""

from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.intake.cells.times.stretches import read_span
from matching.intake.tables.keeping.row_kinds import is_crossed_out, repeats_headings
from tests.examples import examples

from .sheets import FAIR, codes, received

OFFICE = "urn:oasis:names:tc:opendocument:xmlns"
TICKS = st.sampled_from(["X", "", "oui", "non", "1", "0"])


def people(text):
    report = received(jobseekers=text)
    return report, {person.first_name: person for person in report.jobseekers}


def ods(*rows):
    """A sheet of LibreOffice: each row its attributes and its cells, each cell text or XML."""
    cells = "".join(
        f"<table:table-row{seen}>"
        + "".join(
            cell
            if cell.startswith("<")
            else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p>'
            "</table:table-cell>"
            for cell in row
        )
        + "</table:table-row>"
        for seen, row in rows
    )
    names = " ".join(f'xmlns:{name}="{OFFICE}:{name}:1.0"' for name in ("office", "table", "text"))
    document = (
        f"<office:document-content {names}><office:body><office:spreadsheet>"
        f'<table:table table:name="Liste"><table:table-column/><table:table-column'
        f' table:visibility="collapse" table:number-columns-repeated="2"/>{cells}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    content = BytesIO()
    with ZipFile(content, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", document)
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return content.getvalue()


@examples(40)
@given(ticks=st.lists(st.tuples(TICKS, TICKS), min_size=1, max_size=5), below=st.booleans())
def test_answers_ticked_under_one_question_are_the_wishes(ticks, below):
    """Whether the names of the other columns stand beside the question or beside the answers."""
    heads = [
        ["Prénom" if below else "", "Quels métiers ?", "", "Permis" if below else ""],
        ["" if below else "Prénom", "Vente", "Cuisine", "" if below else "Permis"],
    ]
    ticks = [("X", "X"), *ticks]
    rows = [[f"P{place}", *row, "B"] for place, row in enumerate(ticks)]
    report, found = people("\n".join(";".join(row) for row in [["Titre"], *heads, *rows]))
    for place, row in enumerate(ticks):
        ticked = zip(("Vente", "Cuisine"), row, strict=True)
        chosen = tuple(name for name, tick in ticked if tick in {"X", "oui", "1"})
        assert found[f"P{place}"].wishes == chosen
        assert found[f"P{place}"].licences == ("B",)
    assert not any(flaw.lost for flaw in report.flaws)


def test_groups_above_columns_change_no_heading_that_is_known():
    _, found = people(";Identité;;Recherche\nN°;Nom;Prénom;Métier\n1;SY;Aïcha;vente\n2;LI;Bo;\n")
    assert (found["Aïcha"].last_name, found["Aïcha"].wishes) == ("SY", ("vente",))


def test_remarks_under_a_question_are_no_answers():
    _, found = people(
        ";Quels métiers ?;\nPrénom;Vente;Remarque\nAna;X;vient en bus\nBo;;en retard\n"
    )
    assert (found["Ana"].wishes, found["Bo"].wishes) == (("Vente",), ())


def test_moments_ticked_in_a_grid_are_read_or_asked_by_their_names():
    report, found = people(
        "Prénom;Quand pouvez-vous venir ? [9h-12h];Quand pouvez-vous venir ? [Après-midi]"
        ";Quand pouvez-vous venir ? [Si possible tôt]\n"
        "Ana;Oui;;\nBo;;Oui;\nCy;;;Oui\n"
    )
    assert (found["Ana"].arrives.hour, found["Ana"].leaves.hour) == (9, 12)
    assert (found["Bo"].arrives, found["Bo"].leaves) == (FAIR.midday[1], None)
    unread = [flaw.value for flaw in report.flaws if flaw.code == "time_unreadable"]
    assert unread == ["Si possible tôt"]


@given(st.lists(st.text("abcdéè", min_size=1, max_size=6), min_size=2, max_size=5, unique=True))
def test_a_row_repeats_its_headings_only_when_it_says_them(headings):
    assert repeats_headings(headings, [heading.upper() for heading in headings])
    assert not repeats_headings(headings, [f"{heading}x" for heading in headings])


def test_headings_of_the_next_page_are_nobody():
    report, found = people("Nom;Prénom;Tél\nSY;Ana;\nNom;Prénom;Tél\nLI;Bo;\n")
    assert (set(found), set(codes(report)) & {"row_heading"}) == ({"Ana", "Bo"}, {"row_heading"})


@pytest.mark.parametrize(
    ("name", "crossed"),
    [
        *((name, True) for name in (
            "ANNULÉ - PETIT Jo", "PETIT Jo (annulée)", "PETIT Jo \u2013 désistement", "*annulé* Jo",
            "DÉSINSCRIT Jo", "PETIT Jo [ne vient pas]",
        )),
        *((name, False) for name in ("Annulo Rossi", "Jo Cancelier", "Désirée PETIT", "Remi")),
    ],
)  # fmt: skip
def test_name_crossed_out_in_words_is_a_cancellation(name, crossed):
    assert is_crossed_out(name) is crossed


def test_senders_alone_in_a_row_are_titles_of_groups_and_notes_below_are_nobody():
    report, found = people(
        "N°;Nom et prénom;Structure;Métier\n;Mission locale de Lunel;;\n1;SAGNA Marie;ML;vente\n"
        "2;ANNULÉ - PETIT Jo;ML;vente\n;Sous-total ML : 2;;\nNombre d'inscrits : 2;;;\n"
        "Liste arrêtée le 29/06/2023;;;\nLe responsable :;;;\n"
    )
    assert set(found) == {"Marie"}
    assert set(codes(report)) >= {"row_group", "row_cancelled", "row_total", "row_footer"}


def test_campaign_code_on_two_rows_loses_nobody():
    _, found = people("Code;Nom de la campagne;Nom;Prénom\nA1;Forum;SY;Ana\nA1;Forum;LI;Bo\n")
    assert set(found) == {"Ana", "Bo"}


def test_number_kept_as_text_is_a_number():
    _, found = people("Prénom;Téléphone\nAna;'0639982101\n")
    assert found["Ana"].phone == "0639982101"


@pytest.mark.parametrize(
    "heading",
    [
        "J'accepte que mon CV soit transmis aux entreprises",
        "Autorisez-vous la transmission de vos coordonnées ?",
        "I agree to be contacted",
        "J'autorise le partage de mes données",
    ],
)
def test_consent_is_read_under_every_wording_of_its_question(heading):
    _, found = people(f"Prénom;{heading}\nAna;Oui\nBo;Non merci\nCy;\n")
    said = {name: person.consent_contact for name, person in found.items()}
    assert said == {"Ana": True, "Bo": False, "Cy": None}


@pytest.mark.parametrize("answer", ["Sans réponse", "NSP", "Non communiqué"])
def test_no_answer_is_no_question(answer):
    report, found = people(f"Prénom;Permis;Niveau de français\nAna;{answer};{answer}\n")
    assert (found["Ana"].licences, found["Ana"].french_level) == (None, None)
    assert not set(codes(report)) & {"licence_unknown", "level_unknown"}


@pytest.mark.parametrize(
    ("words", "ends"),
    [
        ("jusqu'à 11h", (None, 11)), ("jusqu\u2019à 11h", (None, 11)),
        ("à partir de 10h", (10, None)), ("de 9h jusqu'à 12h", (9, 12)),
        ("dès 9h et jusqu'à 11h", (9, 11)), ("9 heures à midi", (9, 12)),
    ],
)  # fmt: skip
def test_ends_of_a_stay_are_read_as_they_are_said(words, ends):
    read = read_span(words).value
    assert tuple(clock and clock.hour for clock in read) == ends


def test_hidden_rows_and_merged_cells_of_libreoffice_are_seen():
    merged = (
        '<table:table-cell office:value-type="string" table:number-rows-spanned="2">'
        "<text:p>Mission locale</text:p></table:table-cell>"
    )
    content = ods(
        ("", ["Prénom", "Accompagné par", "Métier"]),
        ("", ["Ana", merged, "vente"]),
        ("", ["Bo", "<table:covered-table-cell/>", "cuisine"]),
        (' table:visibility="filter"', ["Cy", "x", "vente"]),
        (' table:visibility="collapse"', ["Di", "x", "vente"]),
    )
    report, found = people(content)
    assert {name: person.referrer for name, person in found.items()} == {
        "Ana": "Mission locale", "Bo": "Mission locale",
    }  # fmt: skip
    assert [flaw.line for flaw in report.flaws if flaw.code == "row_hidden"] == [4, 5]
    assert len([flaw for flaw in report.flaws if flaw.code == "column_hidden"]) == 2
