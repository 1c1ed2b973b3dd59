"""Each rule, told by a plan that breaks it and nothing else; and goals measured by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import Violation, violations, violations_beside
from matching.planning.problem.goals import Goals, measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import (
    Group,
    Pair,
    Person,
    Placed,
    Problem,
    Shared,
    Stand,
)
from matching.planning.problem.rules import RuleCode
from tests.examples import examples
from tests.planning.strategies import every_plan, problems

often = examples(100)


def arrays(**changes):
    """Two people, two stands far apart, six slots in two days of three."""
    frame = {
        "slots": 6,
        "days": ((0, 3), (3, 6)),
        "people": (Person("ana", None, 3), Person("bo", (0, 1, 2), 3)),
        "stands": (Stand("a", (1, 1, 1, 1, 1, 0), "A"), Stand("b", (2,) * 6, "B")),
        "pairs": (
            Pair(("ana", "a"), 0.5),
            Pair(("ana", "b"), 0.4),
            Pair(("bo", "a"), 0.3, slots=(0, 1)),
            Pair(("bo", "b"), 0.2, length=2),
            Pair(("ana", "bo"), 0.1),
        ),
    }
    return Problem(**{**frame, **changes})


@pytest.mark.parametrize(
    ("changes", "plan", "broken"),
    [
        ({}, [(9, 0)], Violation(RuleCode.UNKNOWN_PAIR, "9", 0, (9,))),
        ({}, [(0, 99)], Violation(RuleCode.DAY_BORDER, "0", 99, (0,))),
        ({}, [(0, 0), (0, 2)], Violation(RuleCode.PAIR_TWICE, "0", -1, (0, 0))),
        (
            {"people": (Person("ana", None, 3), Person("bo", None, 3))},
            [(3, 2)],
            Violation(RuleCode.DAY_BORDER, "3", 2, (3,)),
        ),
        ({}, [(2, 2)], Violation(RuleCode.PAIR_SLOTS, "2", 2, (2,))),
        ({}, [(3, 3)], Violation(RuleCode.PERSON_AWAY, "bo", 3, (3,))),
        ({}, [(0, 5)], Violation(RuleCode.STAND_CLOSED, "a", 5, (0,))),
        ({}, [(0, 1), (1, 1)], Violation(RuleCode.PERSON_BUSY, "ana", 1, (0, 1))),
        ({"gap": 1}, [(0, 1), (1, 1)], Violation(RuleCode.PERSON_BUSY, "ana", 1, (0, 1))),
        ({"gap": 1}, [(0, 0), (1, 1)], Violation(RuleCode.GAP, "ana", 1, (0, 1))),
        (
            {"walks": (("A", "B", 1),)},
            [(1, 0), (0, 1)],
            Violation(RuleCode.WALK, "ana", 0, (0, 1)),
        ),
        ({}, [(0, 1), (2, 1)], Violation(RuleCode.STAND_FULL, "a", 1, (0, 2))),
        ({"rooms": 1}, [(0, 0), (3, 0)], Violation(RuleCode.ROOMS, "", 0, (0, 3))),
        (
            {"people": (Person("ana", None, 1), Person("bo", None, 3))},
            [(0, 0), (1, 1)],
            Violation(RuleCode.MOST, "ana", -1, (0, 1)),
        ),
        ({"before": ((3, 0),)}, [(3, 0), (0, 1)], Violation(RuleCode.BEFORE, "0", 1, (0, 3))),
        (
            {"pairs": (Pair(("ana", "a"), must=True),)},
            [],
            Violation(RuleCode.MUST, "0", -1, (0,)),
        ),
        ({"fixed": (Placed(0, 1),)}, [(0, 2)], Violation(RuleCode.FIXED, "0", 1, (0,))),
        (
            {"breaks_spread": 0},
            [(0, 0), (1, 2)],
            Violation(RuleCode.BREAKS_SPREAD, "ana", -1, (0, 1)),
        ),
        (
            {"groups": (Group("b", smallest=2),)},
            [(1, 0)],
            Violation(RuleCode.GROUP_SMALL, "b", 0, (1,)),
        ),
        (
            {"groups": (Group("b", times=1),)},
            [(1, 2), (3, 0)],
            Violation(RuleCode.GROUP_TIMES, "b", -1, (1, 3)),
        ),
        (
            {"shared": (Shared("Ada", ("a", "b"), (1,) * 6),)},
            [(0, 1), (3, 0)],
            Violation(RuleCode.SHARED, "Ada", 1, (0, 3)),
        ),
    ],
)
def test_rule_is_told_alone_by_the_plan_that_breaks_it(changes, plan, broken):
    assert violations(arrays(**changes), plan) == (broken,)


@pytest.mark.parametrize(
    ("changes", "plan"),
    [
        ({}, [(0, 0), (1, 1), (2, 1), (4, 2)]),
        ({"gap": 1}, [(0, 2), (1, 3)]),
        ({"gap": 1}, [(0, 0), (1, 2)]),
        ({"walks": (("A", "B", 1),)}, [(0, 0), (1, 2)]),
        ({"walks": (("A", "B", 9),)}, [(0, 2), (1, 3)]),
        ({"walks": (("A", "B", 1),)}, [(0, 0), (4, 1), (1, 2)]),
        ({"before": ((3, 0),)}, [(0, 0)]),
        ({"before": ((3, 0),)}, [(3, 0), (0, 2)]),
        ({"rooms": 2}, [(0, 0), (3, 0)]),
        ({"breaks_spread": 1}, [(0, 0), (1, 2)]),
        ({"breaks_spread": 0}, [(0, 2), (1, 3)]),
    ],
)
def test_plan_that_keeps_the_rules_breaks_none(changes, plan):
    assert violations(arrays(**changes), plan) == ()


def test_every_rule_has_a_plan_above_that_breaks_it():
    cases = test_rule_is_told_alone_by_the_plan_that_breaks_it.pytestmark[0].args[1]
    assert {broken.rule for _, _, broken in cases} == set(RuleCode)


def test_goals_count_levels_idle_slots_and_runs_inside_a_day():
    people = (Person("p", None, 9, 2), Person("q", None, 9, 1), Person("r", None, 9, 1))
    stands = tuple(Stand(f"s{n}", (1,) * 10) for n in range(5))
    pairs = (
        *(Pair(("p", f"s{n}"), 0.1) for n in range(4)),
        Pair(("q", "s4"), 0.3),
    )
    problem = Problem(
        slots=10,
        days=((0, 8), (8, 10)),
        people=people,
        stands=stands,
        pairs=pairs,
        announced=(Placed(0, 0), Placed(4, 1)),
    )
    plan = [Placed(0, 0), Placed(1, 3), Placed(2, 7), Placed(3, 9), Placed(4, 2)]
    assert measure(Layout(problem), plan) == Goals(
        (2, 1), 0.7, waiting=5, breaks=2, changes=1, idle_range=5
    )


@often
@given(problems(), st.data())
def test_looking_where_two_plans_differ_finds_what_one_breaks_beside_the_other(problem, data):
    plans = st.sampled_from(sorted(every_plan(problem)))
    plan, before = frozenset(data.draw(plans)), frozenset(data.draw(plans))
    beside = violations_beside(problem, plan, before)
    broken, known = (set(violations(problem, some)) for some in (plan, before))
    assert bool(beside) == bool(broken - known)
