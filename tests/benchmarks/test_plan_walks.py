"""Fairs in which people walk from zone to zone: how near the limit, by processor time."""

import random
import time
from dataclasses import replace

import pytest

from matching.planning.exact.quick_plan import quick_plan
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.rules import placements
from matching.planning.solve import solve
from tests.benchmarks.plan_fairs import fair

SIZE, ZONES = "400x40x16", "ABCD"
WALKS = (("A", "B", 1), ("A", "C", 2), ("A", "D", 2), ("B", "C", 1), ("C", "D", 1))
AT = (1, 3, 10)


def walking_fair(seed):
    """A fair of four zones, the far ones two slots apart."""
    problem, chance = fair(SIZE, seed), random.Random(seed)
    stands = tuple(replace(stand, zone=chance.choice(ZONES)) for stand in problem.stands)
    return replace(problem, stands=stands, walks=WALKS)


def greedy(problem):
    """Whoever is worst off first, the best pair in its least-loaded slot."""
    layout = Layout(problem)
    return measure(layout, quick_plan(layout, placements(layout)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_fair_with_walks_is_planned_near_the_limit_and_better_than_by_hand(seed, measured):
    problem, news = walking_fair(seed), []

    def hear(told):
        news.append((told.seconds, told.goals))
        return True

    found = solve(problem, seconds=AT[-1], clock=time.process_time, progress=hear)
    limit, theirs = found.bounds[Goal.SCORE], greedy(problem)
    for seconds in AT:
        by_then = [goals for spent, goals in news if spent <= seconds]
        if by_then:
            share = f"{by_then[-1].coverage} {100 * by_then[-1].score / limit:.2f} %"
            measured(f"{SIZE} walks, seed {seed}", f"after {seconds} s of processor time", share)
    by_hand = f"{theirs.coverage} {100 * theirs.score / limit:.2f} %"
    measured(f"{SIZE} walks, seed {seed}", "greedy", by_hand)
    reached = f"{100 * found.goals.score / limit:.2f} %, {found.goals.waiting} idle slots"
    measured(f"{SIZE} walks, seed {seed}", "in the end", reached)
    assert violations(problem, found.meetings) == ()
    assert found.goals.coverage == found.bounds[Goal.COVERAGE]
    assert found.goals.score >= 0.985 * limit
    assert (found.goals.coverage, found.goals.score) > (theirs.coverage, theirs.score)
