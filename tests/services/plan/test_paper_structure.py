"""Everything that a fair prints keeps PDF/UA-1: `tests/badges/test_structure.py` says by whom."""

import pytest

from matching.services.plan.print_sheets import HALL_PAPERS, SHEETS, print_sheet
from tests.badges.test_structure import broken_rules

MOSSON = "mosson-2023"


@pytest.mark.slow
@pytest.mark.parametrize("name", [*SHEETS, *HALL_PAPERS])
def test_what_a_fair_prints_breaks_no_rule(planned, name):
    pdf = print_sheet(planned, MOSSON, name, address="https://192.168.1.20:8501")
    assert broken_rules(pdf) == []
