"""The plan is the best there is, breaks no rule, and depends on nothing but the problem."""

import itertools
import random
import threading
import time
from dataclasses import replace
from itertools import chain, repeat

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Status, Stop
from matching.planning.solve import solve
from tests.benchmarks.plan_tied_fairs import tied_fair
from tests.examples import examples
from tests.planning.strategies import best_key, key, problems, tied_problems

modest = examples(40)


@modest
@given(problems())
def test_plan_of_a_tiny_problem_equals_the_best_of_all_plans(problem):
    result = solve(problem, seconds=20)
    best = best_key(problem)
    if best is None:
        assert (result.status, result.meetings) == (Status.INFEASIBLE, ())
    else:
        assert (result.status, key(problem, result.meetings)) == (Status.OPTIMAL, best)
        assert violations(problem, result.meetings) == ()


@modest
@given(tied_problems())
def test_plan_with_groups_and_shared_tables_equals_the_best_of_all_plans(problem):
    result = solve(problem, seconds=20)
    assert (result.status, key(problem, result.meetings)) == (Status.OPTIMAL, best_key(problem))
    assert violations(problem, result.meetings) == ()


@modest
@given(problems() | tied_problems())
def test_plan_beyond_proof_breaks_no_rule_and_its_bounds_hold(problem):
    result = solve(problem, seconds=20, exact_up_to=0)
    best = best_key(problem)
    if best is None:
        assert result.status is Status.INFEASIBLE
        return
    assert violations(problem, result.meetings) == ()
    assert key(problem, result.meetings) <= best
    for goal, bound in result.bounds.items():
        assert _within(goal, result.goals.of(goal), bound)


def _within(goal, value, bound):
    return value <= bound if goal in {Goal.COVERAGE, Goal.SCORE} else value >= bound


@modest
@given(problems(), st.randoms(use_true_random=False))
def test_order_of_the_rows_changes_nothing(problem, chance):
    shuffled = _shuffled(problem, chance)
    here = solve(problem, seconds=20)
    there = solve(shuffled, seconds=20)
    assert here.status == there.status
    assert _said(problem, here.meetings) == _said(shuffled, there.meetings)


def _shuffled(problem, chance):
    order = list(range(len(problem.pairs)))
    chance.shuffle(order)
    new = {old: position for position, old in enumerate(order)}
    people, stands = list(problem.people), list(problem.stands)
    chance.shuffle(people)
    chance.shuffle(stands)

    def moved(placed):
        return tuple(Placed(new[pair], slot) for pair, slot in placed)

    return replace(
        problem,
        people=tuple(people),
        stands=tuple(stands),
        pairs=tuple(problem.pairs[old] for old in order),
        before=tuple((new[one], new[two]) for one, two in problem.before),
        fixed=moved(problem.fixed),
        announced=moved(problem.announced),
        groups=problem.groups[::-1],
        shared=problem.shared[::-1],
    )


def _said(problem, meetings):
    pairs = problem.pairs
    return sorted((p.slot, pairs[p.pair].between, pairs[p.pair].score) for p in meetings)


def busy_fair(*, people=30, stands=20, slots=26, seed=1, gap=0):
    """A fair of a morning and an afternoon, with more wishes than meetings."""
    chance = random.Random(seed)
    crowd = tuple(
        Person(f"p{n:02}", tuple(range(chance.randrange(6), slots)), most=6, least=2)
        for n in range(people)
    )
    receivers = tuple(
        Stand(f"s{n:02}", tuple(0 if t == 5 + n % 9 else 1 + n % 2 for t in range(slots)))
        for n in range(stands)
    )
    pairs = tuple(
        Pair((person.id, receivers[n].id), round(chance.random(), 3))
        for person in crowd
        for n in sorted(chance.sample(range(stands), min(stands, 11)))
    )
    half = slots // 2 - 1
    days = ((0, half), (half, slots))
    return Problem(slots=slots, days=days, people=crowd, stands=receivers, pairs=pairs, gap=gap)


