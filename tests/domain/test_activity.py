"""The situation that somebody told, read as at work, looking for work, or neither."""

import pytest

from matching.domain.programme.activity import Activity, activity_of

UNEMPLOYED, EMPLOYED, INACTIVE = Activity


@pytest.mark.parametrize(
    ("status", "read"),
    [
        ("Demandeuse d'emploi", UNEMPLOYED),
        ("demandeur d\u2019emploi non indemnisé", UNEMPLOYED),
        ("au chômage depuis mars", UNEMPLOYED),
        ("en recherche d'emploi", UNEMPLOYED),
        ("inscrite à France Travail", UNEMPLOYED),
        ("sans emploi", UNEMPLOYED),
        ("DELD", UNEMPLOYED),
        ("Salariée à temps partiel", EMPLOYED),
        ("CDI", EMPLOYED),
        ("auto-entrepreneur", EMPLOYED),
        ("apprenti", EMPLOYED),
        ("lycéenne", INACTIVE),
        ("à la retraite", INACTIVE),
        ("en formation", INACTIVE),
        ("mère au foyer", INACTIVE),
        ("plus salarié", None),
        ("n'est pas étudiant", None),
        ("ancienne fonctionnaire", None),
        ("étudiant salarié", None),
        ("demandeur d'emploi en formation", None),
        ("a fini le parcours de 4 semaines", None),
        ("non", None),
        ("", None),
        ("cherche un CDI", None),
    ],
)
def test_the_words_of_a_situation_say_one_thing_or_nothing(status, read):
    assert activity_of(status) is read
