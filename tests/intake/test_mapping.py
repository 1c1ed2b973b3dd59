"""What each column is taken for, how sure that is, and what a person says of it."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import FairError
from matching.intake.answered import form_of
from matching.intake.folder import read_files
from matching.intake.map_file import must_name_these, read_map_file
from matching.intake.mapping import MappingAnswers, mapping_of, table_with
from matching.intake.opening import open_files

from .sheets import files

PEOPLE = (
    "Prénom;Nom;Ce qui compte;Niv. de langue;N° de sécu;Souhaits\n"
    "Ana;Sol;cuisine;bon;1 85 05 78 006 084 36;cuisine\n"
    "Bo;Li;vente;bon;;vente\n"
    "Cy;Wu;;débutant;;\n"
)


def table_of(text, name="jobseekers.csv", kinds=None):
    return open_files({name: text.encode()}, kinds=kinds or {}).tables[0]


def column(mapping, heading):
    return next(one for one in mapping.columns if one.heading == heading)


def test_columns_come_with_three_cells_and_how_sure_they_are():
    mapping = mapping_of(table_of(PEOPLE))
    name, odd = column(mapping, "Prénom"), column(mapping, "Ce qui compte")
    assert (name.column, name.certainty, name.samples) == (
        "first_name",
        "sure",
        ("Ana", "Bo", "Cy"),
    )
    assert (odd.column, odd.certainty, odd.samples) == ("", "none", ("cuisine", "vente"))


def test_cells_of_a_private_column_are_never_shown():
    secret = column(mapping_of(table_of(PEOPLE)), "N° de sécu")
    assert (secret.column, secret.samples) == ("private", ())


def test_what_matters_most_comes_first_and_is_missed_by_name():
    mapping = mapping_of(table_of(PEOPLE))
    assert mapping.columns[0].heading == "Souhaits"
    assert mapping.missing[:3] == ("skills", "arrives", "leaves")


def test_column_without_which_no_row_is_read_is_missed_first():
    assert mapping_of(table_of("Téléphone;Souhaits\n06;vente\n")).missing[0] == "first_name"
    assert "first_name" not in mapping_of(table_of("Nom Prénom;Souhaits\nSOL A;vente\n")).missing


def test_one_column_of_hours_says_both_ends():
    mapping = mapping_of(table_of("Prénom;Créneau\nAna;9h-12h\n"))
    assert {"arrives", "leaves"}.isdisjoint(mapping.missing)


def test_one_column_of_licence_and_car_says_both():
    mapping = mapping_of(table_of("Prénom;Voiture / permis\nAna;permis B + voiture\n"))
    assert not {"licences", "vehicle"} & {*mapping.missing}


def test_what_a_person_says_goes_before_the_heading():
    said = MappingAnswers(columns={"jobseekers": {"Ce qui compte": "wishes", "Souhaits": ""}})
    mapping = mapping_of(table_with(table_of(PEOPLE), said))
    assert column(mapping, "Ce qui compte").column == "wishes"
    assert column(mapping, "Souhaits").column == ""
    assert column(mapping, "Souhaits").certainty == "said"


@pytest.mark.parametrize(
    "said",
    [
        {"Ce qui compte": "wishes"},
        {"Souhaits": ""},
        {"Souhaits": "experience", "Ce qui compte": "skills"},
        {"Ce qui compte": "presence"},
        {"Ce qui compte": "given_first"},
    ],
)
def test_what_is_still_missing_follows_what_was_said_before_the_file_is_read_again(said):
    table = table_of(PEOPLE)
    again = mapping_of(table_with(table, MappingAnswers(columns={"jobseekers": said})))
    assert mapping_of(table).missing_with(said) == again.missing


def test_kind_that_a_person_says_reads_a_file_of_unknown_words():
    strange = "Alpha;Beta\nAna;cuisine\n"
    assert open_files({"x.csv": strange.encode()}, kinds={}).unknown == ("x.csv",)
    table = table_of(strange, "x.csv", {"x.csv": "jobseekers"})
    assert (table.kind, table.headings) == ("jobseekers", ("Alpha", "Beta"))


def test_file_that_is_not_to_be_read_is_left_alone():
    opened = open_files({"jobseekers.csv": PEOPLE.encode()}, kinds={"jobseekers.csv": ""})
    assert (opened.tables, opened.unknown, opened.refusals) == ((), (), ())


def test_every_refusal_of_every_file_is_in_one_answer():
    found = open_files(
        {"offers.csv": b"%PDF-1.7", "visiteurs.xlsx": b"PK\x03\x04", "stands.csv": b""}, kinds={}
    )
    assert [refusal.code for refusal in found.refusals] == [
        "xlsx_broken", "table_empty", "not_a_table",
    ]  # fmt: skip


def test_two_files_of_one_kind_are_told_apart_by_a_person():
    two = {"jeunes.csv": b"Nom;Pr\xc3\xa9nom\nSol;Ana\n", "visiteurs.csv": b"Pr\xc3\xa9nom\nBo\n"}
    assert [one.code for one in open_files(two, kinds={}).refusals] == ["table_twice"]
    opened = open_files(two, kinds={"jeunes.csv": ""})
    assert ([table.file for table in opened.tables], opened.refusals) == (["visiteurs.csv"], ())


def test_an_answer_about_a_word_is_read_in_every_cell_that_says_it(tmp_path):
    path = tmp_path / "map.json"
    said = {
        "format": "parvis-map/1",
        "columns": {"jobseekers": {"Niv. de langue": "french_level"}},
        "values": {"jobseekers": {"french_level": {"BON ": "B2"}}},
    }
    path.write_text(json.dumps(said), "utf-8")
    people = read_files(files(jobseekers_csv=PEOPLE), said=read_map_file(path)).jobseekers
    levels = {one.first_name: one.french_level and one.french_level.label for one in people}
    assert levels == {"Ana": "B2", "Bo": "B2", "Cy": None}


@pytest.mark.parametrize(
    ("text", "code", "nearest"),
    [
        ('[columns.jobseekers]\n"Nom" = "last_nam"', "column_target_unknown", "last_name"),
        ("[columns.jobseeker]", "map_name_unknown", "jobseekers"),
        ('[files]\n"a.csv" = "offer"', "map_name_unknown", "offers"),
        ('[values.jobseekers.french_lvl]\nbon = "B2"', "map_name_unknown", "french_level"),
        ("[colums]", "map_name_unknown", "columns"),
    ],
)
def test_name_of_a_map_that_is_not_ours_is_refused_with_the_nearest(tmp_path, text, code, nearest):
    path = tmp_path / "map.toml"
    path.write_text(f'format = "parvis-map/1"\n{text}\n', "utf-8")
    with pytest.raises(FairError) as refusal:
        read_map_file(path)
    assert (refusal.value.code, refusal.value.params["nearest"]) == (code, nearest)


def test_heading_that_the_file_does_not_have_is_refused_with_the_nearest():
    said = MappingAnswers(columns={"jobseekers": {"Souhait": "wishes"}})
    with pytest.raises(FairError) as refusal:
        must_name_these(said, [table_of(PEOPLE)])
    assert refusal.value.params["nearest"] == "Souhaits"


@pytest.mark.parametrize(
    "text",
    [
        'columns = "x"', "[columns]\njobseekers = 1", "[values]\njobseekers = 1",
        '[values.jobseekers]\nfrench_level = "B2"', 'files = "x"',
    ],
)  # fmt: skip
def test_map_of_another_shape_is_refused(tmp_path, text):
    path = tmp_path / "map.toml"
    path.write_text(f'format = "parvis-map/1"\n{text}\n', "utf-8")
    with pytest.raises(FairError) as refusal:
        read_map_file(path)
    assert refusal.value.code == "map_unreadable"


def test_map_that_is_not_there_or_far_too_long_is_refused(tmp_path):
    with pytest.raises(FairError, match="file_unreadable"):
        read_map_file(tmp_path / "nowhere.toml")
    (tmp_path / "long.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(FairError, match="file_too_large"):
        read_map_file(tmp_path / "long.toml")


@given(st.permutations(["Prénom", "Nom", "Métier cherché ?", "N° de tél.", "Divers"]))
def test_a_form_is_known_again_in_any_order_and_case_of_its_headings(headings):
    assert form_of(headings) == form_of(["PRENOM", "nom", "metier cherche", "n° de tel", "divers"])
    assert form_of(headings) != form_of(headings[1:])


UNLIKE = {
    "ville.csv": "Qui;Rêve\nAna;vente\n",
    "mission.csv": "Personne reçue;Projet\nBo;cuisine\n",
}
BOTH = """format = "parvis-map/1"
[files]
"ville.csv" = "jobseekers"
"mission.csv" = "jobseekers"
[columns.jobseekers]
"Qui" = "first_name"
"Rêve" = "wishes"
"Personne reçue" = "first_name"
"Projet" = "wishes"
"""


def unlike(tmp_path, text):
    path = tmp_path / "map.toml"
    path.write_text(text, "utf-8")
    said = read_map_file(path)
    lists = {name: text.encode() for name, text in UNLIKE.items()}
    sent = files(jobseekers_csv=None) | lists
    must_name_these(said, open_files(sent, kinds=said.kinds).tables)
    return {one.first_name: one.wishes for one in read_files(sent, said=said).jobseekers}


def test_headings_of_two_unlike_lists_apply_each_to_the_list_that_has_them(tmp_path):
    assert unlike(tmp_path, BOTH) == {"Ana": ("vente",), "Bo": ("cuisine",)}


def test_map_says_of_one_file_what_its_heading_is(tmp_path):
    text = (
        BOTH.replace('"Projet" = "wishes"', "") + '[columns."mission.csv"]\n"Projet" = "skills"\n'
    )
    assert unlike(tmp_path, text) == {"Ana": ("vente",), "Bo": ()}


def test_heading_that_no_list_has_is_refused_with_the_nearest(tmp_path):
    for text in (
        BOTH.replace('"Rêve"', '"Rêves"'),
        BOTH + '[columns."mission.csv"]\n"Rêve" = "skills"\n',
    ):
        with pytest.raises(FairError, match="map_name_unknown"):
            unlike(tmp_path, text)