@pytest.mark.slow
def test_neighbourhood_fair_is_proven_on_all_three_goals():
    problem = busy_fair()
    result = solve(problem, seconds=60)
    assert result.status is Status.OPTIMAL
    assert result.bounds == {
        Goal.COVERAGE: result.goals.coverage,
        Goal.SCORE: result.goals.score,
        Goal.WAITING: result.goals.waiting,
    }
    assert violations(problem, result.meetings) == ()


@pytest.mark.slow
def test_same_problem_and_seed_give_the_same_plan():
    problem = busy_fair(people=12, stands=6, slots=10)
    assert solve(problem, seed=7).meetings == solve(problem, seed=7).meetings


@pytest.mark.slow
def test_large_fair_gets_a_plan_without_violations_below_its_bound():
    problem = busy_fair(people=24, stands=8, slots=12)
    result = solve(problem, exact_up_to=100)
    assert result.violations == violations(problem, result.meetings) == ()
    assert result.goals.score <= result.bounds[Goal.SCORE] + 1e-6
    assert result.goals.score >= 0.98 * result.bounds[Goal.SCORE]


@pytest.mark.slow
def test_fair_of_middle_size_keeps_the_limits_of_its_first_look():
    problem = tied_fair("clustered wishes", "400x40x16", 41)
    result = solve(problem, seconds=5, clock=time.process_time)
    assert result.bounds[Goal.COVERAGE] == result.goals.coverage == (398, 283)
    assert result.bounds[Goal.SCORE] <= 482.182


def test_time_that_is_up_still_gives_a_plan_that_keeps_the_rules():
    problem = busy_fair(people=20, stands=5, gap=1)
    # the clock says at once that all is spent, however busy the machine
    readings = chain([0.0], repeat(60.0))
    result = solve(problem, seconds=60.0, clock=lambda: next(readings))
    assert result.status in {Status.OPTIMAL, Status.FEASIBLE}
    assert (result.meetings != (), violations(problem, result.meetings)) == (True, ())


def test_progress_that_says_stop_keeps_the_best_plan_so_far():
    told = []

    def stop(news):
        told.append(news)
        return False

    problem = busy_fair(people=20, stands=5, gap=1)
    result = solve(problem, progress=stop)
    assert len(told) == 1
    assert violations(problem, result.meetings) == ()
    assert measure(Layout(problem), result.meetings) == result.goals


def test_start_that_breaks_rules_is_used_as_far_as_it_goes():
    problem = Problem(
        slots=2,
        people=(Person("p", None, 2), Person("q", None, 2)),
        stands=(Stand("s", (1, 1)),),
        pairs=(Pair(("p", "s"), 1.0), Pair(("q", "s"), 1.0)),
        goals=(Goal.SCORE,),
    )
    result = solve(problem, start=[Placed(0, 0), Placed(1, 0)])
    assert (result.goals.score, result.status) == (2.0, Status.OPTIMAL)


def test_musts_that_cannot_all_be_held_are_named():
    problem = Problem(
        slots=2,
        people=(Person("p", None, 3), Person("q", None, 3)),
        stands=tuple(Stand(f"s{n}", (1, 1)) for n in range(4)),
        pairs=(
            Pair(("q", "s3"), 1.0, must=True),
            *(Pair(("p", f"s{n}"), 1.0, must=True) for n in range(3)),
        ),
    )
    result = solve(problem)
    assert (result.status, result.meetings, result.clash) == (Status.INFEASIBLE, (), (1, 2, 3))


def test_must_that_has_no_slot_at_all_is_the_whole_clash():
    problem = Problem(
        slots=2,
        people=(Person("p", (0,), 3),),
        stands=(Stand("s", (0, 1)), Stand("t", (1, 0))),
        pairs=(Pair(("p", "s"), must=True), Pair(("p", "t"), must=True)),
    )
    assert solve(problem).clash == (0,)


@pytest.mark.parametrize(
    "problem",
    [
        Problem(slots=3),
        Problem(slots=3, stands=(Stand("s", (1, 1, 1)),)),
        Problem(slots=3, people=(Person("p", None, 2, 1),)),
        Problem(
            slots=1,
            people=(Person("p", None, 2, 1),),
            stands=(Stand("s", (0,)),),
            pairs=(Pair(("p", "s"), 1.0),),
        ),
        Problem(
            slots=1,
            rooms=0,
            people=(Person("p", None, 2),),
            stands=(Stand("s", (1,)),),
            pairs=(Pair(("p", "s"), 1.0),),
        ),
        Problem(
            slots=1,
            people=(Person("p", None, 0),),
            stands=(Stand("s", (1,)),),
            pairs=(Pair(("p", "s"), 1.0),),
        ),
    ],
)
def test_nobody_and_nothing_is_a_proven_empty_plan(problem):
    result = solve(problem)
    assert (result.status, result.meetings) == (Status.OPTIMAL, ())


