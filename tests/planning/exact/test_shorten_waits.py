"""The same pairs wait less, and no rule is broken on the way."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.exact.shorten_waits import shorten_waits
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements
from tests.planning.strategies import every_plan, problems


def shorter(problem, plan, **terms):
    layout = Layout(problem)
    return shorten_waits(layout, placements(layout), plan, **terms)


def hall(*free, tables=(1,), slots=4):
    """People with their hours, all of whom may meet every stand."""
    people = tuple(Person(f"p{n}", hours, most=4) for n, hours in enumerate(free))
    stands = tuple(Stand(f"s{n}", (count,) * slots) for n, count in enumerate(tables))
    pairs = tuple(Pair((p.id, s.id), 1.0) for p in people for s in stands)
    return Problem(slots=slots, people=people, stands=stands, pairs=pairs)


def test_meeting_moves_beside_the_other_one_of_its_person():
    problem = hall(None, tables=(1, 1))
    plan = shorter(problem, (Placed(0, 0), Placed(1, 3)))
    assert {placed.pair for placed in plan} == {0, 1}
    assert measure(Layout(problem), plan).waiting == 0


def test_meeting_in_the_way_makes_room_where_that_costs_nobody_a_wait():
    problem = hall((0, 2, 3), None, tables=(1, 1))
    # p0 is at s0 in slot 0 and at s1 in slot 3; p1 keeps s1 busy in slot 2 and could go at 1
    plan = (Placed(0, 3), Placed(1, 0), Placed(3, 2))
    found = shorter(problem, plan)
    assert measure(Layout(problem), found).waiting == 0
    assert not violations(problem, found)


def test_held_meetings_stay_where_they_are():
    problem = hall(None, tables=(1, 1))
    plan = (Placed(0, 0), Placed(1, 3))
    assert shorter(problem, plan, held=frozenset(plan)) == plan


def test_search_that_is_out_of_time_gives_the_plan_back():
    problem = hall(None, tables=(1, 1))
    plan = (Placed(0, 0), Placed(1, 3))
    assert shorter(problem, plan, in_time=lambda: False) == plan


@pytest.mark.slow
@given(problems(), st.randoms(use_true_random=False))
def test_any_plan_keeps_its_pairs_and_its_rules_and_waits_no_longer(problem, chance):
    layout = Layout(problem)
    sound = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    if not sound:
        return
    plan = chance.choice(sound)
    found = shorter(problem, plan, held=frozenset(problem.fixed))
    assert sorted(p.pair for p in found) == sorted(p.pair for p in plan)
    assert measure(layout, found).waiting <= measure(layout, plan).waiting
    if problem.breaks_spread is None:
        assert violations(problem, found) == ()
