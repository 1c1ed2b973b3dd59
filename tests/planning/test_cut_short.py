"""A run that is cut short says nothing false: its plan keeps the rules, its bounds hold."""

from threading import Thread
from time import process_time, sleep

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure, standing
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal
from matching.planning.problem.result import Status
from matching.planning.solve import solve
from tests.benchmarks.plan_tied_fairs import tied_fair
from tests.planning.strategies import best_key, every_plan, key, problems


class TickingClock:
    """A clock that goes on by as much each time somebody looks at it."""

    def __init__(self, tick):
        self.now, self.tick = 0.0, tick

    def __call__(self):
        self.now += self.tick
        return self.now


def _no_plan_passes(problem, result):
    """The bound of each goal holds for every plan as good as this one on the goals before."""
    ours = key(problem, result.meetings)
    others = [plan for plan in every_plan(problem) if not violations(problem, plan)]
    for place, goal in enumerate(problem.goals):
        if goal not in result.bounds:
            continue
        as_good = [plan for plan in others if key(problem, plan)[:place] >= ours[:place]]
        for plan in as_good:
            value, bound = measure(Layout(problem), plan).of(goal), result.bounds[goal]
            if goal is Goal.COVERAGE:
                assert value <= bound
            elif goal is Goal.SCORE:
                assert value <= bound + 1e-6
            else:
                assert value >= bound


def _says_nothing_false(problem, result):
    best = best_key(problem)
    if result.status in {Status.INFEASIBLE, Status.UNKNOWN}:
        assert result.meetings == ()
        assert best is None or result.status is Status.UNKNOWN
        return
    assert best is not None
    assert violations(problem, result.meetings) == ()
    assert result.status is not Status.OPTIMAL or key(problem, result.meetings) == best
    _no_plan_passes(problem, result)


@pytest.mark.slow
@given(
    problems(),
    st.sampled_from([1e-6, 1e-3, 0.01, 0.03, 0.1, 1.0]),
    st.sampled_from([0.0, 1e-3, 0.02, 0.1, 0.3]),
    st.sampled_from([0, 20_000]),
)
def test_run_cut_short_anywhere_says_nothing_false(problem, seconds, share, exact_up_to):
    clock = TickingClock(share * seconds)
    result = solve(problem, seconds=seconds, clock=clock, exact_up_to=exact_up_to)
    _says_nothing_false(problem, result)


@pytest.mark.parametrize("kind", ["walks", "long meetings", "precedence"])
def test_no_plan_told_is_worse_than_one_before_nor_better_than_the_answer(kind):
    problem, told = tied_fair(kind, "30x20x12", 1), []

    def hear(news):
        told.append(news.meetings)
        return True

    result = solve(problem, seconds=2.0, progress=hear, clock=process_time)
    layout = Layout(problem)
    reached = [standing(layout, plan) for plan in (*told, result.meetings)]
    assert reached == sorted(reached)
    assert len(told) > 1


def test_coverage_of_everybody_is_known_to_be_the_most_when_time_is_up(monkeypatch):
    problem = tied_fair("walks", "30x20x12", 1)
    monkeypatch.setattr("matching.planning.solve.answer_in_time", cut_after_the_first_plan)
    result = solve(problem, seconds=5.0)
    assert result.status is Status.FEASIBLE
    assert result.bounds[Goal.COVERAGE] == result.goals.coverage == (30, 30)


def cut_after_the_first_plan(call, *_, is_enough, **__):
    """As `answer_in_time` where the clock strikes as soon as there is a plan."""
    Thread(target=call, daemon=True).start()
    while not is_enough():
        sleep(0.005)
