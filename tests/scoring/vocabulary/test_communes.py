import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import Invalid
from matching.scoring import Vocabulary
from matching.scoring.vocabulary.communes import Communes
from tests.scoring.vocabularies import REFERENCE

COMMUNES = Vocabulary.read(REFERENCE).communes
MASSY = COMMUNES.of_fair("Espace Liberté, Massy (91)")
NAMES = sorted({commune.name for commune in COMMUNES})


def code(text, near=MASSY):
    found = COMMUNES.find(text, near=near)
    return found.code if found else ""


@pytest.mark.parametrize(
    ("written", "commune"),
    [
        ("St Denis (93)", "93066"),
        ("93200 Saint-Denis", "93066"),
        ("97400 Saint-Denis", "97411"),
        ("34064 Montpellier Cedex 2", "34172"),
        ("12 rue de la Paix, 91300 Massy", "91377"),
        ("Montpellier - La Mosson", "34172"),
        ("75018", "75056"),
        ("Lyon 03", "69123"),
        ("VITRY/SEINE", "94081"),
        ("hay les roses", "94038"),
        ("ville inconnue", ""),
        ("  ", ""),
    ],
)
def test_a_commune_is_found_however_it_is_written(written, commune):
    assert code(written, near=None) == commune


@pytest.mark.parametrize(
    ("written", "commune"),
    [
        ("Saint-Denis", "93066"),
        ("Massy", "91377"),
        ("Choisy", "94022"),
        ("Evry", "91228"),
        ("Savigny", "91589"),
        ("Lyon", "69123"),
    ],
)
def test_people_mean_the_commune_that_lies_beside_the_fair(written, commune):
    assert code(written) == commune


@pytest.mark.parametrize("name", ["Saint-Denis", "Massy", "Valence", "Sainte-Geneviève-des-Bois"])
def test_a_name_of_several_communes_is_not_guessed_without_a_fair(name):
    assert code(name, near=None) == ""


@pytest.mark.parametrize(
    ("place", "commune"),
    [
        ("La Place du numérique, quartier Opéra, Massy", "91377"),
        ("Salle des fêtes de Meaux", "77284"),
        ("Montpellier, La Mosson", "34172"),
        ("Maison des associations, Valence", "26362"),
        ("Gymnase, 12 rue de Lyon, 75012 Paris", "75056"),
        ("Espace Saint-Martin, Gonesse", "95277"),
    ],
)
def test_a_fair_is_where_its_organiser_says(place, commune):
    assert COMMUNES.of_fair(place) == COMMUNES.find(commune_line(commune)).point


def commune_line(wanted):
    (found,) = (commune for commune in COMMUNES if commune.code == wanted)
    return f"{found.postcodes[0]} {found.name}"


@pytest.mark.parametrize("place", ["", "Maison de la Famille", "Salle Nelson Mandela, Saint-Denis"])
def test_a_fair_whose_place_names_no_commune_is_nowhere(place):
    assert COMMUNES.of_fair(place) is None


@given(st.sampled_from(NAMES), st.sampled_from((str.upper, str.lower, str.title)))
def test_capitals_never_change_what_is_found(name, written):
    assert code(written(name)) == code(name)


@given(st.sampled_from(sorted(COMMUNES, key=lambda commune: commune.code)))
def test_name_and_postcode_together_name_one_commune(commune):
    for postcode in commune.postcodes:
        found = COMMUNES.find(f"{postcode} {commune.name}", near=MASSY)
        assert (found.name, postcode in found.postcodes) == (commune.name, True)


@pytest.mark.parametrize(
    "row", ["Agde,34003,north,3", "Agde,34003,43.3", "Agde,X,43.3,3.4", "Agde,34003,43.3,3.4,x"]
)
def test_a_row_that_cannot_be_read_is_named(row):
    with pytest.raises(Invalid) as refusal:
        Communes(f"name,insee,latitude,longitude\nAssas,34014,43.7019,3.8983\n{row}\n")
    assert refusal.value.params["line"] == 3


def test_a_table_without_its_heading_is_refused():
    with pytest.raises(Invalid):
        Communes("Assas,34014,43.7019,3.8983\n")
