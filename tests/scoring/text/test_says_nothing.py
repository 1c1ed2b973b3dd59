import pytest

from matching.scoring.text.says_nothing import says_nothing


@pytest.mark.parametrize(
    "text",
    [
        "kel ke choz",
        "nimporte kel travaille",
        "c'est ma conseillère qui m'envoie",
        "retour à l'emploi",
        "ouvert à toutes propositions",
        "selon les offres",
    ],
)
def test_what_names_no_work_says_nothing_however_it_is_spelt(text):
    assert says_nothing(text)


@pytest.mark.parametrize(
    "text",
    [
        "employé de chai",
        "commande en gros",
        "préfet",
        "conseiller",
        "aide à la maison",
        "je conseille les clients",
    ],
)
def test_a_word_that_only_sounds_like_an_empty_one_is_kept(text):
    assert not says_nothing(text)
