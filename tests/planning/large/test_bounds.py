"""Limits on coverage and score hold for every plan, and get tighter by prices only."""

from dataclasses import replace

import pytest

from matching.planning.large.bounds import PlanBounds
from matching.planning.large.exchange import value_by_goals
from tests.planning.large.fairs import plan_on, promised, two_stands

BEST = (("ana", "s0", 0), ("bo", "s1", 0), ("bo", "s0", 1), ("ana", "s1", 1))


def test_best_plan_has_no_gap():
    plan = plan_on(two_stands(), *BEST)
    assert PlanBounds(plan.grid).gap(plan) == 0.0


def test_missing_meeting_is_a_gap_of_its_share_of_the_score():
    plan = plan_on(two_stands(), *BEST[:3])
    assert PlanBounds(plan.grid).gap(plan) == pytest.approx(0.6 / 3.0)


def test_promise_that_is_not_kept_leaves_everything_open():
    plan = plan_on(promised(), *BEST)
    assert PlanBounds(plan.grid).gap(plan) == 1.0


def test_limit_by_prices_counts_only_when_it_is_sharper():
    plan = plan_on(two_stands(), *BEST)
    bounds, worth = PlanBounds(plan.grid), value_by_goals(plan.grid)
    bounds.tighten(1e9, worth)
    assert bounds.score(()) == 30
    bounds.tighten(28.0, worth)
    assert bounds.score(()) == 28


def test_answer_to_an_open_level_caps_it_and_nothing_before_it():
    plan = plan_on(promised(least=2), *BEST)
    bounds = PlanBounds(plan.grid)
    assert (plan.coverage(), bounds.coverage) == ((2, 2), (3, 1))
    question = bounds.open_level(plan.coverage())
    assert question is not None
    bounds.cap_level(plan.coverage(), 2.0)
    assert bounds.coverage[0] == 2


def test_promise_that_is_not_kept_leaves_a_limit_on_the_score_all_the_same():
    plan = plan_on(promised(least=2), *BEST)
    bounds = PlanBounds(plan.grid)
    assert bounds.score((2, 2)) == 33
    bounds.ease((2, 2))
    assert bounds.score((2, 2)) == 30


def test_pairs_that_are_owed_lower_the_limit():
    problem = two_stands()
    pairs = tuple(replace(p, must=p.score == 0.1) for p in problem.pairs)
    bounds = PlanBounds(plan_on(replace(problem, pairs=pairs)).grid)
    assert bounds.score(()) == 23
