"""Goals counted on arrays are those counted meeting by meeting."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from matching.planning.check import violations
from matching.planning.goals import measure
from matching.planning.hall import Hall
from matching.planning.layout import Layout
from matching.planning.tally import tally
from tests.planning.strategies import every_plan, problems


@settings(deadline=None, max_examples=150, suppress_health_check=list(HealthCheck))
@given(problems(), st.data())
def test_tally_is_what_measure_says(problem, data):
    allowed = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    for plan in data.draw(st.lists(st.sampled_from(allowed or [()]), max_size=5)):
        assert tally(Hall(problem), plan) == measure(Layout(problem), plan)
