"""Every way in which a problem becomes another keeps the laws of `Reduction`."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.in_order import in_order
from matching.planning.problem.lookup import Layout
from matching.planning.problem.reduction import Reduction
from matching.planning.repair.affected import affected
from matching.planning.repair.rest_of_day import rest_of_day
from matching.planning.repair.scope import ReplanScope
from matching.planning.repair.subproblem import restrict
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.fair.test_pose import posed
from tests.planning.repair.test_replan_events import KINDS, noon
from tests.planning.strategies import every_plan, problems


def outward(reduction: Reduction, plan):
    """A plan told in the given problem, from where the way back is the same."""
    told = reduction.outward(plan)
    assert sorted(reduction.inward(told)) == sorted(plan)
    return told


@given(problems())
def test_sorting_a_problem_keeps_its_plans(problem):
    sorted_out = canonical(problem)
    for plan in every_plan(sorted_out.problem):
        if not violations(sorted_out.problem, plan):
            assert violations(problem, outward(sorted_out, plan)) == ()


@given(problems(), st.randoms(use_true_random=False))
def test_a_sorted_problem_does_not_depend_on_the_order_of_the_rows(problem, chance):
    people, stands = list(problem.people), list(problem.stands)
    chance.shuffle(people)
    chance.shuffle(stands)
    shuffled = replace(problem, people=tuple(people), stands=tuple(stands))
    assert canonical(shuffled).problem == canonical(problem).problem


@examples(40)
@given(problems(), st.randoms(use_true_random=False))
def test_calling_parties_by_an_order_keeps_plans_and_their_worth(problem, chance):
    parties = [party.id for party in (*problem.people, *problem.stands)]
    chance.shuffle(parties)
    called = in_order(problem, parties[1:])
    assert sorted(called.ids.values()) == sorted(parties)
    for plan in every_plan(called.problem):
        told = outward(called, plan)
        assert (violations(called.problem, plan) == ()) == (violations(problem, told) == ())
        assert measure(Layout(called.problem), plan) == measure(Layout(problem), told)


@given(st.integers(0, 10**6), st.sampled_from(KINDS))
def test_what_an_event_affects_is_solved_apart_and_put_back(seed, kind):
    happened = noon(seed, kind=kind, people=9, stands=3, slots=6)
    scope = ReplanScope(happened.now, happened.movable, happened.gains)
    problem = replace(happened.problem, announced=happened.announced)
    arrays = ProblemArrays(problem)
    event = affected(arrays, sorted(happened.announced), scope)
    small = restrict(arrays, event, scope)
    result = solve(small.problem, seconds=5)
    whole = rest_of_day(problem, happened.announced, scope)
    told = outward(small, result.meetings)
    assert violations(replace(whole, fixed=()), told) == ()
    assert set(small.outside) <= set(told)


def test_a_fair_becomes_a_problem_and_its_plan_meetings_again():
    fair = posed()
    plan = solve(fair.problem).meetings
    assert len(outward(fair, plan)) == len(plan)
