"""What the best plans may and must hold, held against every plan of tiny problems."""

from dataclasses import replace

from hypothesis import given

from matching.planning.budget.budget import Budget
from matching.planning.exact.reduced_costs import fix_by_reduced_cost
from matching.planning.model.build import build_model
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Problem, Stand
from matching.planning.problem.rules import placements
from tests.examples import examples
from tests.planning.strategies import every_plan, problems


def best_plans(problem):
    """The model of the score, every plan of the best score, and what is said of them."""
    layout = Layout(problem)
    model = build_model(layout, placements(layout), goals=(Goal.SCORE,))
    known = set(model.placed)
    values = {plan: model.values(plan) for plan in every_plan(problem) if known.issuperset(plan)}
    (score,) = model.objectives
    worth = {plan: score.sum.value(row) for plan, row in values.items() if model.holds(row)}
    best = max(worth.values(), default=0)
    fixing = fix_by_reduced_cost(model, score, best, Budget(60.0, lambda: 0.0))
    return [plan for plan, value in worth.items() if value == best], fixing


@examples(60)
@given(problems())
def test_no_plan_of_the_best_score_is_ruled_out(problem):
    plans, fixing = best_plans(replace(problem, breaks_spread=None))
    for plan in plans:
        assert fixing.possible.issuperset(plan)
        assert fixing.required <= {placed.pair for placed in plan}


def test_pairs_of_every_best_plan_are_owed_and_others_are_out_of_reach():
    people = tuple(Person(f"p{n}", None, 1) for n in range(3))
    scores = zip(people, (0.9, 0.5, 0.1), strict=True)
    pairs = tuple(Pair((one.id, "s"), score) for one, score in scores)
    problem = Problem(slots=2, people=people, stands=(Stand("s", (1, 1)),), pairs=pairs)
    plans, fixing = best_plans(problem)
    assert len(plans) == 2
    assert {placed.pair for placed in fixing.possible} == {0, 1}
    assert fixing.required == {0, 1}
