"""With one candidate slot a pair, the best pairs are chosen for everybody at once."""

import numpy as np
import pytest

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.exchange import exchange_block, value_by_goals
from matching.planning.large.rechoose_pairs import rechoose_pairs
from matching.planning.problem.check import violations
from tests.planning.arrays.test_grid import crowd, zoned


@pytest.mark.parametrize(
    "problem",
    [crowd(), crowd(gap=1, length=2), zoned(crowd()), crowd(gap=2)],
    ids=["plain", "gap and sessions", "walks", "wide gap"],
)
def test_pairs_chosen_anew_are_worth_no_less_and_break_no_rule(problem):
    grid = build_grid(problem)
    plan, worth, chance = GridPlan(grid), value_by_goals(grid), np.random.default_rng(0)
    for slot in range(problem.slots):
        exchange_block(plan, worth, slot)
    for _ in range(5):
        before = plan.standing()[:3]
        rechoose_pairs(plan, worth, chance)
        assert plan.standing()[:3] >= before
        assert violations(problem, grid.meetings(plan.slot)) == ()
