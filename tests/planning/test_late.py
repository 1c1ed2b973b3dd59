"""A run whose time is over before it begins: a plan all the same, and no solver is loaded."""

import json
import subprocess
import sys

import pytest

from matching.planning.problem.problem import Pair, Person, Problem, Stand
from tests.benchmarks.plan_tied_fairs import tied_fair
from tests.planning.strategies import problem_document
from tests.planning.test_solve import busy_fair

SOLVERS = {"ortools", "scipy", "highspy"}
LATE = """
import json, sys
from matching.planning.problem.documents import read_problem
from matching.planning.solve import solve
result = solve(read_problem(json.load(sys.stdin)), seconds=5.0, clock=lambda: 100.0, began=0.0)
told = [result.status, result.stop, len(result.meetings), len(result.violations)]
print(json.dumps([told, sorted(sys.modules)]))
"""


def late(problem):
    """What a run answers that begins when its time is over, and what libraries it has loaded."""
    done = subprocess.run(
        [sys.executable, "-c", LATE], input=json.dumps(problem_document(problem)),
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    told, modules = json.loads(done.stdout)
    return told, SOLVERS.intersection(modules)


@pytest.mark.parametrize(
    "problem",
    [
        pytest.param(busy_fair(), id="small"),
        pytest.param(tied_fair("plain", "400x40x16", 1), id="large"),
        pytest.param(tied_fair("workshops", "400x40x16", 1), id="workshops"),
        pytest.param(tied_fair("precedence", "400x40x16", 1), id="precedence"),
        pytest.param(tied_fair("walks", "30x20x12", 1), id="walks"),
    ],
)
def test_a_run_that_begins_late_has_a_plan_and_loads_no_solver(problem):
    (status, stop, meetings, broken), loaded = late(problem)
    assert (status, stop, meetings > 0, broken, loaded) == ("feasible", "time", True, 0, set())


def test_what_needs_no_proof_is_known_to_be_best_however_late():
    problem = Problem(
        slots=2,
        people=(Person("a", least=2), Person("b", least=1)),
        stands=(Stand("s", (1, 1)), Stand("t", (2, 2))),
        pairs=(Pair(("a", "s"), 0.9), Pair(("a", "t"), 0.4), Pair(("b", "t"), 0.2)),
    )
    (status, stop, meetings, broken), _ = late(problem)
    assert (status, stop, meetings, broken) == ("optimal", "", 3, 0)
