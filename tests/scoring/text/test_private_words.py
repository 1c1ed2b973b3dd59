"""What people say of their private life is taken out before anything is read or quoted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.scoring.text.private_words import without_private
from tests.examples import examples
from tests.strategies import PRIVATE, SKILLS, TRADES


@pytest.mark.parametrize("said", PRIVATE)
def test_nothing_is_left_of_a_private_sentence(said):
    assert without_private(said) == ""
    assert without_private(said.capitalize()) == ""
    assert without_private(said.upper()) == ""


WORK = (
    *("garde d'enfants", "garder 3 enfants", "j'ai gardé 3 enfants", "animation avec des enfants"),
    *("femme de ménage", "je suis une femme de ménage", "homme toutes mains", "sage-femme"),
    *("aider des personnes handicapées", "accompagnant d'enfants en situation de handicap"),
    *("électricien 25 ans", "j'ai 25 ans d'expérience en cuisine", "j'ai 10 ans de métier"),
    *("professeur de français", "anglais", "arabe", "cuisine italienne", "aide aux réfugiés"),
    *("assistante maternelle", "retouches de robes de mariée", "conseillère RSA", "C++, C#, .NET"),
    *("je suis cuisinier", "travail assis", "employé dans une maison de retraite", "parler turc"),
    *("je vends des habits", "accueil de familles", "aide-soignante", "père Noël"),
    *(
        "je viens de terminer une formation",
        "je sais élever des poules",
        "ukrainien",
        "d",
        "l'école",
    ),
)


@pytest.mark.parametrize("said", [*WORK, *TRADES, *SKILLS])
def test_work_stays_word_for_word(said):
    assert without_private(said) == said


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("maman de 2 enfants, je cherche du ménage", "je cherche du ménage"),
        ("je cherche un travail car j'ai 3 enfants", "je cherche un travail"),
        ("Femme de 45 ans cherche ménage", "cherche ménage"),
        ("cuisinier, 60 ans", "cuisinier"),
        ("développeur web et papa de 3 enfants", "développeur web"),
        ("j'ai 45 ans et 20 ans d'expérience en cuisine", "20 ans d'expérience en cuisine"),
        ("J'habite à la Mosson et je cherche du ménage", "je cherche du ménage"),
        ("je m'appelle Fatima Benali, je répare des téléphones", "je répare des téléphones"),
        ("Réfugié syrien, maçon", "maçon"),
        ("mes enfants vont à l'école et ménage", "ménage"),
        ("papa, C++, أعمل في البناء", "C++, أعمل في البناء"),
        ("je suis réfugié syrien, maçon", "maçon"),
        ("RQTH, travail assis", "travail assis"),
        ("ménage. J'ai 3 enfants.", "ménage"),
        ("I have 3 kids, cleaning", "cleaning"),
        ("", ""),
    ],
)
def test_the_rest_of_the_sentence_stays(said, kept):
    assert without_private(said) == kept


@pytest.mark.slow
@examples(300)
@given(st.text(max_size=200))
def test_any_text_can_be_read_and_twice_is_as_once(text):
    once = without_private(text)
    assert without_private(once) == once
