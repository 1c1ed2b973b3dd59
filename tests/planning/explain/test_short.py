"""Why somebody is short of what was promised, from a slot of the day on."""

import pytest

from matching.planning.explain.short import why_short
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand

PEOPLE = (Person("late", None, 3, 2), Person("other", None, 3, 0))
MEETS = Placed(0, 0)


def problem(tables, *more):
    """Somebody who is promised two meetings, with a first stand met and a second one."""
    stands = (Stand("met", (1, 1, 1)), Stand("next", tables))
    pairs = (Pair(("late", "met")), Pair(("late", "next")), *more)
    return Problem(slots=3, people=PEOPLE, stands=stands, pairs=pairs)


@pytest.mark.parametrize(
    ("tables", "taken", "reason"),
    [
        ((1, 0, 0), None, "too_few_pairs"),  # its hours are over
        ((0, 1, 0), 1, "no_place_left"),
        ((0, 1, 1), 1, "place_left"),
        ((0, 2, 0), 1, "place_left"),
    ],
)
def test_what_is_over_is_possible_no_more_and_a_free_table_is_no_full_stand(tables, taken, reason):
    asked = problem(tables, Pair(("other", "next")))
    meetings = [MEETS] if taken is None else [MEETS, Placed(2, taken)]
    assert why_short(asked, meetings, {"late", "other"}, since=1) == {"late": reason}


def test_nobody_else_than_asked_is_named():
    assert why_short(problem((1, 1, 1)), [MEETS], {"other"}, since=1) == {}
