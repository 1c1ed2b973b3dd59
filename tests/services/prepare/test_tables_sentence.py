"""What a simulation says of more tables is true of what it counted."""

import pytest

from matching.planning.simulation.conditions import Conditions
from matching.planning.simulation.more_tables import MoreTables
from matching.services.prepare.simulate_day import Simulated, tables_sentence


def said(*promised):
    tried = tuple(MoreTables(("A1",) * n, share) for n, share in enumerate(promised))
    simulated = Simulated("fair", 1, 10, 2, 3, 0, Conditions(), (), tried, ())
    return tables_sentence(simulated, "en")


@pytest.mark.parametrize("then", [0.8, 0.79])
def test_tables_that_help_nobody_are_said_to_help_nobody(then):
    sentence = said(0.8, 0.8, then)
    assert "more tables do not help" in sentence
    assert f"{then:.0%}".removesuffix("%") in sentence


def test_tables_that_help_without_being_enough_are_compared_with_none():
    sentence = said(0.7, 0.75, 0.8)
    assert "even with 2 more tables" in sentence
    assert sentence.index("80") < sentence.index("70")
