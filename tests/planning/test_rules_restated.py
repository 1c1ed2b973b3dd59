"""Rules that arrays restate for speed say what `rules` say, for any small problem."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.arrays.build_grid import build_grid
from matching.planning.arrays.grid import fits_grid
from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.large.pair_flow import choose_pairs, most_meetings, most_received
from matching.planning.problem.check import violations
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed
from matching.planning.problem.rules import RuleCode, starts
from matching.planning.repair.affected import affected
from matching.planning.repair.scope import ReplanScope
from tests.examples import examples
from tests.planning.arrays.test_grid import grid_problems
from tests.planning.strategies import every_plan, problems

OWED = {RuleCode.MUST, RuleCode.FIXED, RuleCode.BREAKS_SPREAD}
many, fewer = examples(40), examples(25)


@many
@given(problems())
def test_slots_in_which_a_pair_may_begin_are_the_same_in_arrays(problem):
    arrays, layout = ProblemArrays(problem), Layout(problem)
    allowed = arrays.may_begin(np.arange(len(problem.pairs)), arrays.free)
    found = [tuple(np.flatnonzero(row).tolist()) for row in allowed]
    assert found == [starts(layout, pair) for pair in range(len(problem.pairs))]


@many
@given(problems())
def test_slots_in_which_a_pair_may_begin_are_the_same_on_a_grid(problem):
    plain = replace(problem, rooms=None, before=(), breaks_spread=None, walks=(), fixed=())
    plain = replace(plain, goals=(Goal.SCORE,))
    if not fits_grid(plain):
        return
    grid, layout = build_grid(plain), Layout(plain)
    if grid is None:  # a meeting that must be held cannot be
        return
    found = {
        pair: tuple(np.flatnonzero(row).tolist())
        for pair, row in zip(grid.pair.tolist(), grid.may, strict=True)
    }
    idle = {person.id for person in plain.people if not person.most}
    for number, pair in enumerate(plain.pairs):
        expected = () if idle.intersection(pair.between) else starts(layout, number)
        assert found.get(number, ()) == expected


@many
@given(problems(), st.data())
def test_meetings_that_an_event_affects_are_those_that_break_a_rule(problem, data):
    problem = replace(problem, fixed=(), announced=(), groups=(), shared=())
    slot = st.none() | st.integers(0, problem.slots - 1)
    chosen = data.draw(st.tuples(*[slot] * len(problem.pairs)))
    plan = [Placed(pair, slot) for pair, slot in enumerate(chosen) if slot is not None]
    found = affected(ProblemArrays(problem), plan, ReplanScope(movable=frozenset()))
    layout = Layout(problem)
    lost = {placed for placed in plan if placed.slot not in starts(layout, placed.pair)}
    left = [placed for placed in plan if placed not in lost]
    wrong = {
        pair
        for violation in violations(problem, left)
        if violation.rule not in OWED
        for pair in violation.pairs
    }
    assert set(found.lost) == lost
    assert {placed.pair for placed in found.movable} == wrong
    assert set(found.kept) == {placed for placed in left if placed.pair not in wrong}


@pytest.mark.slow
@fewer
@given(grid_problems(plain=True))
def test_no_plan_that_keeps_the_rules_has_more_meetings_or_worth_than_the_flow_of_pairs(problem):
    grid = build_grid(problem)
    at_most, received, choice = most_meetings(grid), most_received(grid), choose_pairs(grid)
    row = {pair: number for number, pair in enumerate(grid.pair.tolist())}
    for plan in every_plan(problem):
        if violations(problem, plan):
            continue
        held = [row[placed.pair] for placed in plan]
        met = np.bincount(grid.person[held], minlength=len(grid.most))
        assert (met <= at_most).all()
        assert (np.bincount(grid.stand[held], minlength=len(grid.tables)) <= received).all()
        reached = np.minimum(met, grid.least)
        coverage = [int((reached >= level).sum()) for level in range(1, grid.levels + 1)]
        worth = sum(b * c for b, c in zip(choice.bonus, coverage, strict=True))
        assert int(grid.worth[held].sum()) + worth <= choice.total
