"""A new meeting that stands hours away from the others of its person comes nearer for nothing."""

from dataclasses import replace

import pytest

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.repair.close_gaps import close_gaps

ANNOUNCED = Placed(0, 1)


def day(**changes):
    """Ana is announced at stand `s` in slot 1 and newly at `t`, which has a table all the day."""
    fields = {
        "slots": 12,
        "people": (Person("ana"), Person("bo")),
        "stands": (Stand("s", (1,) * 12), Stand("t", (1,) * 12)),
        "pairs": (Pair(("ana", "s"), 0.5), Pair(("ana", "t"), 0.5), Pair(("bo", "t"), 0.5)),
        "announced": (ANNOUNCED,),
        "goals": (Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING),
    }
    return ProblemArrays(Problem(**{**fields, **changes}))


def closed(arrays, *plan, now=0):
    return set(close_gaps(arrays, (ANNOUNCED, *plan), now)) - {ANNOUNCED}


def test_a_new_meeting_comes_to_the_nearest_free_hour_and_an_announced_one_stays():
    assert closed(day(), Placed(1, 11)) == {Placed(1, 0)}
    assert closed(day(), Placed(1, 11), now=1) == {Placed(1, 2)}
    assert closed(day(announced=(ANNOUNCED, Placed(1, 11))), Placed(1, 11)) == {Placed(1, 11)}


def test_nobody_else_is_moved_for_it():
    taken = (Placed(2, 2), Placed(1, 11))
    told = day(announced=(ANNOUNCED, Placed(2, 2)))
    assert closed(told, *taken, now=1) == {Placed(2, 2), Placed(1, 3)}


@pytest.mark.parametrize("goals", [(Goal.SCORE,), (Goal.SCORE, Goal.BREAKS, Goal.WAITING)])
def test_what_is_not_judged_by_waiting_first_stays(goals):
    assert closed(day(goals=goals), Placed(1, 11)) == {Placed(1, 11)}


def test_an_hour_that_breaks_an_order_of_meetings_is_none():
    arrays = day(before=((0, 1),))
    assert closed(arrays, Placed(1, 11)) == {Placed(1, 2)}
    assert closed(
        ProblemArrays(replace(arrays.problem, days=((0, 6), (6, 12)))), Placed(1, 11)
    ) == {Placed(1, 11)}
