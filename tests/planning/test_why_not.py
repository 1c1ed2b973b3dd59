"""The first broken link between a person and a stand, and that it really is broken."""

import pytest

from matching.domain.score import Bar, Score
from matching.planning.check import violations
from matching.planning.layout import Layout
from matching.planning.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.rules import starts
from matching.planning.solve import solve
from matching.planning.why_not import WhyNotCode, why_not
from tests.planning.test_solve import busy_fair


def corner(**changes):
    """Ana and Bo at two stands of one table, two slots."""
    frame = {
        "slots": 2,
        "people": (Person("ana", None, 2), Person("bo", None, 2)),
        "stands": (Stand("s", (1, 1)), Stand("t", (1, 1))),
        "pairs": (
            Pair(("ana", "s"), 0.9),
            Pair(("ana", "t"), 0.8),
            Pair(("bo", "s"), 0.3),
            Pair(("bo", "t"), 0.2),
        ),
    }
    return Problem(**{**frame, **changes})


@pytest.mark.parametrize(
    ("changes", "plan", "code", "params"),
    [
        ({}, [(0, 1)], "planned", {"slot": 1}),
        ({"pairs": (Pair(("bo", "s")),)}, [], "no_pair", {}),
        ({"people": (Person("ana", (), 2), Person("bo", None, 2))}, [], "no_common_slot", {}),
        (
            {"people": (Person("ana", None, 1), Person("bo", None, 2))},
            [(1, 0)],
            "person_full",
            {"meetings": 1, "better": 0},
        ),
        (
            {"stands": (Stand("s", (1, 0)), Stand("t", (1, 1)))},
            [(2, 0)],
            "stand_full",
            {"meetings": 1, "better": 0, "worse_off": 0},
        ),
        (
            {"people": (Person("ana", (0,), 2), Person("bo", None, 2))},
            [(1, 0)],
            "person_busy",
            {"slots": 1},
        ),
        ({}, [(1, 0), (2, 1)], "superseded", {"rules": "person_busy, stand_full"}),
        ({}, [(1, 0)], "free_place", {"slot": 1}),
    ],
)
def test_first_broken_link_is_named(changes, plan, code, params):
    found = why_not(corner(**changes), [Placed(*each) for each in plan], "ana", "s")
    assert (found.code.value, dict(found.params)) == (code, params)


def test_rule_that_closes_the_pair_comes_before_every_other_link():
    closed = Score("ana", "s", "o", closed_by=(Bar("age"),))
    found = why_not(corner(pairs=()), [], "ana", "s", score=closed)
    assert (found.code, dict(found.params)) == (WhyNotCode.CLOSED, {"bar": "age"})


def test_holders_who_would_otherwise_have_less_are_counted():
    stands = (Stand("s", (1, 0)), Stand("t", (1, 1)))
    found = why_not(corner(stands=stands), [Placed(1, 1), Placed(2, 0)], "ana", "s")
    assert dict(found.params) == {"meetings": 1, "better": 0, "worse_off": 1}


def test_answers_are_true_of_a_whole_plan():
    problem = busy_fair(people=9, stands=4, slots=8)
    plan, layout = solve(problem).meetings, Layout(problem)
    held = {placed.pair for placed in plan}
    for number, pair in enumerate(problem.pairs):
        found = why_not(problem, plan, *pair.between)
        tries = [Placed(number, slot) for slot in starts(layout, number)]
        addable = any(not violations(problem, (*plan, placed)) for placed in tries)
        assert (found.code is WhyNotCode.PLANNED) == (number in held)
        assert (found.code is WhyNotCode.FREE_PLACE) == (addable and number not in held)
