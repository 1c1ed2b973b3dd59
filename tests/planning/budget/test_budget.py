"""A budget counts work and time, tells plans, and knows what ended the run."""

from threading import Event

import pytest

from matching.planning.budget.budget import Budget, nodes_within, work_of
from matching.planning.problem.goals import Goals
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Progress, Stop


class Clock:
    """A clock that only goes on when told."""

    def __init__(self):
        self.now = 100.0

    def __call__(self):
        return self.now


def test_time_left_shrinks_with_the_clock_and_never_below_zero():
    clock = Clock()
    budget = Budget(10.0, clock)
    clock.now += 4.0
    assert (budget.elapsed, budget.left, budget.stop) == (4.0, 6.0, Stop.NONE)
    clock.now += 40.0
    assert (budget.left, budget.stop) == (0.0, Stop.TIME)


def test_work_is_counted_whatever_the_clock_says():
    budget = Budget(10.0, Clock())
    budget.spend(2.0)
    assert budget.work_left == budget.work - 2.0
    budget.spend(1e9)
    assert (budget.work_left, budget.stop) == (0.0, Stop.NONE)


def test_solver_that_the_clock_has_ended_makes_the_run_late():
    budget = Budget(10.0, Clock())
    budget.spend(0.5, in_time=False)
    assert budget.stop is Stop.TIME


def test_stop_that_was_asked_for_leaves_no_time_and_is_not_called_late():
    halt = Event()
    budget = Budget(10.0, Clock(), halt=halt)
    halt.set()
    budget.spend(0.5, in_time=False)
    assert (budget.left, budget.stop) == (0.0, Stop.ASKED)


def test_answer_of_false_stops_the_run_and_nothing_is_told_after():
    heard = []
    budget = Budget(10.0, Clock(), tell=lambda news: heard.append(news) or False)
    news = Progress(Goals((), 0.0, 0, 0, 0), {}, 0.0, None)
    budget.inform(news)
    budget.inform(news)
    assert (heard, budget.stop) == ([news], Stop.ASKED)


def test_plan_is_told_with_its_goals_and_as_whoever_asked_knows_it():
    problem = Problem(
        slots=2,
        people=(Person("p", None, most=1),),
        stands=(Stand("s", (1, 1)),),
        pairs=(Pair(("p", "s"), 0.5),),
    )
    heard = []
    budget = Budget(10.0, Clock(), tell=lambda news: heard.append(news) or True)
    budget.outward = lambda plan: tuple(Placed(7, slot) for _, slot in plan)
    budget.report(Layout(problem), (Placed(0, 1),), goal=Goal.SCORE, bounds={Goal.SCORE: 0.5})
    (news,) = heard
    assert (news.goals.score, news.meetings) == (0.5, (Placed(7, 1),))
    assert (news.goal, news.bounds) == (Goal.SCORE, {Goal.SCORE: 0.5})


@pytest.mark.parametrize("entries", [1, 1_000, 1_000_000])
@pytest.mark.parametrize("work", [0.001, 1.0, 100.0])
def test_nodes_within_some_work_are_no_more_than_that_work(entries, work):
    nodes = nodes_within(entries, work)
    assert nodes == 1 or work_of(entries, nodes) <= work + 1e-9


def test_a_run_may_last_a_tenth_longer_and_without_a_plan_a_fifth():
    clock = Clock()
    budget = Budget(10.0, clock)
    assert budget.until_latest == pytest.approx(11.3)
    assert budget.until_last == pytest.approx(12.7)
    clock.now += 4.0
    assert (budget.until_latest, budget.until_last) == pytest.approx((7.3, 8.7))


def test_a_run_that_begins_when_its_time_is_over_may_still_find_a_first_plan():
    budget = Budget(10.0, Clock(), began=40.0)
    assert budget.elapsed == 60.0
    assert budget.left == 0.0
    assert budget.until_latest < 0
    assert budget.until_last == pytest.approx(12.7)


def test_limits_noted_before_stay_with_a_plan_that_is_no_worse():
    layout = Layout(Problem(slots=1))
    budget = Budget(10.0, Clock())
    budget.report(layout, (), bounds={Goal.SCORE: 3.0})
    budget.report(layout, ())
    assert budget.known().bounds == {Goal.SCORE: 3.0}


def test_a_worse_plan_is_not_told_and_only_its_limits_are_taken():
    told = []
    problem = Problem(
        slots=1,
        people=(Person("p", most=1),),
        stands=(Stand("s", (1,)),),
        pairs=(Pair(("p", "s"), 0.5),),
        goals=(Goal.SCORE,),
    )
    layout, good = Layout(problem), (Placed(0, 0),)
    budget = Budget(10.0, Clock(), tell=lambda news: told.append(news.meetings) or True)
    budget.report(layout, good)
    budget.report(layout, (), bounds={Goal.SCORE: 0.5})
    assert (told, budget.known()) == ([good], (good, {Goal.SCORE: 0.5}))


def test_nothing_is_told_or_noted_when_nobody_waits_any_more():
    told = []
    layout = Layout(Problem(slots=1))
    budget = Budget(10.0, Clock(), tell=lambda news: told.append(news) or True)
    budget.close()
    budget.report(layout, ())
    assert (told, budget.known, budget.left) == ([], None, 0.0)
