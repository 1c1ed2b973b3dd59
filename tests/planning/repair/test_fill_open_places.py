"""No stand is idle while somebody could be sent, and filling costs no goal anything."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.check import violations
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.repair.fill_open_places import fill_open_places
from tests.examples import examples
from tests.planning.strategies import addable, every_plan, key, problems

often = examples(60)


@often
@given(problems(), st.data())
def test_nothing_can_be_added_to_a_filled_plan_when_no_wait_counts(problem, data):
    problem = replace(problem, goals=(Goal.COVERAGE, Goal.SCORE), breaks_spread=None)
    plans = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    if not plans:
        return
    plan = data.draw(st.sampled_from(plans))
    assert addable(problem, fill_open_places(ProblemArrays(problem), plan)) == set()


@often
@given(problems(), st.data())
def test_filling_never_makes_a_goal_worse(problem, data):
    plans = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    if not plans:
        return
    plan = data.draw(st.sampled_from(plans))
    filled = fill_open_places(ProblemArrays(problem), plan)
    assert set(plan) <= set(filled)
    assert violations(problem, filled) == ()
    first = [goal for goal in problem.goals if goal is not Goal.BREAKS]
    if first == list(problem.goals):
        assert key(problem, filled) >= key(problem, plan)


def test_worst_off_person_present_is_sent_first():
    people = (Person("ana", None, 1, 0), Person("bo", None, 1, 1), Person("cy", None, 1, 1))
    pairs = tuple(
        Pair((one.id, "s"), score) for one, score in zip(people, (0.9, 0.5, 0.7), strict=True)
    )
    problem = Problem(slots=1, people=people, stands=(Stand("s", (1,)),), pairs=pairs)
    arrays = ProblemArrays(problem)
    assert fill_open_places(arrays, ()) == (Placed(2, 0),)
    assert fill_open_places(arrays, (), people=["ana", "bo"]) == (Placed(1, 0),)


def test_meeting_of_no_score_is_not_worth_a_wait():
    people = (Person("ana", None, 2),)
    stands = (Stand("s", (1, 0, 0)), Stand("t", (0, 0, 1)))
    pairs = (Pair(("ana", "s"), 0.5), Pair(("ana", "t"), 0.0))
    problem = Problem(slots=3, people=people, stands=stands, pairs=pairs)
    assert fill_open_places(ProblemArrays(problem), (Placed(0, 0),)) == (Placed(0, 0),)
