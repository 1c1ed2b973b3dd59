"""A heading is a guess that its cells must bear out; where they do not, the column is asked."""

import tomllib
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.intake.headings import KINDS, columns, recognise
from matching.intake.mapping import mapping_of
from matching.intake.tables.borne_out import named_columns
from matching.intake.tables.layout import read_table
from tests.intake.sheets import received

START = {
    "jobseekers": ("Prénom", [f"Ana{place}" for place in range(9)]),
    "exhibitors": ("Nom", [f"Stand {place}" for place in range(9)]),
    "offers": ("Exposant;Intitulé", [f"Mairie;Poste {place}" for place in range(9)]),
}


def read_as(kind, heading, cells):
    first, rows = START[kind]
    lines = [
        f"{first};{heading}",
        *(f"{row};{cell}" for row, cell in zip(rows, cells, strict=False)),
    ]
    table, _ = read_table(kind, "liste.csv", "\n".join(lines).encode())
    found = next(one for one in mapping_of(table).columns if one.heading == heading)
    return found.column, found.certainty.value


@pytest.mark.parametrize(
    ("kind", "heading", "cells", "column", "certainty"),
    [
        ("jobseekers", "Mobilité", ["15 km", "30", "5 km"], "radius_km", "sure"),
        ("jobseekers", "Mobilité", ["voiture", "à pied", "sans véhicule"], "vehicle", "likely"),
        ("jobseekers", "Mobilité", ["Permis B + voiture", "sans permis, sans voiture"],
         "licence_and_vehicle", "likely"),
        ("jobseekers", "Mobilité", ["oui", "non", "oui"], "", "ask"),
        ("jobseekers", "Mobilité", ["tram 3", "quartier nord"], "", "ask"),
        ("jobseekers", "Contraintes", ["port de charges", "travail de nuit"], "avoid", "sure"),
        ("jobseekers", "Contraintes", ["jusqu'à 15h", "10h-12h"], "presence", "likely"),
        ("jobseekers", "Contraintes", ["garde alternée", "trajet long"], "", "ask"),
        ("jobseekers", "Contraintes", ["garde de Léo", "soir"], "", "ask"),
        ("jobseekers", "Niveau", ["A2", "B1", "C1"], "french_level", "likely"),
        ("jobseekers", "Niveau", ["CAP", "Bac pro", "sans diplôme"], "diploma_level", "likely"),
        ("jobseekers", "Niveau", ["bon", "moyen"], "", "ask"),
        ("jobseekers", "Mobile", ["06 39 98 10 01", "0639981002"], "phone", "sure"),
        ("jobseekers", "Mobile", ["oui", "non"], "", "ask"),
        ("jobseekers", "Contact", ["ana@exemple.fr", "bo@exemple.fr"], "email", "likely"),
        ("jobseekers", "Contact", ["06 39 98 10 01", "0639981002"], "phone", "likely"),
        ("jobseekers", "Disponibilités", ["9h-12h", "toute la journée"], "presence", "sure"),
        ("jobseekers", "Dispo", ["immédiate", "01/02/2027", "03/05/2027"], "available_from",
         "likely"),
        ("jobseekers", "Niveau de français", ["bon", "bon", "moyen"], "french_level", "sure"),
        ("exhibitors", "Contact", ["Zoé Lenoir", "M. Petit"], "recruiters", "sure"),
        ("exhibitors", "Contact", ["rh@exemple.fr", "04 99 00 00 01"], "", "ask"),
        ("offers", "Niveau", ["Bac +2", "CAP"], "diploma_min", "likely"),
        ("offers", "Annonce", ["Permis B exigé"], "description", "sure"),
    ],
)  # fmt: skip
def test_column_is_what_its_cells_bear_out(kind, heading, cells, column, certainty):
    assert read_as(kind, heading, cells) == (column, certainty)


def test_column_that_is_asked_is_not_kept_and_says_so():
    report = received(jobseekers="id;first_name;Contraintes\nj1;Ana;garde de Léo\n")
    (flaw,) = (one for one in report.flaws if one.code == "heading_asked")
    assert (flaw.column, flaw.lost) == ("Contraintes", False)
    assert not any(
        "Léo" in cell for table in report.tables for row in table.rows for cell in row.cells
    )
    assert report.asides == {}


def test_headings_with_rivals_name_columns_that_are_there():
    text = (files("matching.intake") / "rivals.toml").read_text("utf-8")
    for kind, found in tomllib.loads(text).items():
        assert set(found) - {"licence_and_vehicle", "presence"} <= set(columns(kind))
        assert kind in KINDS


SURE = {
    "radius_km": ["12 km", "30 km", "5 km"],
    "french_level": ["A1", "B2", "C1"],
    "diploma_level": ["CAP", "Bac +2", "BEP"],
    "phone": ["06 39 98 10 01", "06 39 98 10 02", "06 39 98 10 03"],
    "email": ["ana@exemple.fr", "bo@exemple.fr", "cy@exemple.fr"],
    "presence": ["9h-12h", "jusqu'à 15h", "toute la journée"],
    "available_from": ["01/02/2027", "03/05/2027", "immédiate"],
    "vehicle": ["voiture", "sans véhicule", "véhiculé"],
    "nothing of ours": ["tram 3", "bleu ciel", "quartier nord"],
}
# What is written alike: A1 is a licence too, hours are a time of day too.
ALSO = {
    ("Mobilité", "french_level"): "licence_and_vehicle",
    ("Mobilité", "vehicle"): "licence_and_vehicle",
    ("Niveau", "vehicle"): "diploma_level",
    ("Horaires", "presence"): "hours_wanted",
}
AMBIGUOUS = ["Mobilité", "Contraintes", "Niveau", "Mobile", "Contact", "Dispo", "Horaires",
             "Rayon"]  # fmt: skip


@given(
    heading=st.sampled_from(AMBIGUOUS),
    meant=st.sampled_from(sorted(SURE)),
    places=st.lists(st.integers(0, 2), min_size=1, max_size=6),
)
def test_no_cells_are_read_under_a_meaning_that_they_do_not_have(heading, meant, places):
    column, certainty = read_as("jobseekers", heading, [SURE[meant][place] for place in places])
    named = meant in named_columns("jobseekers", heading)
    also = ALSO.get((heading, meant), "")
    assert column in ({meant, ""} if named else {""}) | {also}
    assert column or certainty == "ask"


@pytest.mark.parametrize(
    ("kind", "heading", "column"),
    [
        ("offers", "Lieu de la mission", "commune"),
        ("exhibitors", "Nombre d'intervenants", "tables"),
        ("exhibitors", "Combien de représentants ?", "tables"),
        ("jobseekers", "Langues maîtrisées", "language"),
        ("jobseekers", "Maîtrise de la langue française", ""),
    ],
)
def test_words_within_a_heading_give_its_column_away(kind, heading, column):
    ((found, _),) = recognise(kind, [heading])
    assert found == column
