"""A plan worked out in another process is the plan worked out here, and may be stopped."""

import time
from dataclasses import replace
from random import Random
from threading import Event

import pytest

from matching.domain.errors import FairError
from matching.planning.problem.problem import Goal, Pair, Person, Problem, Stand
from matching.planning.problem.result import Stop
from matching.planning.process import Planner, Planners
from matching.planning.solve import solve


def problem(people=12, stands=5, slots=6):
    return Problem(
        slots=slots,
        people=tuple(Person(f"p{n}", None, most=3, least=1) for n in range(people)),
        stands=tuple(Stand(f"s{n}", (1,) * slots) for n in range(stands)),
        pairs=tuple(
            Pair((f"p{p}", f"s{s}"), ((7 * p + 3 * s) % 11 + 1) / 11)
            for p in range(people)
            for s in range(stands)
        ),
        goals=(Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
    )


def hard():
    """People who stay for five slots, with a gap: planned in many seconds."""
    chance = Random(1)
    stays = [range(first, first + 5) for first in (chance.randrange(12) for _ in range(200))]
    easy = problem(people=200, stands=16, slots=16)
    return replace(
        easy,
        gap=1,
        people=tuple(
            replace(one, free=tuple(stay), least=2)
            for one, stay in zip(easy.people, stays, strict=True)
        ),
        pairs=tuple(replace(pair, score=chance.random()) for pair in easy.pairs),
    )


@pytest.fixture(scope="module")
def planner():
    begun = Planner()
    yield begun
    begun.end()


def test_plan_of_another_process_is_that_of_this_one(planner):
    news = []
    here = solve(problem(), seconds=600)
    there = planner.solve(problem(), seconds=600, progress=lambda one: not news.append(one))
    assert replace(there, seconds=0.0) == replace(here, seconds=0.0)
    assert news[-1].goals == here.goals
    with pytest.raises(TypeError):
        there.bounds[Goal.SCORE] = 0.0


@pytest.mark.slow
def test_problem_told_in_parts_is_whole(planner):
    large = problem(people=500, stands=10, slots=8)
    assert planner.solve(large, seconds=600).goals == solve(large, seconds=600).goals


@pytest.mark.slow
@pytest.mark.parametrize("asker", ["event", "answer"])
def test_process_that_is_asked_to_stop_keeps_its_best_plan(planner, asker):
    halt = Event()

    def hear(_):
        if asker == "event":
            halt.set()
        return asker == "event"

    found = planner.solve(hard(), seconds=600, halt=halt, progress=hear)
    assert found.stop is Stop.ASKED
    assert found.violations == ()
    # a stop that came late is not that of the next problem
    assert planner.solve(problem(), seconds=20).stop is Stop.NONE


def test_process_that_is_gone_says_so():
    begun = Planner()
    begun.end()
    assert not begun.is_there
    with pytest.raises(FairError, match="planner_gone"):
        begun.solve(problem(), seconds=5)


@pytest.mark.slow
def test_process_that_dies_at_work_says_so():
    begun = Planner()
    with pytest.raises(FairError, match="planner_gone"):
        begun.solve(problem(), seconds=5, progress=lambda _: begun.end() or True)


def test_mistake_in_another_process_is_raised_here(planner):
    with pytest.raises(TypeError):
        planner.solve(problem(), seconds="soon")
    assert planner.is_there


def test_process_is_kept_for_the_next_problem_but_not_for_ever():
    planners = Planners(kept_seconds=0.1)
    first = planners.begin()
    planners.give_back(first)
    assert planners.begin() is first
    second = planners.begin()
    assert second is not first
    planners.give_back(first)
    planners.give_back(second)
    assert not first.is_there
    while second.is_there:
        time.sleep(0.01)
    assert planners.begin() is not second
