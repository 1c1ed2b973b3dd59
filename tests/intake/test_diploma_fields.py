"""A cell of diplomas that names a field or a title says more than a level."""

import pytest

from matching.domain.levels import DiplomaLevel
from tests.intake.sheets import received


def of_cell(written, skills=""):
    rows = f"id;Prénom;Diplôme;Compétences\np1;Ana;{written};{skills}\n"
    (person,) = received(jobseekers=rows).jobseekers
    return person


@pytest.mark.parametrize(
    "written",
    [
        "CAP petite enfance",
        "DEAS",
        "BTS comptabilité",
        "diplôme d'aide-soignante",
        "Titre pro maçon",
        "SSIAP 1",
        "habilitation électrique B1V",
        "CAP AEPE (2019)",
    ],
)
def test_the_field_or_title_that_a_diploma_names_is_kept_in_its_own_words(written):
    assert of_cell(written).skills == (written,)
    assert of_cell(written, skills="accueil").skills == ("accueil", written)
    assert of_cell(written, skills=written).skills == (written,)


@pytest.mark.parametrize(
    "written",
    [
        *("CAP", "bac+2", "Bac pro", "CAP/BEP", "3 - CAP, BEP", "bac S", "CAP, A2", "BTS|licence"),
        *("CAP cuisine non obtenu", "CAP cuisine en cours", "CAP 2e année", "niveau CAP cuisine"),
        *("CAP obtenu en Algérie", "diplôme étranger", "diplôme de fin d'études secondaires"),
        *("aucun", "sans diplôme", "CAP à Bac", "CACES 3 périmé", ""),
    ],
)
def test_a_level_alone_or_a_diploma_that_is_not_had_is_no_skill(written):
    assert of_cell(written).skills == ()


def test_the_level_of_a_diploma_of_a_field_stays():
    assert of_cell("CAP petite enfance").diploma_level is DiplomaLevel.CAP
