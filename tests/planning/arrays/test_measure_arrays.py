"""Goals counted on arrays are those counted meeting by meeting."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.measure_arrays import measure_arrays
from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from tests.examples import examples
from tests.planning.strategies import every_plan, problems


@pytest.mark.slow
@examples(150)
@given(problems(), st.data())
def test_tally_is_what_measure_says(problem, data):
    allowed = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    for plan in data.draw(st.lists(st.sampled_from(allowed or [()]), max_size=5)):
        assert measure_arrays(ProblemArrays(problem), plan) == measure(Layout(problem), plan)
