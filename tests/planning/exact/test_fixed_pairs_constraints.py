"""Rows that follow when every pair meets lose no plan that holds them all."""

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.exact.fixed_pairs_constraints import FixedPairsExpressions, cover_of_pairs
from matching.planning.model.build import build_model
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.rules import placements
from tests.planning.strategies import every_plan, problems


@given(problems(), st.randoms(use_true_random=False))
def test_plan_of_all_pairs_keeps_the_rows_when_and_only_when_it_breaks_no_rule(problem, chance):
    layout = Layout(problem)
    allowed = set(placements(layout))
    whole = [
        plan
        for plan in every_plan(problem)
        if len(plan) == len(problem.pairs) and allowed.issuperset(plan)
    ]
    if not whole:
        return
    model = build_model(layout, placements(layout), kind=FixedPairsExpressions)
    for plan in chance.sample(whole, min(10, len(whole))):
        assert model.holds(model.values(plan)) == (violations(problem, plan) == ())


@given(problems())
def test_few_people_tell_every_pair_of_people_once(problem):
    layout = Layout(problem)
    told = [pair for pairs in cover_of_pairs(layout).values() for pair in pairs]
    with_people = [n for n in range(len(problem.pairs)) if layout.people_in(n)]
    assert sorted(told) == with_people
