"""A small problem is solved to its best, goal after goal, and what was announced is worth more."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.budget.budget import Budget
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.repair.solve_subproblem import solve_subproblem
from tests.examples import examples
from tests.planning.strategies import best_key, key, problems

some = examples(30)


def solved(problem, keep=0.0):
    return solve_subproblem(problem, Budget(60.0, lambda: 0.0), keep=keep)


@some
@given(problems())
def test_goals_that_are_proven_are_as_good_as_in_any_plan(problem):
    problem = replace(problem, announced=())
    best, limit = solved(problem), best_key(problem)
    if limit is None:
        assert best is None
        return
    assert best is not None
    assert violations(problem, best.meetings) == ()
    found = key(problem, best.meetings)
    for number, goal in enumerate(problem.goals):
        if goal not in best.proven:
            break
        assert found[number] == limit[number], goal


@some
@given(problems(), st.randoms(use_true_random=False))
def test_the_plan_does_not_depend_on_the_order_of_people_and_stands(problem, chance):
    people, stands = list(problem.people), list(problem.stands)
    chance.shuffle(people)
    chance.shuffle(stands)
    assert solved(replace(problem, people=tuple(people), stands=tuple(stands))) == solved(problem)


def two_wishes(score):
    """One person, one meeting, two stands: at the first it was announced, the second suits more."""
    return Problem(
        slots=1,
        people=(Person("ana", None, most=1),),
        stands=(Stand("s1", (1,)), Stand("s2", (1,))),
        pairs=(Pair(("ana", "s1"), 0.5), Pair(("ana", "s2"), score)),
        announced=(Placed(0, 0),),
        goals=(Goal.SCORE, Goal.CHANGES),
    )


def test_what_was_announced_stays_unless_something_else_is_better_by_more_than_keeping_is_worth():
    assert solved(two_wishes(0.55), keep=0.1).meetings == (Placed(0, 0),)
    assert solved(two_wishes(0.65), keep=0.1).meetings == (Placed(1, 0),)


def test_of_plans_that_suit_alike_the_one_that_was_announced_is_kept():
    assert solved(two_wishes(0.5)).meetings == (Placed(0, 0),)


def test_no_plan_is_given_where_none_keeps_the_rules():
    problem = two_wishes(0.5)
    owed = tuple(replace(pair, must=True) for pair in problem.pairs)
    assert solved(replace(problem, pairs=owed)) is None
