"""Prices of hours and tables prove a limit; good ones prove the best."""

import numpy as np
import pytest

from matching.planning.large.exchange import value_by_goals
from matching.planning.large.pdlp_prices import price_slots
from tests.planning.large.fairs import plan_on, two_stands


def test_good_prices_prove_the_best_and_name_its_pairs():
    plan = plan_on(two_stands())
    prices = price_slots(plan, value_by_goals(plan.grid), plan.grid.may, rounds=2_000, stop=30.0)
    assert prices.limit == pytest.approx(30.0, rel=1e-3)
    assert prices.share.round(1).tolist() == [1, 1, 1, 1, 0, 0]
    assert (prices.loss[:4] < 0.1).all()


def test_rough_prices_prove_a_limit_all_the_same():
    plan = plan_on(two_stands())
    prices = price_slots(plan, value_by_goals(plan.grid), plan.grid.may, rounds=1, stop=30.0)
    assert prices.limit >= 30.0


def test_meeting_that_may_not_begin_is_infinitely_dear():
    plan = plan_on(two_stands())
    may = plan.grid.may.copy()
    may[0, 0] = False
    prices = price_slots(plan, value_by_goals(plan.grid), may, rounds=50, stop=30.0)
    assert np.isinf(prices.loss[0, 0])
