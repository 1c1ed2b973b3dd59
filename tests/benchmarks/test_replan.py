"""Re-plans in the middle of the day: how fast, and how many meetings move beside the fewest."""

import time
from dataclasses import replace
from statistics import median

import pytest

from matching.planning.arrays.problem_arrays import ProblemArrays
from matching.planning.model.ask_highs import ask_highs
from matching.planning.model.build import build_model
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.rules import placements
from matching.planning.problem.with_past import with_past
from matching.planning.repair.affected import affected
from matching.planning.repair.replan import replan
from matching.planning.repair.rest_of_day import rest_of_day
from matching.planning.repair.scope import ReplanScope
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import fair
from tests.planning.events import KINDS, event

SHARE = 1.10


@pytest.mark.parametrize(
    ("size", "regime", "events", "seconds"),
    [
        ("400x40x16", "plain", 100, 20),
        ("400x40x16", "gap 1", 18, 20),
        ("5000x300x30", "plain", 27, 30),
    ],
)
def test_events_of_the_day_move_few_and_answer_fast(measured, size, regime, events, seconds):
    problem = replace(
        fair(size, 1, regime), goals=(Goal.COVERAGE, Goal.SCORE, Goal.CHANGES, Goal.WAITING)
    )
    plan = solve(problem, seconds=seconds).meetings
    moved, fewest, times = 0, 0, {kind: [] for kind in KINDS}
    for seed in range(events):
        happened = event(problem, plan, seed)
        began = time.perf_counter(), time.process_time()
        result = replan(
            happened.problem,
            announced=happened.announced,
            scope=ReplanScope(happened.now, happened.movable, happened.gains),
        )
        wall, cpu = time.perf_counter() - began[0], time.process_time() - began[1]
        times[happened.kind].append((wall, cpu))
        assert_sound(happened, result)
        moved += result.goals.changes
        fewest += fewest_moves(happened, result, is_large=size.startswith("5000"))
    subject = f"re-plan {size} {regime}"
    for kind, spent in times.items():
        if spent:
            walls, cpus = zip(*spent, strict=True)
            said = f"{median(walls):.3f} / {max(walls):.3f} / {median(cpus):.3f}"
            measured(subject, f"{kind}, s: median/max/cpu", said)
    measured(subject, f"moved in {events} events / fewest", f"{moved} / {fewest}")
    assert moved <= SHARE * fewest or size.startswith("5000")


def assert_sound(happened, result):
    """The past is as it was, no rule is broken, coverage has not fallen."""
    past = tuple(placed for placed in happened.announced if placed.slot < happened.now)
    assert set(past) <= set(result.meetings)
    widened = with_past(happened.problem, past)
    assert violations(widened, result.meetings) == ()
    layout = Layout(widened)
    lost = {
        *affected(ProblemArrays(widened), happened.announced, ReplanScope(happened.now, None)).lost
    }
    left = [placed for placed in happened.announced if placed not in lost]
    if not violations(widened, left):
        assert result.goals.coverage >= measure(layout, left).coverage


def fewest_moves(happened, result, *, is_large):
    """No plan serves people as well with fewer moves, were everybody free to move: proven.

    Lost meetings are moves to anybody; where more moved, HiGHS bounds the fewest from below.
    """
    arrays = ProblemArrays(happened.problem)
    lost = len(affected(arrays, happened.announced, ReplanScope(happened.now, frozenset())).lost)
    if result.goals.changes == lost or is_large:
        return lost
    everybody = frozenset(person.id for person in happened.problem.people)
    scope = ReplanScope(happened.now, everybody, happened.gains)
    layout = Layout(rest_of_day(happened.problem, happened.announced, scope))
    model = build_model(layout, placements(layout), goals=(Goal.COVERAGE, Goal.CHANGES))
    *coverage, changes = model.objectives
    for part, served in zip(coverage, result.goals.coverage, strict=False):
        model.require(part, served)
    limit = ask_highs(model, changes, seconds=300, nodes=1).limit
    return max(lost, limit or 0)
