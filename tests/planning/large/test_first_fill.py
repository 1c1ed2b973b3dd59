"""A large fair has a plan at a glance, which keeps every rule."""

from dataclasses import replace

from hypothesis import assume, given

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import fits_grid
from matching.planning.large.first_fill import first_fill
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.rules import RuleCode
from tests.planning.large.fairs import promised, two_stands
from tests.planning.strategies import problems


def filled(problem):
    grid = build_grid(problem)
    return grid.meetings(first_fill(grid))


def test_best_scores_come_first():
    problem = two_stands()
    assert measure(Layout(problem), filled(problem)).score >= 2.9


def test_everybody_gets_what_was_promised_before_anybody_gets_more():
    problem = promised(least=1)
    assert measure(Layout(problem), filled(problem)).coverage == (3,)


def on_grid(problem):
    """The same between people and stands only, with the goals of a fair and in any order."""
    people = {person.id for person in problem.people}
    pairs = tuple(
        pair for pair in problem.pairs if (pair.between[0] in people) != (pair.between[1] in people)
    )
    goals = (Goal.COVERAGE, Goal.SCORE, Goal.WAITING)
    no_more = {"before": (), "fixed": (), "announced": (), "breaks_spread": None}
    no_more |= {"groups": (), "shared": ()}
    return replace(problem, pairs=pairs, goals=goals, **no_more)


@given(problems().map(on_grid))
def test_no_rule_is_broken_at_a_glance(problem):
    assert fits_grid(problem)
    assume(build_grid(problem) is not None)
    plan = filled(problem)
    assert {found.rule for found in violations(problem, plan)} <= {RuleCode.MUST}
    assert len({placed.pair for placed in plan}) == len(plan)
