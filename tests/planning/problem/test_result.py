"""No bound is told that the plan beside it beats."""

import logging

import pytest

from matching.planning.problem.goals import Goals
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Progress, Result, Status

GOALS = Goals(coverage=(3, 2), score=10.5, waiting=4, breaks=1, changes=0, idle_range=2)
BEATEN = {
    Goal.COVERAGE: (3, 1),
    Goal.SCORE: 0.0,
    Goal.WAITING: 5,
    Goal.BREAKS: 2,
    Goal.CHANGES: 1,
    Goal.IDLE_RANGE: 3,
}
HELD = {
    Goal.COVERAGE: (4, 0),
    Goal.SCORE: 10.5,
    Goal.WAITING: 4,
    Goal.BREAKS: 0,
    Goal.CHANGES: 0,
    Goal.IDLE_RANGE: 2,
}


@pytest.mark.parametrize("goal", list(Goal))
def test_bound_that_the_plan_beats_is_dropped_and_logged(goal, caplog):
    with caplog.at_level(logging.ERROR, logger="parvis"):
        result = Result((), Status.OPTIMAL, GOALS, {**HELD, goal: BEATEN[goal]})
    assert result.bounds == {each: HELD[each] for each in Goal if each is not goal}
    assert result.status is Status.FEASIBLE
    assert goal.value in caplog.text


def test_news_of_a_search_tells_no_bound_that_its_plan_beats():
    assert Progress(GOALS, {Goal.SCORE: 0.0}, 1.0, None).bounds == {}


def test_bound_that_the_plan_meets_stays():
    result = Result((), Status.OPTIMAL, GOALS, HELD)
    assert (result.bounds, result.status) == (HELD, Status.OPTIMAL)


def test_last_digit_of_a_sum_beats_nothing():
    bounds = {Goal.SCORE: 10.5 - 1e-12}
    assert Result((), Status.FEASIBLE, GOALS, bounds).bounds == bounds
