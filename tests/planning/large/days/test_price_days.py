"""Whole days at any prices of seats limit every plan, and are days that their people could have."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.budget.budget import Budget
from matching.planning.large.days.price_days import DayPrices, can_price_days
from matching.planning.large.exchange import MeetingValue, level_bonus, value_by_goals
from matching.planning.large.pdlp_prices import price_slots
from matching.planning.problem.check import violations
from tests.examples import examples
from tests.planning.arrays.test_grid import crowd, grid_problems, zoned
from tests.planning.large.fairs import plan_on, promised, two_stands
from tests.planning.strategies import SLOTS, STANDS, every_plan

costs = st.lists(st.integers(0, 900), min_size=SLOTS * len(STANDS), max_size=SLOTS * len(STANDS))


def budget():
    return Budget(60.0, lambda: 0.0)


def value(grid_plan, worth):
    """What a plan is worth: its pairs, and what each promised meeting adds."""
    grid = grid_plan.grid
    met = range(int(grid.met.min(initial=0)), int(grid_plan.met.max(initial=0)))
    bonus = sum(worth.bonus[(grid.met <= n) & (grid_plan.met > n), n].sum() for n in met)
    return float(worth.pairs[grid_plan.slot >= 0].sum() + bonus)


@pytest.mark.slow
@examples(60)
@given(grid_problems(), costs)
def test_no_plan_is_worth_more_than_whole_days_at_any_prices(problem, asked):
    grid = build_grid(problem)
    if grid is None or not len(grid.pair):
        return
    worth = value_by_goals(grid)
    if not can_price_days(grid, worth):
        return
    cost = np.array(asked, dtype=float).reshape(len(STANDS), SLOTS) * grid.unit / 500
    limit = DayPrices(grid, worth, cost, budget()).limit
    for plan in every_plan(problem):
        if set(problem.fixed) <= set(plan) and not violations(problem, plan):
            grid_plan = GridPlan(grid)
            grid_plan.put_all_that_fit(grid.slots_of(plan))
            assert value(grid_plan, worth) <= limit + 1e-6


def test_good_prices_limit_a_tiny_fair_to_its_best_plan():
    plan = plan_on(two_stands())
    worth = value_by_goals(plan.grid)
    prices = price_slots(plan, worth, plan.grid.may, rounds=2_000, stop=30.0)
    assert DayPrices(plan.grid, worth, prices.seats, budget()).limit == pytest.approx(30.0, 1e-3)


def test_whole_days_limit_walkers_more_than_the_prices_that_they_are_made_at():
    grid = build_grid(zoned(crowd()))
    worth = value_by_goals(grid)
    prices = price_slots(GridPlan(grid), worth, grid.may, rounds=500, stop=30.0)
    half_a_point = 0.5 * grid.scale
    assert DayPrices(grid, worth, prices.seats, budget()).limit < prices.limit - half_a_point


def test_choices_are_the_best_days_of_everybody_and_told_at_their_worth():
    grid = plan_on(promised()).grid
    worth = value_by_goals(grid)
    found = DayPrices(grid, worth, np.zeros((2, 2)), budget()).choices(1e-6, most=2)
    bonus = level_bonus(grid)[0, 0]
    best = {0: 15 + bonus, 1: 15 + bonus, 2: 3 + bonus}
    assert {choice.person: choice.worth for choice in found} == best
    assert [len(choice.day) for choice in found] == [2] * 6


def test_days_are_not_priced_where_more_than_tables_ties_people_together():
    grid = plan_on(two_stands()).grid
    worth = value_by_goals(grid)
    assert can_price_days(grid, worth)
    assert not can_price_days(plan_on(two_stands(rooms=1)).grid, worth)
    assert not can_price_days(plan_on(two_stands(days=((0, 1), (1, 2)))).grid, worth)
    assert not can_price_days(grid, MeetingValue(worth.pairs, worth.bonus, keep=1.0))
