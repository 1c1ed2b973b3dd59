"""Walks are charged for as they must be: no plan is lost, and nobody is in two zones at once."""

from dataclasses import replace

import pytest

from matching.planning.model.ask_highs import ask_highs
from matching.planning.model.relax_slots import relaxed_model
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Problem, Stand
from matching.planning.problem.rules import placements


def alone(*zones, slots=4, walk=1, gap=0):
    """One person who wants a stand in each zone."""
    stands = tuple(Stand(f"s{n}", (1,) * slots, zone) for n, zone in enumerate(zones))
    names = sorted(set(zones))
    return Problem(
        slots=slots,
        gap=gap,
        people=(Person("p", None, most=9),),
        stands=stands,
        pairs=tuple(Pair(("p", stand.id), 1.0) for stand in stands),
        walks=tuple((a, b, walk) for n, a in enumerate(names) for b in names[n + 1 :]),
        goals=(Goal.SCORE,),
    )


def limit(problem):
    layout = Layout(problem)
    model = relaxed_model(layout, placements(layout))
    return ask_highs(model, model.objectives[0], seconds=20.0).limit


@pytest.mark.parametrize(
    ("problem", "most"),
    [
        (alone("A", "A", "A", "A", walk=3), 4),
        (alone("A", "B", "C", "D"), 2),
        (alone("A", "B", walk=2), 2),
        (alone("A", "B", walk=3), 1),
        (alone("A", "A", "B", "B"), 3),
        (alone("A", "B", "C", gap=1), 2),
        (alone("A", "B", "C", slots=5, walk=2), 2),
    ],
)
def test_hours_hold_as_many_meetings_as_the_walks_between_them_allow(problem, most):
    assert limit(problem) == most


def test_zones_that_are_near_to_each_other_cost_no_walk():
    problem = alone("A", "B", "C", "D")
    assert limit(replace(problem, walks=(("A", "B", 1),))) == 4
