"""Every goal in turn over one small problem: the best of each, its limit, and no plan in words."""

from dataclasses import replace

from hypothesis import given

from matching.planning.budget.budget import Budget
from matching.planning.exact.goals_in_turn import GoalsInTurn
from matching.planning.problem.canonical import canonical
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Status
from matching.planning.problem.rules import placements
from tests.examples import examples
from tests.planning.strategies import best_key, key, problems
from tests.planning.test_cut_short import TickingClock

MUSTS = Problem(
    slots=2,
    people=(Person("a", most=2), Person("b", most=2)),
    stands=(Stand("s", (1, 1)),),
    pairs=(Pair(("a", "s"), 0.9), Pair(("b", "s"), 0.5, must=True)),
    goals=(Goal.COVERAGE, Goal.SCORE),
)


def run(problem, *, first=None, seconds=60.0, clock=lambda: 0.0):
    layout = Layout(problem)
    budget = Budget(seconds, clock)
    goals = GoalsInTurn(layout, placements(layout), budget, keep=0.0, is_small=True)
    return goals.result(first)


@given(problems())
@examples(40)
def test_what_is_reached_in_turn_is_what_trying_every_plan_finds(problem):
    problem = replace(canonical(problem).problem, goals=(Goal.COVERAGE, Goal.SCORE))
    best = best_key(problem)
    found = run(problem)
    if best is None:
        assert found.status is Status.INFEASIBLE
    else:
        assert violations(problem, found.meetings) == ()
        assert (found.status, key(problem, found.meetings)) == (Status.OPTIMAL, best)


def test_every_goal_reached_has_the_limit_it_was_proven_by():
    found = run(MUSTS)
    assert (found.status, found.bounds[Goal.SCORE]) == (Status.OPTIMAL, found.goals.score)


def test_a_first_plan_comes_back_as_it_is_when_there_is_no_time():
    first = (Placed(1, 0),)
    found = run(MUSTS, first=first, seconds=0.0)
    assert (found.meetings, found.status, dict(found.bounds)) == (first, Status.FEASIBLE, {})


def test_coverage_that_was_not_asked_for_before_time_was_up_has_no_limit():
    alone = Problem(
        slots=2,
        people=(Person("a", most=1, least=1),),
        stands=(Stand("s", (1, 1)),),
        pairs=(Pair(("a", "s"), 0.9),),
        goals=(Goal.WAITING, Goal.COVERAGE),
    )
    limits = {
        run(alone, first=(), seconds=1.0, clock=TickingClock(tick / 100)).bounds.get(Goal.COVERAGE)
        for tick in range(1, 100)
    }
    assert limits == {None, (1,)}


def test_no_time_and_no_first_plan_is_nothing_known():
    assert run(MUSTS, seconds=0.0).status is Status.UNKNOWN


def test_meetings_that_cannot_all_be_held_are_named():
    problem = replace(
        MUSTS,
        pairs=tuple(replace(pair, must=True) for pair in MUSTS.pairs),
        stands=(Stand("s", (1, 0)),),
    )
    found = run(problem)
    assert (found.status, found.meetings) == (Status.INFEASIBLE, ())
    assert found.clash
