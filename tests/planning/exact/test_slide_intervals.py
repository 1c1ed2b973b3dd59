"""Meetings slide as intervals until people wait as little as the gaps demand."""

from matching.planning.budget.budget import Budget
from matching.planning.exact.slide_intervals import least_waiting
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand


def long_day(gap=0, tables=1):
    """Two people meet two stands for three slots each, in a day of twelve slots."""
    people = (Person("a", None, most=2), Person("b", None, most=2))
    stands = (Stand("s", (tables,) * 12), Stand("t", (tables,) * 12))
    pairs = tuple(Pair((p.id, s.id), 1.0, length=3) for p in people for s in stands)
    return Layout(
        Problem(
            slots=12,
            gap=gap,
            people=people,
            stands=stands,
            pairs=pairs,
            goals=(Goal.SCORE, Goal.WAITING),
        )
    )


APART = (Placed(0, 0), Placed(1, 9), Placed(2, 6), Placed(3, 0))


def slid(layout):
    return least_waiting(layout, APART, Budget(30.0, lambda: 0.0), effort=5.0)


def test_nobody_waits_when_meetings_can_slide_together():
    found = slid(long_day())
    assert (measure(long_day(), found.meetings).waiting, found.limit) == (0, 0)
    assert violations(long_day().problem, found.meetings) == ()


def test_least_waiting_with_a_gap_is_one_gap_a_person():
    found = slid(long_day(gap=2))
    assert (measure(long_day(), found.meetings).waiting, found.limit) == (4, 4)
    assert {placed.pair for placed in found.meetings} == {0, 1, 2, 3}
