"""Given who meets whom, the slots are chosen for the least idle time."""

from matching.planning.budget.budget import Budget
from matching.planning.exact.retime_pairs import place_relaxed_pairs, retime_pairs
from matching.planning.model.relax_slots import relaxed_model
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements

GOALS = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)


def budget():
    return Budget(30.0, lambda: 0.0)


def square(size=3):
    """So many people and stands as slots; everybody meets everybody: nobody need ever wait."""
    people = tuple(Person(f"p{n}", None, most=size, least=1) for n in range(size))
    stands = tuple(Stand(f"s{n}", (1,) * (size + 2)) for n in range(size))
    pairs = tuple(Pair((p.id, s.id), 1.0) for p in people for s in stands)
    return Layout(Problem(slots=size + 2, people=people, stands=stands, pairs=pairs, goals=GOALS))


def scattered(layout, size=3):
    """A plan of all pairs that breaks no rule and makes people wait."""
    order = (0, 2, 4)
    return tuple(
        Placed(person * size + stand, order[(person + stand) % size])
        for person in range(size)
        for stand in range(size)
    )


def test_same_pairs_find_slots_in_which_nobody_waits():
    layout = square()
    plan = scattered(layout)
    assert measure(layout, plan).waiting == 6
    found = retime_pairs(layout, placements(layout), plan, Goal.WAITING, budget(), work=5.0)
    assert {placed.pair for placed in found} == set(range(9))
    assert (measure(layout, found).waiting, violations(layout.problem, found)) == (0, ())


def test_run_without_time_gives_the_plan_back():
    layout, late = square(), Budget(0.0, lambda: 0.0)
    plan = scattered(layout)
    assert retime_pairs(layout, placements(layout), plan, Goal.WAITING, late, work=5.0) == plan


def test_pairs_that_are_best_without_slots_are_placed_in_slots():
    layout = square()
    relaxed = relaxed_model(layout, placements(layout))
    plan = place_relaxed_pairs(layout, placements(layout), relaxed, budget(), work=5.0)
    assert plan is not None
    assert (len(plan), violations(layout.problem, plan)) == (9, ())
