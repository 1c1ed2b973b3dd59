"""A few people choose all their meetings anew; nobody else moves and nothing gets worse."""

import numpy as np

from matching.planning.budget.budget import Budget
from matching.planning.large.exchange import value_by_goals
from matching.planning.large.regroup import Groups, estimated_losses, regroup
from tests.planning.large.fairs import plan_on, two_stands


def budget():
    return Budget(60.0, lambda: 0.0)


def test_two_people_find_the_best_of_what_is_left_to_them():
    plan = plan_on(two_stands(), ("ana", "s1", 0), ("cy", "s0", 0))
    people = np.array([0, 1])
    assert regroup(plan, value_by_goals(plan.grid), people, plan.grid.may, budget())
    # cy keeps the first slot of s0; the other three seats go to the best three meetings
    assert plan.slot[plan.grid.person == 2].max() == 0
    assert round(plan.score() / plan.grid.scale, 9) == round(0.1 + 0.9 + 0.6 + 0.7, 9)


def test_group_that_is_best_already_is_left_as_it_was():
    best = (("ana", "s0", 0), ("bo", "s1", 0), ("bo", "s0", 1), ("ana", "s1", 1))
    plan = plan_on(two_stands(), *best)
    before = plan.slot.copy()
    assert not regroup(plan, value_by_goals(plan.grid), np.arange(3), plan.grid.may, budget())
    assert (plan.slot == before).all()


def test_groups_drawn_one_after_the_other_reach_the_best_of_a_tiny_fair():
    plan = plan_on(two_stands(), ("cy", "s0", 0), ("cy", "s1", 1))
    groups, worth = Groups(plan.grid, np.random.default_rng(0)), value_by_goals(plan.grid)
    groups.look(np.zeros(plan.grid.may.shape))
    for _ in range(3):
        groups.regroup(plan, worth, budget())
    assert plan.score() == 30


def test_meeting_for_which_a_table_is_free_loses_nothing():
    plan = plan_on(two_stands(), ("cy", "s0", 0))
    losses = estimated_losses(plan, value_by_goals(plan.grid))
    assert (losses[:, 1] <= 0).all()
