"""The best day of a person at any prices is the best of all their days."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.build_grid import build_grid
from matching.planning.exact.days.whole_days import WholeDays, bonus_of
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from tests.examples import examples
from tests.planning.arrays.test_grid import grid_problems
from tests.planning.strategies import SLOTS, STANDS, every_plan

IDLE, PROMISED = 3.0, 1_000.0
costs = st.lists(st.integers(0, 900), min_size=SLOTS * len(STANDS), max_size=SLOTS * len(STANDS))


def priced(grid, cost):
    worth = grid.worth.astype(float)
    days = WholeDays(grid, worth, bonus_of(grid, PROMISED), IDLE)
    days.price(cost)
    people = range(len(grid.most))
    while sum(days.track(person, days.best_day(person)) for person in people):
        days.price(cost)
    return days


def value(problem, grid, days, cost, plan):
    """What a plan of one person is worth at these prices."""
    row = {int(pair): n for n, pair in enumerate(grid.pair)}
    total = -IDLE * measure(Layout(problem), plan).waiting
    for number, (pair, slot) in enumerate(plan):
        mine = row[pair]
        seats = cost[grid.stand[mine], slot : slot + grid.length[mine]].sum()
        bonus = days.bonus[grid.person[mine], min(number, days.bonus.shape[1] - 1)]
        total += grid.worth[mine] + bonus - seats
    return total


@pytest.mark.slow
@examples(30)
@given(grid_problems(plain=True), costs)
def test_best_day_is_the_best_of_all_days_of_a_person(problem, asked):
    grid = build_grid(problem)
    if len(problem.days) != 1 or not len(grid.pair):
        return
    cost = np.array(asked, dtype=float).reshape(len(STANDS), SLOTS)
    days = priced(grid, cost)
    plans = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    for person, name in enumerate(sorted(each.id for each in problem.people)):
        mine = [p for p in plans if all(name in problem.pairs[n].between for n, _ in p)]
        best = max(value(problem, grid, days, cost, plan) for plan in mine)
        assert days.best[person] == pytest.approx(best)
        assert len(set(days.best_day(person))) == len(days.best_day(person))
        held = days.days_above(person, best - 1e-3, most=1, steps=10_000)
        assert held or best <= 1e-3  # staying away is worth nothing, and is no day
