"""Large problems that fit no grid: some rules are left out, and nothing false is said of them."""

from dataclasses import replace
from itertools import islice

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import fits_grid
from matching.planning.budget.budget import Budget
from matching.planning.exact.quick_plan import quick_plan
from matching.planning.large.first_fill import first_fill_of
from matching.planning.large.plan_large import guide_on_grid
from matching.planning.large.ties.loose_start import LooseStart
from matching.planning.large.ties.loosen import loosened
from matching.planning.large.ties.narrow import narrowed
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Person, Placed
from matching.planning.problem.rules import placements
from matching.planning.solve import solve
from tests.benchmarks.plan_tied_fairs import tied_fair
from tests.planning.strategies import every_plan, problems, tied_problems

GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)
any_problem = (problems() | tied_problems()).map(lambda problem: replace(problem, goals=GOALS))


def unhurried():
    return Budget(60.0, lambda: 0.0)


@pytest.mark.slow
@given(any_problem, st.data())
def test_every_plan_is_one_with_rules_left_out_and_covers_as_well(problem, data):
    loose = loosened(problem)
    plans = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    assume(plans)
    plan = data.draw(st.sampled_from(plans))
    halves = dict(loose.halves)
    inside = (*plan, *(Placed(halves[pair], slot) for pair, slot in plan if pair in halves))
    assert violations(loose.problem, inside) == ()
    here, there = (measure(Layout(p), m) for p, m in ((problem, plan), (loose.problem, inside)))
    assert here.coverage == there.coverage
    assert abs(here.score - there.score) < 1e-9
    assert sorted(loose.outward(inside)) == sorted(plan)


@given(any_problem)
def test_limits_with_rules_left_out_hold_for_every_plan(problem):
    loose = loosened(problem)
    grid = loose.grid()
    assume(grid is not None)
    road = LooseStart(Layout(problem), loose, grid, unhurried())
    guide = road.guide()
    for plan in islice(every_plan(problem), 300):
        if not violations(problem, plan):
            goals = measure(Layout(problem), plan)
            road.prove(guide.limits, goals.coverage)
            bounds = guide.bounds(goals)
            assert goals.coverage <= bounds[Goal.COVERAGE]
            assert goals.score <= bounds[Goal.SCORE] + 1e-9


@given(any_problem)
def test_plan_at_a_glance_keeps_every_rule(problem):
    loose = loosened(problem)
    grid = loose.grid()
    assume(grid is not None)
    plan = first_fill_of(Layout(problem), loose, grid)
    assert plan is None or violations(problem, plan) == ()


@given(any_problem)
def test_meetings_beside_a_plan_keep_the_rules_that_were_kept(problem):
    problem = replace(problem, before=(), breaks_spread=None, rooms=None)
    layout = Layout(problem)
    plan = quick_plan(layout, placements(layout))
    assume(plan is not None)
    narrow = narrowed(layout, plan)
    grid = build_grid(narrow.problem)
    assume(grid is not None and not grid.must.any())
    beside = narrow.outward(guide_on_grid(grid, unhurried()).meetings)
    assert violations(problem, beside) == ()


@given(any_problem)
def test_plan_begun_from_what_is_chosen_breaks_only_what_was_left_out(problem):
    problem = replace(problem, before=(), breaks_spread=None, rooms=None, fixed=())
    problem = replace(problem, pairs=tuple(replace(pair, must=False) for pair in problem.pairs))
    loose, layout = loosened(problem), Layout(problem)
    assume(problem.is_tied or loose.halves)
    road = LooseStart(layout, loose, loose.grid(), unhurried())
    guide, placed = road.guide(), placements(layout)
    begun = road.start(guide, quick_plan(layout, placed), placed)
    assert violations(problem, begun) == ()


def test_goals_in_another_order_leave_nothing_out():
    problem = tied_fair("precedence", "30x20x12", 1)
    assert loosened(replace(problem, goals=(Goal.WAITING, Goal.SCORE))) is None


def test_two_people_who_should_meet_are_told_by_their_halves():
    problem = tied_fair("people with people", "30x20x12", 1)
    loose = loosened(problem)
    one, two = loose.halves[0]
    assert loose.outward((Placed(one, 1), Placed(two, 3))) == ()
    assert loose.outward((Placed(one, 2), Placed(two, 2))) == (Placed(one, 2),)


def test_stands_that_should_meet_ask_for_no_more_than_one_of_them():
    problem = tied_fair("plain", "30x20x12", 1)
    between = problem.stands[0].id, problem.stands[1].id
    problem = replace(problem, pairs=(replace(problem.pairs[0], between=between),))
    assert isinstance(loosened(problem).problem.people[-1], Person)
    assert fits_grid(loosened(problem).problem)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["precedence", "people with people", "workshops"])
def test_large_problem_that_fits_no_grid_has_a_good_plan_and_limits(kind):
    problem = tied_fair(kind, "30x20x12", 2)
    found = solve(problem, seconds=60.0, exact_up_to=500)
    assert found.violations == ()
    assert found.goals.coverage == found.bounds[Goal.COVERAGE]
    assert 0.9 * found.bounds[Goal.SCORE] <= found.goals.score <= found.bounds[Goal.SCORE]