@pytest.mark.parametrize(
    ("person", "pairs", "reason"),
    [
        (Person("p", None, 3, 1), (), "no_pair"),
        (Person("p", (), 3, 1), (Pair(("p", "s")),), "never_free"),
        (Person("p", (1,), 3, 1), (Pair(("p", "s")),), "no_common_slot"),
        (Person("p", None, 0, 1), (Pair(("p", "s")),), "most_below_least"),
        (Person("p", None, 3, 2), (Pair(("p", "s")),), "too_few_pairs"),
        (Person("p", (0,), 3, 2), (Pair(("p", "s")), Pair(("p", "t"))), "no_place_left"),
    ],
)
def test_broken_promise_names_its_first_reason(person, pairs, reason):
    stands = (Stand("s", (1, 0)), Stand("t", (1, 1)))
    problem = Problem(slots=2, people=(person,), stands=stands, pairs=pairs)
    assert solve(problem).unmet == (("p", reason),)


def test_group_of_a_workshop_fits_its_places():
    people = tuple(Person(f"p{n}", None, 1) for n in range(5))
    pairs = tuple(Pair((p.id, "w"), 0.5, length=2, slots=(0, 2)) for p in people)
    problem = Problem(slots=4, people=people, stands=(Stand("w", (2,) * 4),), pairs=pairs)
    result = solve(problem)
    assert sorted(placed.slot for placed in result.meetings) == [0, 0, 2, 2]


def test_progress_tells_the_best_plan_with_the_bounds_of_the_goals_before_it():
    told = []
    problem = busy_fair(people=9, stands=4, slots=8)
    result = solve(problem, progress=lambda news: told.append(news) or True)
    assert told[-1].goals.score == result.goals.score
    known = problem.goals[: problem.goals.index(told[-1].goal) + 1]
    assert told[-1].bounds == {goal: result.bounds[goal] for goal in known}


def test_run_that_did_all_its_work_says_that_nothing_stopped_it():
    result = solve(busy_fair(people=9, stands=4, slots=8))
    assert (result.status, result.stop) == (Status.OPTIMAL, Stop.NONE)


def test_clock_that_runs_out_is_told_with_the_plan():
    ticks = itertools.count()
    result = solve(
        busy_fair(people=12, stands=4, slots=8), seconds=3.0, clock=lambda: float(next(ticks))
    )
    assert (result.status, result.stop) == (Status.FEASIBLE, Stop.TIME)
    assert result.meetings


def test_halt_from_another_thread_keeps_the_best_plan():
    halt, told = threading.Event(), []

    def hear(news):
        told.append(news)
        halt.set()
        return True

    result = solve(busy_fair(people=12, stands=4, slots=8), progress=hear, halt=halt)
    assert (result.status, result.stop) == (Status.FEASIBLE, Stop.ASKED)
    assert result.goals.score >= told[0].goals.score > 0


@pytest.mark.slow
def test_clock_of_the_machine_changes_nothing_of_a_plan():
    problem = busy_fair(people=14, stands=5, slots=8)
    slow = itertools.count()
    quick = solve(problem, seconds=20.0, clock=lambda: 0.0)
    late = solve(problem, seconds=20.0, clock=lambda: 0.002 * next(slow))
    assert (late.meetings, late.bounds, late.stop) == (quick.meetings, quick.bounds, Stop.NONE)


def test_where_nothing_can_be_chosen_all_is_proven_at_any_size():
    person = Person("p", None, most=0, least=2)
    problem = Problem(
        slots=1, people=(person,), stands=(Stand("s", (1,)),), pairs=(Pair(("p", "s"), 1.0),)
    )
    assert solve(problem, exact_up_to=0).status is Status.OPTIMAL
