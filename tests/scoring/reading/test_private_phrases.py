"""What somebody says of their private life or origin means no trade and no skill."""

import pytest

from tests.scoring.vocabularies import real_reader

READER = real_reader()

PRIVATE = (
    "je sors de prison",
    "je suis sous bracelet électronique",
    "j'ai trois enfants",
    "je suis enceinte",
    "mon mari est décédé",
    "je suis diabétique",
    "j'ai mal au dos",
    "je suis musulmane",
    "je viens du Maroc",
    "titre de séjour en cours",
    "je touche le RSA",
    "au chômage depuis deux ans",
    "je dors dans ma voiture",
    "j'ai 52 ans",
)
ORIGINS = ("ukraine", "portugal", "algérie", "maroc", "roumanie", "sénégal")


@pytest.mark.parametrize("kind", ["occupation", "skill"])
@pytest.mark.parametrize("phrase", PRIVATE)
def test_a_private_phrase_has_no_meaning(phrase, kind):
    assert READER.understand(phrase, kind=kind).candidates == ()


@pytest.mark.parametrize("kind", ["occupation", "skill"])
@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("trade", ["soudeur 15 ans", "maçon 7 ans", "femme de ménage 12 ans"])
def test_where_somebody_worked_changes_no_meaning(trade, origin, kind):
    without, beside = (
        READER.understand(text, kind=kind).candidates for text in (trade, f"{trade} {origin}")
    )
    assert [one.code for one in beside] == [one.code for one in without]
