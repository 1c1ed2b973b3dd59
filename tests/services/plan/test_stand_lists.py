"""Lists on paper: nothing that reads as an age, printed by the clock on the wall."""

from datetime import UTC, datetime

import pymupdf
import pytest

from matching.domain.errors import FairError
from matching.services.plan.paper.stand_lists import without_ages
from matching.services.plan.print_sheets import print_sheet
from tests.fairs import shop_on

MOSSON = "mosson-2023"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("A déjà travaillé : secrétaire 28 ans", "A déjà travaillé : secrétaire"),
        ("A déjà travaillé : vendeuse, 52 ans", "A déjà travaillé : vendeuse"),
        ("j'ai 34 ans aide à domicile", "aide à domicile"),
        ("cuisinier (19 ans)", "cuisinier"),
        ("maçon 12 ans de métier", "maçon 12 ans de métier"),
        ("10 ans d'expérience en cuisine", "10 ans d'expérience en cuisine"),
        ("Wants: sewing, 40 years old", "Wants: sewing"),
        ("lycée, 3e année", "lycée, 3e année"),
    ],
)
def test_years_are_told_only_where_they_are_of_work(said, told):
    assert without_ages(said) == told


@pytest.mark.parametrize("sheet", ["stands", "door", "schedules"])
def test_a_sheet_says_when_it_was_printed_by_the_clock_on_the_wall_and_from_which_plan(
    example, tmp_path, sheet
):
    evening_before = datetime(2023, 6, 29, 18, 5, tzinfo=UTC)
    with shop_on(example.announced, tmp_path, now=evening_before) as shop:
        page = pymupdf.open(stream=print_sheet(shop, MOSSON, sheet))[0].get_text()
    assert "Imprimé le 29 juin 2023 à 20 h 05, planning n° 1." in " ".join(page.split())


def test_badges_are_printed_on_the_labels_asked_for_and_unknown_ones_are_refused(example, tmp_path):
    with shop_on(example.announced, tmp_path) as shop:
        page = pymupdf.open(stream=print_sheet(shop, MOSSON, "badges", labels="62x100"))[0]
        assert [round(side / 72 * 25.4) for side in page.rect.br] == [62, 100]
        with pytest.raises(FairError, match="labels_unknown"):
            print_sheet(shop, MOSSON, "badges", labels="a0")
