"""New meetings of whoever is here begin as early as the others leave room for."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.repair.soonest import soonest
from tests.examples import examples
from tests.planning.strategies import every_plan, problems

often = examples(60)


@often
@given(problems(), st.data())
def test_no_meeting_of_theirs_could_begin_earlier_and_nobody_else_moves(problem, data):
    problem = replace(problem, announced=(), fixed=())
    plans = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    if not plans or not problem.people:
        return
    plan = data.draw(st.sampled_from(plans))
    person = data.draw(st.sampled_from([each.id for each in problem.people]))
    layout = Layout(problem)
    found = soonest(ProblemArrays(problem), plan, {person}, 0)
    assert violations(problem, found) == ()
    assert {placed.pair for placed in found} == {placed.pair for placed in plan}
    mine = {placed for placed in found if set(layout.people_in(placed.pair)) == {person}}
    assert set(found) - mine <= set(plan)
    for placed in mine:
        for slot in range(placed.slot):
            tried = [*(set(found) - {placed}), Placed(placed.pair, slot)]
            assert violations(problem, sorted(tried)) != ()


def test_meetings_that_were_announced_stay_and_new_ones_begin_from_now_on():
    people, stands = (Person("ana", None, 2, 1),), (Stand("s", (1,) * 6), Stand("t", (1,) * 6))
    pairs = (Pair(("ana", "s"), 0.5), Pair(("ana", "t"), 0.5))
    told, new = Placed(0, 4), Placed(1, 5)
    problem = Problem(slots=6, people=people, stands=stands, pairs=pairs, announced=(told,))
    found = soonest(ProblemArrays(problem), (told, new), {"ana"}, 2)
    assert found == (told, Placed(1, 2))
