"""Seats of a slot or of a stand change hands for the better, everything else held."""

import numpy as np

from matching.planning.large.exchange import (
    eased_bonus,
    exchange_block,
    exchange_stand,
    level_bonus,
    value_by_goals,
    values_of,
)
from tests.planning.large.fairs import plan_on, promised, two_stands


def test_slot_is_seated_anew_for_the_greatest_score():
    plan = plan_on(two_stands(), ("cy", "s0", 0), ("ana", "s1", 0))
    exchange_block(plan, value_by_goals(plan.grid), 0)
    assert plan.score() / plan.grid.scale == 0.9 + 0.7


def test_stand_is_seated_anew_over_all_its_slots():
    plan = plan_on(two_stands(), ("cy", "s0", 0))
    exchange_stand(plan, value_by_goals(plan.grid), 0)
    assert round(plan.score() / plan.grid.scale, 9) == 1.7


def test_promised_meeting_goes_before_any_score():
    plan = plan_on(promised(), ("ana", "s0", 0), ("ana", "s1", 1), ("bo", "s0", 1))
    exchange_block(plan, value_by_goals(plan.grid), 0)
    assert plan.coverage() == (3,)


def test_each_level_is_worth_more_than_the_next_and_nothing_beyond_what_was_promised():
    grid = plan_on(promised(least=2)).grid
    bonus = level_bonus(grid)
    assert (bonus[:, 0] > bonus[:, 1]).all()
    assert (bonus[:, 1] > grid.worth.max()).all()
    assert (bonus[:, 2:] == 0).all()


def test_idle_slots_cost_less_than_the_last_digit_of_a_score():
    plan = plan_on(two_stands(), ("ana", "s0", 0))
    plain, idle = (value_by_goals(plan.grid, idle=each) for each in (False, True))
    pair, slot = np.array([0]), np.array([1])
    assert 0 <= (values_of(plan, plain, pair, slot) - values_of(plan, idle, pair, slot))[0] < 1


def test_small_bonuses_fall_by_levels_and_are_for_what_was_promised():
    grid = plan_on(promised(least=2)).grid
    assert eased_bonus(grid)[:, :3].tolist() == [[18.0, 4.0, 0.0]] * 3
