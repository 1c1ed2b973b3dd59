"""Meetings that must be held are placed, or the fewest that cannot be are named."""

from dataclasses import replace

import pytest

from matching.planning.budget.budget import Budget
from matching.planning.exact.required_meetings import (
    clash,
    demanded,
    plan_of_musts,
    quick_plan_of_musts,
)
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements


def budget(seconds=30.0):
    return Budget(seconds, lambda: 0.0)


def one_table(people, slots, **changes):
    """So many people must meet one stand with one table; the last pair is no must."""
    problem = Problem(
        slots=slots,
        people=tuple(Person(f"p{n}", None, most=2) for n in range(people)),
        stands=(Stand("s", (1,) * slots), Stand("t", (1,) * slots)),
        pairs=(
            *(Pair((f"p{n}", "s"), 0.5, must=True) for n in range(people)),
            Pair(("p0", "t"), 1.0),
        ),
    )
    return replace(problem, **changes)


@pytest.mark.parametrize("slots", [3, 4])
def test_plan_of_musts_holds_them_all_and_nothing_else(slots):
    layout = Layout(one_table(3, slots))
    plan, impossible = plan_of_musts(layout, placements(layout), budget())
    assert plan is not None
    assert ({placed.pair for placed in plan}, impossible) == ({0, 1, 2}, False)
    assert violations(layout.problem, plan) == ()
    quick, _ = quick_plan_of_musts(layout, placements(layout), budget())
    assert {placed.pair for placed in quick} == {0, 1, 2}


def test_more_musts_than_slots_are_proven_impossible():
    layout = Layout(one_table(3, 2))
    assert plan_of_musts(layout, placements(layout), budget()) == (None, True)
    assert quick_plan_of_musts(layout, placements(layout), budget()) == (None, True)


def test_party_with_more_musts_than_time_is_refused_without_a_search():
    many = Problem(
        slots=20,
        people=tuple(Person(f"p{n}", None, 12) for n in range(40)),
        stands=tuple(Stand(f"s{n}", (1,) * 20) for n in range(12)),
        pairs=tuple(Pair((f"p{n}", f"s{m}"), 1.0, must=True) for n in range(40) for m in range(12)),
    )
    layout, asked = Layout(many), budget()
    assert quick_plan_of_musts(layout, placements(layout), asked) == (None, True)
    assert len(clash(layout, asked)) == 21
    assert asked.spent == 0.0


def test_fixed_meetings_are_demanded_too():
    layout = Layout(one_table(2, 3, fixed=(Placed(2, 0),)))
    assert demanded(layout) == (0, 1, 2)


def test_clash_is_the_fewest_meetings_that_cannot_all_be_held():
    narrow = one_table(5, 5)
    pairs = tuple(
        replace(pair, slots=(1,)) if number in {1, 3} else pair
        for number, pair in enumerate(narrow.pairs)
    )
    assert clash(Layout(replace(narrow, pairs=pairs)), budget()) == (1, 3)


def test_meeting_that_cannot_be_held_alone_is_a_clash_of_its_own():
    gone = one_table(2, 3)
    people = (gone.people[0], replace(gone.people[1], free=()))
    assert clash(Layout(replace(gone, people=people)), budget()) == (1,)


def test_musts_that_can_all_be_held_do_not_clash():
    assert clash(Layout(one_table(2, 3)), budget()) == ()
