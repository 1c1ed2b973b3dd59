"""Rounds over a few candidate slots a pair never lose and come near the best."""

import itertools

import pytest
from hypothesis import given

from matching.planning.budget.budget import Budget
from matching.planning.exact.windows import improve_by_windows
from matching.planning.problem.check import violations
from matching.planning.problem.goals import standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.result import Stop
from matching.planning.problem.rules import placements
from tests.planning.exact.test_retime_pairs import square
from tests.planning.strategies import every_plan, problems


def test_empty_plan_is_filled_to_the_best():
    layout = square()
    budget = Budget(60.0, lambda: 0.0)
    plan = improve_by_windows(layout, placements(layout), (), budget)
    assert (len(plan), violations(layout.problem, plan)) == (9, ())


def test_rounds_that_the_clock_ends_keep_the_plan_and_say_so():
    layout, ticks = square(), itertools.count()
    budget = Budget(1.0, lambda: float(next(ticks)))
    assert improve_by_windows(layout, placements(layout), (), budget) == ()
    assert budget.stop is Stop.TIME


@pytest.mark.slow
@given(problems())
def test_no_plan_gets_worse_or_breaks_a_rule(problem):
    layout = Layout(problem)
    sound = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    if not sound:
        return
    found = improve_by_windows(layout, placements(layout), sound[0], Budget(60.0, lambda: 0.0))
    assert violations(problem, found) == ()
    assert standing(layout, found) >= standing(layout, sound[0])
