"""Plans of whole days keep every rule, and are called the best only when they are."""

import time
from dataclasses import replace
from threading import Event, Timer
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matching.planning.arrays.build_grid import build_grid
from matching.planning.budget.budget import Budget
from matching.planning.exact.days.choose_days import can_choose_days, choose_days
from matching.planning.exact.days.prove_by_days import ByDays
from matching.planning.exact.quick_plan import quick_plan
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Status
from matching.planning.problem.rules import placements
from matching.planning.solve import solve
from tests.benchmarks.plan_tied_fairs import tied_fair
from tests.examples import examples
from tests.planning.arrays.test_grid import grid_problems
from tests.planning.strategies import best_key, key

GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)


@pytest.mark.slow
@examples(40)
@given(grid_problems(plain=True), st.sampled_from([GOALS, GOALS[1:]]))
def test_whole_days_are_the_best_plan_when_they_say_so(problem, goals):
    problem = replace(problem, days=((0, problem.slots),), rooms=None, goals=goals)
    grid = build_grid(problem)
    if not can_choose_days(grid):
        return
    layout, budget = Layout(problem), Budget(20.0, time.monotonic)
    first = quick_plan(layout, placements(layout)) or ()
    found = choose_days(grid, first, budget)
    assert violations(problem, found.meetings) == ()
    assert key(problem, found.meetings) == best_key(problem) or not found.is_best


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "seed", "score", "waiting"),
    [
        ("walks", 2, 78.253, 26),
        ("walks", 4, 69.381, 20),
        ("Zipf popularity", 2, 34.666, 31),
        ("plain", 4, 73.15, 2),
        # a limit above the plan: days of which none is missed are too many to list at once
        ("clustered wishes", 44, 52.162, 19),
        ("walks", 42, 80.507, 25),
        ("long meetings", 46, 71.78, 8),
    ],
)
def test_small_fairs_are_proven_in_every_goal(kind, seed, score, waiting):
    found = solve(tied_fair(kind, "30x20x12", seed), seconds=600)
    assert found.status is Status.OPTIMAL
    assert (found.goals.coverage, found.goals.waiting) == ((30, 30), waiting)
    assert found.goals.score == pytest.approx(score)


def test_a_fair_that_other_rules_tie_is_not_asked_for_whole_days():
    assert can_choose_days(build_grid(tied_fair("plain", "30x20x12", 1)))
    assert not can_choose_days(build_grid(tied_fair("rooms", "30x20x12", 1)))


def by_days(problem, seconds):
    budget = Budget(seconds, int)
    return ByDays(build_grid(problem), canonical(problem), Layout(problem), budget)


@pytest.mark.parametrize("kind", ["plain", "walks", "long meetings"])
def test_whole_days_come_first_where_placements_are_few(kind):
    assert by_days(tied_fair(kind, "30x20x12", 1), 1.0).is_first
    assert not by_days(tied_fair(kind, "400x40x16", 1), 1.0).is_first


class Endless:
    """A solver that answers only when it is told to end."""

    ended = False

    def __init__(self):
        self.parameters = SimpleNamespace()
        self._end = Event()

    def solve(self, _):
        Endless.ended = self._end.wait(60)
        return cp_model.UNKNOWN

    def stop_search(self):
        self._end.set()


def test_a_stop_ends_the_choice_among_days(monkeypatch):
    halt, problem = Event(), tied_fair("plain", "30x20x12", 1)
    grid, layout = build_grid(problem), Layout(problem)
    first = quick_plan(layout, placements(layout))
    monkeypatch.setattr(cp_model, "CpSolver", Endless)
    Timer(1.0, halt.set).start()
    found = choose_days(grid, first, Budget(600.0, time.monotonic, halt=halt))
    assert Endless.ended
    assert violations(problem, found.meetings) == ()
