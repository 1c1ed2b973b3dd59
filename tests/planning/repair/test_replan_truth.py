"""A re-plan after anything at all says nothing false: beside every plan it could have given."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.goals import Goals, measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Status
from matching.planning.problem.rules import RuleCode
from matching.planning.problem.with_past import with_past
from matching.planning.repair.replan import replan
from matching.planning.repair.rest_of_day import rest_of_day
from matching.planning.repair.scope import ReplanScope, Stability
from tests.planning.strategies import PEOPLE, SLOTS, every_plan, people, problems, stands
from tests.planning.test_cut_short import TickingClock

_OWED = {RuleCode.MUST, RuleCode.BREAKS_SPREAD, RuleCode.GROUP_SMALL}

some_people = st.frozensets(st.sampled_from(PEOPLE))
scopes = st.builds(
    ReplanScope,
    now_slot=st.integers(0, SLOTS - 1),
    movable=st.none() | some_people,
    gains=st.none() | some_people,
    stability=st.sampled_from(Stability),
    here=st.just(frozenset()) | some_people,
)


@st.composite
def happenings(draw):
    """A plan that kept the rules, and the problem as it is now."""
    before = draw(problems())
    plans = [plan for plan in every_plan(before) if not violations(before, plan)]
    announced = draw(st.sampled_from(plans or [()]))
    now = replace(
        before,
        people=draw(st.just(before.people) | people),
        stands=draw(st.just(before.stands) | stands),
        rooms=draw(st.sampled_from([before.rooms, None, 1])),
    )
    # what is pinned and cannot be held is refused before
    broken = {broken.rule for broken in violations(now, now.fixed)}
    return now if broken <= _OWED else replace(now, fixed=()), announced


def open_plans(problem, announced, scope):
    """Every plan that a re-plan may give, and the problem in which it does."""
    for reach in (scope, replace(scope, movable=frozenset(PEOPLE))):
        posed = rest_of_day(problem, announced, reach)
        plans = [plan for plan in every_plan(posed) if not violations(posed, plan)]
        if plans or scope.movable is not None:
            return posed, plans
    return posed, plans


@pytest.mark.slow
@given(happenings(), scopes, st.sampled_from([0.01, 1.0]), st.sampled_from([0.0, 0.02, 0.3]))
def test_replan_keeps_the_past_and_the_rules_and_proves_nothing_false(said, scope, seconds, share):
    problem, announced = said
    clock = TickingClock(share * seconds)
    result = replan(problem, announced=announced, scope=scope, seconds=seconds, clock=clock)
    posed, plans = open_plans(problem, announced, scope)
    if result.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        assert result.status is Status.UNKNOWN or plans == []
        return
    past = {placed for placed in announced if placed.slot < scope.now_slot}
    assert past <= set(result.meetings)
    if not result.violations:
        assert violations(with_past(problem, tuple(past)), result.meetings) == ()
        _proves_nothing_false(posed, plans, result, scope)


def _proves_nothing_false(posed, plans, result, scope):
    scores = sorted(posed.pairs[placed.pair].score for placed in posed.announced)
    half = len(scores) // 2
    good = (scores[half] + scores[~half]) / 2 if scores else 0.0
    layout, keep = Layout(posed), scope.share * good
    ours = standing(layout, result.meetings, keep=keep)
    keys = [standing(layout, plan, keep=keep) for plan in plans]
    if result.status is Status.OPTIMAL:
        assert max(keys, default=ours) <= ours
    reached: list[Goals] = [measure(layout, plan) for plan in plans]
    for place, goal in enumerate(posed.goals):
        if goal not in result.bounds:
            continue
        bound = result.bounds[goal]
        for key, goals in zip(keys, reached, strict=True):
            if key[:place] >= ours[:place]:
                value = goals.of(goal)
                if goal in {Goal.COVERAGE, Goal.SCORE}:
                    assert value <= bound if goal is Goal.COVERAGE else value <= bound + 1e-6
                else:
                    assert value >= bound
