"""Out of days that people could have, a plan that no seat and nobody is twice in."""

import numpy as np
import pytest

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.budget.budget import Budget
from matching.planning.large.days.dive import dive
from matching.planning.large.days.price_days import DayChoice, DayPrices
from matching.planning.large.exchange import value_by_goals
from matching.planning.large.pdlp_prices import price_slots
from matching.planning.problem.check import violations
from tests.planning.arrays.test_grid import crowd, zoned
from tests.planning.large.fairs import plan_on, two_stands


def budget():
    return Budget(60.0, lambda: 0.0)


def test_nobody_has_two_days_and_no_seat_two_people():
    grid = plan_on(two_stands()).grid
    own = {(int(grid.person[n]), int(grid.stand[n])): n for n in range(len(grid.pair))}
    ana, bo = own[0, 0], own[1, 0]
    first = [DayChoice(0, ((ana, 0),), 9.0), DayChoice(1, ((bo, 0),), 8.0)]
    held = dive(grid, [*first, DayChoice(1, ((bo, 1),), 7.0)], budget())
    assert (held[ana], held[bo]) == (0, 1)


def test_no_days_make_no_plan():
    grid = plan_on(two_stands()).grid
    assert (dive(grid, [], budget()) == -1).all()


@pytest.mark.parametrize("problem", [crowd(), zoned(crowd())], ids=["plain", "walks"])
def test_plan_of_a_dive_breaks_no_rule_and_serves_nearly_everybody(problem):
    grid = build_grid(problem)
    worth = value_by_goals(grid)
    prices = price_slots(GridPlan(grid), worth, grid.may, rounds=500, stop=30.0)
    days = DayPrices(grid, worth, prices.seats, budget())
    held = dive(grid, days.choices(0.05, most=60), budget())
    assert violations(problem, grid.meetings(held)) == ()
    met = np.bincount(grid.person[held >= 0], minlength=len(grid.most))
    assert (met >= grid.least).mean() > 0.95
    reached = worth.pairs[held >= 0].sum() + sum(
        worth.bonus[n, :m].sum() for n, m in enumerate(met)
    )
    assert reached > 0.95 * days.limit
