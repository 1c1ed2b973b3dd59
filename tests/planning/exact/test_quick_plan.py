"""A first plan keeps every rule, and is there before any solver is loaded."""

import subprocess
import sys

from hypothesis import given

from matching.planning.exact.quick_plan import filled, quick_plan, with_less_idle_time
from matching.planning.problem.check import violations
from matching.planning.problem.goals import standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.rules import placements
from tests.planning.strategies import problems

LOADED = """
import sys
from matching.planning.exact import quick_plan
import matching.planning.solve
print(sorted({name.partition(".")[0] for name in sys.modules} & {"ortools", "pandas", "scipy"}))
"""


def test_no_solver_is_loaded_for_a_first_plan():
    words = [sys.executable, "-c", LOADED]
    found = subprocess.run(words, check=True, capture_output=True, text=True)
    assert found.stdout.strip() == "[]"


def test_breaks_are_evened_out_at_once():
    # in the order of the slots p would wait twice
    people = (Person("p", most=3),)
    stands = tuple(Stand(name, (1,) * 5) for name in "abc")
    pairs = tuple(Pair(("p", name), 1.0, must=True) for name in "abc")
    problem = Problem(
        slots=5, people=people, stands=stands, pairs=pairs, breaks_spread=0, goals=(Goal.BREAKS,)
    )
    layout = Layout(problem)
    start = (Placed(0, 0), Placed(1, 2), Placed(2, 4))
    plan = quick_plan(layout, placements(layout), start)
    assert plan is not None
    assert violations(problem, plan) == ()


@given(problems())
def test_a_first_plan_keeps_every_rule_and_never_gets_worse(problem):
    layout = Layout(problem)
    placed = placements(layout)
    plan = quick_plan(layout, placed)
    if plan is None:
        return
    assert violations(problem, plan) == ()
    shorter = with_less_idle_time(layout, placed, plan)
    assert violations(problem, shorter) == ()
    assert standing(layout, shorter) >= standing(layout, plan)
    assert set(plan) <= set(filled(layout, placed, plan))
