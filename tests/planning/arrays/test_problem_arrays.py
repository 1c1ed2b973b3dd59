"""Arrays of a problem answer for many pairs at once what the rules say of one."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.problem_arrays import ProblemArrays, as_rows
from matching.planning.problem.goals import counts
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import starts
from tests.planning.strategies import every_plan, problems


@given(problems())
def test_slots_in_which_pairs_may_begin_are_those_of_the_rules(problem):
    arrays, layout = ProblemArrays(problem), Layout(problem)
    may = arrays.may_begin(np.arange(len(problem.pairs)), arrays.free)
    told = [tuple(np.flatnonzero(row).tolist()) for row in may]
    assert told == [starts(layout, pair) for pair in range(len(problem.pairs))]


@given(problems(), st.randoms(use_true_random=False))
def test_meetings_of_each_person_are_counted_as_on_the_plan(problem, chance):
    arrays, plan = ProblemArrays(problem), chance.choice(list(every_plan(problem)))
    told = dict(zip((p.id for p in problem.people), arrays.meetings(plan).tolist(), strict=True))
    assert told == counts(Layout(problem), plan)


def hall():
    return ProblemArrays(
        Problem(
            slots=6,
            days=((0, 3), (3, 6)),
            people=(Person("b", None, most=2), Person("a", (0, 1, 2), most=1)),
            stands=(Stand("s", (2, 2, 0, 1, 1, 1)),),
            pairs=(Pair(("b", "s"), 1.0, length=2), Pair(("s", "a"), 0.5)),
        )
    )


def test_meetings_cover_their_slots_and_as_many_around_them_as_are_asked_for():
    arrays, plan = hall(), (Placed(0, 0), Placed(1, 1))
    assert arrays.cover(plan)[[0, 1, 2]].tolist() == [
        [1, 1, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0],
        [1, 2, 0, 0, 0, 0],
    ]
    # not into the next day
    assert arrays.cover(plan, after=3)[0].tolist() == [1, 1, 1, 0, 0, 0]
    assert arrays.cover(plan, before=1)[1].tolist() == [1, 1, 0, 0, 0, 0]


def test_meetings_near_a_marked_slot_are_found():
    arrays, plan = hall(), (Placed(0, 0), Placed(1, 1))
    marked = np.zeros(arrays.free.shape, dtype=bool)
    marked[1, 2] = True
    assert arrays.among(plan, marked) == set()
    assert arrays.among(plan, marked, after=1) == {Placed(1, 1)}


def test_past_meetings_widen_hours_tables_and_the_most():
    arrays = hall()
    arrays.widen((Placed(1, 3), Placed(0, 3)))
    assert arrays.free[1].tolist() == [True, True, True, True, False, False]
    assert arrays.tables[0].tolist() == [2, 2, 0, 2, 1, 1]


def test_ties_are_broken_by_the_ids_of_the_parties_and_not_by_the_order_of_rows():
    arrays = hall()
    assert arrays.tie(np.array([1]))[0] < arrays.tie(np.array([0]))[0]


def test_plan_without_meetings_has_no_rows():
    assert as_rows(()).shape == (0, 2)
