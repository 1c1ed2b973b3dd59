"""The rows and objectives of a model say of any plan what the rules and the goals say."""

from hypothesis import assume, given
from hypothesis import strategies as st

from matching.planning.model.build import build_model
from matching.planning.model.relax_slots import COUNTED, relaxed_model
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.rules import placements
from matching.planning.problem.whole_scores import score_scale
from tests.planning.strategies import every_plan, problems

chances = st.randoms(use_true_random=False)


def some_plan(problem, chance):
    """A plan made of placements that the rules on single pairs allow."""
    allowed = set(placements(Layout(problem)))
    plans = [plan for plan in every_plan(problem) if allowed.issuperset(plan)]
    return chance.choice(plans)


@given(problems(), chances)
def test_plan_keeps_the_rows_of_its_model_when_and_only_when_it_breaks_no_rule(problem, chance):
    layout, plan = Layout(problem), some_plan(problem, chance)
    model = build_model(layout, placements(layout))
    assert model.holds(model.values(plan)) == (violations(problem, plan) == ())


@given(problems(), chances)
def test_objectives_of_a_model_are_the_goals_measured_on_the_plan(problem, chance):
    layout, plan = Layout(problem), some_plan(problem, chance)
    assume(not violations(problem, plan))
    model, goals = build_model(layout, placements(layout)), measure(layout, plan)
    values = model.values(plan)
    for objective in model.objectives:
        value = objective.sum.value(values)
        if objective.goal is Goal.COVERAGE:
            assert value == goals.coverage[objective.level - 1]
        elif objective.goal is Goal.SCORE:
            whole = value / score_scale(problem)
            assert abs(whole - goals.score) <= 1e-6 * max(1, len(plan))
        else:
            assert value == goals.of(objective.goal)


@given(problems(), chances)
def test_every_sound_plan_is_a_plan_of_the_pairs_without_slots(problem, chance):
    layout, plan = Layout(problem), some_plan(problem, chance)
    assume(not violations(problem, plan))
    relaxed = relaxed_model(layout, placements(layout))
    column = {placed.pair: placed for placed in relaxed.placed}
    values = relaxed.values([column[placed.pair] for placed in plan])
    assert relaxed.holds(values)
    assert {objective.goal for objective in relaxed.objectives} <= set(COUNTED)
