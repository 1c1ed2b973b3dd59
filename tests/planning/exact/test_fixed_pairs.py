"""Meetings that must all be held: their slots are the best of all, whatever else is asked."""

from dataclasses import replace
from itertools import product
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from matching.planning.budget.budget import Budget
from matching.planning.exact.fixed_pairs import are_fixed_pairs, schedule_fixed_pairs
from matching.planning.exact.slide_intervals import with_less_waiting
from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import SolverAnswer
from matching.planning.model.cardinality import ClauseBudget, post_in_clauses
from matching.planning.model.model import Constraint
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Pair, Person, Placed, Problem, Stand
from matching.planning.problem.result import Status
from matching.planning.problem.rules import placements
from matching.planning.solve import solve
from tests.examples import examples
from tests.planning.strategies import best_key, key, problems

modest = examples(25)

PEOPLE = ("a", "b", "c", "d")
SLOTS = 5
hours = st.none() | st.sets(st.integers(0, SLOTS - 1), min_size=3).map(lambda s: tuple(sorted(s)))
goal_orders = st.permutations([Goal.BREAKS, Goal.WAITING, Goal.CHANGES]).flatmap(
    lambda order: st.integers(1, 3).map(lambda count: tuple(order[:count]))
)


@st.composite
def events(draw):
    """A small business event: meetings between people, with tables, sessions and what is fixed."""
    couples = draw(
        st.lists(
            st.sampled_from([(p, q) for p in PEOPLE for q in (*PEOPLE, "s") if p < q]),
            min_size=1,
            max_size=4,
            unique=True,
        )
    )
    sessions = st.sampled_from([None, None, (0, 1), (2, 3, 4)])
    count = len(couples)
    orders = [(i, j) for i in range(count) for j in range(count) if i != j]
    placed = st.builds(Placed, st.integers(0, count - 1), st.integers(0, SLOTS - 1))
    return Problem(
        slots=SLOTS,
        days=draw(st.sampled_from([(), (), ((0, 2), (2, SLOTS))])),
        rooms=draw(st.sampled_from([None, 1, 2])),
        gap=draw(st.sampled_from([0, 0, 0, 1])),
        breaks_spread=draw(st.sampled_from([None, 0, 1, 2])),
        people=tuple(Person(name, draw(hours), 9) for name in PEOPLE),
        stands=(Stand("s", (1, 2, 0, 1, 1)),),
        pairs=tuple(
            Pair(ends, 0.5, length=draw(st.sampled_from([1, 1, 1, 2])), must=True)
            if draw(st.booleans())
            else Pair(ends, 0.5, must=True, slots=draw(sessions))
            for ends in couples
        ),
        before=tuple(draw(st.lists(st.sampled_from(orders), max_size=1))) if orders else (),
        fixed=tuple(draw(st.lists(placed, max_size=1))),
        announced=tuple(draw(st.lists(placed, max_size=2, unique_by=lambda p: p.pair))),
        goals=draw(goal_orders),
    )


@pytest.mark.slow
@modest
@given(events())
def test_slots_of_a_small_event_equal_the_best_of_all_plans(problem):
    result, best = solve(problem, seconds=20), best_key(problem)
    if best is None:
        assert (result.status, result.meetings) == (Status.INFEASIBLE, ())
    else:
        assert (result.status, key(problem, result.meetings)) == (Status.OPTIMAL, best)
        assert violations(problem, result.meetings) == ()


@modest
@given(problems())
def test_any_tiny_problem_whose_pairs_must_all_meet_is_proven(problem):
    problem = replace(problem, pairs=tuple(replace(pair, must=True) for pair in problem.pairs))
    result, best = solve(problem, seconds=20), best_key(problem)
    if best is None:
        assert result.status is Status.INFEASIBLE
    else:
        assert (result.status, key(problem, result.meetings)) == (Status.OPTIMAL, best)


def test_meetings_kept_in_their_slot_weigh_as_much_as_was_said():
    people = (Person("p", None, 9), Person("q", None, 9), Person("r", None, 9))
    problem = Problem(
        slots=4,
        people=people,
        pairs=(Pair(("p", "q"), 0.5, must=True), Pair(("p", "r"), 0.5, must=True)),
        announced=(Placed(0, 0), Placed(1, 3)),
        goals=(Goal.SCORE, Goal.WAITING),
    )
    assert solve(problem, keep=0.1).meetings == (Placed(0, 0), Placed(1, 3))
    assert solve(problem).goals.waiting == 0


def round_robin(people, slots, rooms, **changes):
    """Everybody meets everybody: as many breaks as the tables leave."""
    names = tuple(f"p{n}" for n in range(people))
    pairs = tuple(Pair((p, q), must=True) for p in names for q in names if p < q)
    crowd = tuple(Person(name, None, people) for name in names)
    return Problem(
        slots=slots, rooms=rooms, people=crowd, pairs=pairs, goals=(Goal.BREAKS,), **changes
    )


def test_pairs_are_fixed_only_where_every_one_must_meet():
    problem = round_robin(4, 3, 2)
    free = replace(problem, pairs=(*problem.pairs[1:], replace(problem.pairs[0], must=False)))
    layouts = [Layout(problem), Layout(free)]
    assert [are_fixed_pairs(each, placements(each)) for each in layouts] == [True, False]


def test_slots_of_given_meetings_come_with_the_limit_of_each_goal():
    layout = Layout(round_robin(4, 7, 1))
    plan = schedule_fixed_pairs(layout, placements(layout), Budget(60, lambda: 0.0)).incumbent
    reached = [(each.value, each.limit) for each in plan.reached]
    assert reached == [(measure(layout, plan.meetings).breaks,) * 2]


def test_given_meetings_that_no_slots_can_hold_are_proven_impossible():
    layout = Layout(round_robin(4, 5, 1))
    found = schedule_fixed_pairs(layout, placements(layout), Budget(60, lambda: 0.0))
    assert (found.incumbent, found.impossible) == (None, True)


def test_tournament_of_as_many_slots_as_rounds_has_no_break():
    result = solve(round_robin(8, 7, 4))
    assert (result.status, result.goals.breaks) == (Status.OPTIMAL, 0)


@pytest.mark.slow
def test_tournament_without_enough_tables_is_proven_impossible():
    result = solve(round_robin(8, 7, 3))
    assert (result.status, result.meetings) == (Status.INFEASIBLE, ())


def test_event_with_too_few_tables_has_its_breaks_proven_and_even():
    result = solve(round_robin(6, 8, 2, breaks_spread=1), seconds=60)
    assert result.status is Status.OPTIMAL
    assert result.bounds[Goal.BREAKS] == result.goals.breaks > 0
    assert result.violations == ()


def test_same_event_gets_the_same_slots():
    problem = round_robin(6, 8, 2)
    assert solve(problem, seed=3).meetings == solve(problem, seed=3).meetings


@pytest.mark.parametrize("count", range(1, 7))
@modest
@given(data=st.data())
def test_row_told_in_clauses_holds_for_the_same_values(count, data):
    weights = data.draw(st.lists(st.sampled_from([1, -1]), min_size=count, max_size=count))
    low, high = data.draw(st.tuples(*[st.none() | st.integers(-count, count + 1)] * 2))
    program = cp_model.CpModel()
    variables = [program.new_bool_var("") for _ in weights]
    row = Constraint(dict(enumerate(weights)), low, high)
    assert post_in_clauses(program, variables, row, ClauseBudget(10_000))
    allowed = set()
    for values in product((0, 1), repeat=count):
        total = sum(w * v for w, v in zip(weights, values, strict=True))
        if (low is None or total >= low) and (high is None or total <= high):
            allowed.add(values)
    assert every_solution(program, variables) == allowed


def every_solution(program, variables):
    found = set()

    class Listener(cp_model.CpSolverSolutionCallback):
        def on_solution_callback(self):
            found.add(tuple(self.value(variable) for variable in variables))

    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    solver.parameters.enumerate_all_solutions = True
    solver.solve(program, Listener())
    return found


def test_row_with_weights_is_left_to_the_caller():
    program = cp_model.CpModel()
    variables = [program.new_bool_var(""), program.new_bool_var("")]
    assert not post_in_clauses(
        program, variables, Constraint({0: 2, 1: 1}, None, 2), ClauseBudget(10_000)
    )


def test_row_that_costs_more_than_may_be_written_is_left_to_the_caller():
    program = cp_model.CpModel()
    variables = [program.new_bool_var("") for _ in range(40)]
    row = Constraint(dict.fromkeys(range(40), 1), None, 20)
    assert not post_in_clauses(program, variables, row, ClauseBudget(100))
    assert post_in_clauses(program, variables, row, ClauseBudget(10_000))


def long_meetings(people=6, stands=3, slots=24, **changes):
    """Everybody meets every stand for two or three slots, with a gap between."""
    names = [f"p{n}" for n in range(people)]
    pairs = tuple(
        Pair((name, f"s{n}"), 0.5, length=2 + n % 2) for name in names for n in range(stands)
    )
    return Problem(
        slots=slots,
        people=tuple(Person(name, None, 9, 1) for name in names),
        stands=tuple(Stand(f"s{n}", (1, 2) * (slots // 2)) for n in range(stands)),
        pairs=pairs,
        **changes,
    )


def test_long_meetings_slide_until_nobody_waits_longer_than_proven():
    problem = long_meetings(gap=1)
    result = solve(problem, exact_up_to=0)
    assert len(result.meetings) == len(problem.pairs)
    assert result.goals.waiting == result.bounds[Goal.WAITING] == 6 * 2
    assert (result.status, result.violations) == (Status.OPTIMAL, ())


@examples(25)
@given(problems())
def test_sliding_never_makes_a_plan_worse_and_keeps_every_rule(problem):
    problem = replace(
        problem, goals=(Goal.COVERAGE, Goal.SCORE, Goal.WAITING), days=(), breaks_spread=None
    )
    result, best = solve(problem, seconds=20, exact_up_to=0), best_key(problem)
    if best is None:
        return
    slid = with_less_waiting(problem, result, Budget(20, lambda: 0.0))
    assert violations(problem, slid.meetings) == ()
    assert key(problem, result.meetings) <= key(problem, slid.meetings) <= best
    assert slid.goals.waiting >= slid.bounds.get(Goal.WAITING, 0) or slid.goals.score < best[1]


def test_a_plan_near_the_limit_is_told_while_one_at_it_is_asked_for(monkeypatch):
    """The best may take all the time there is: what is good is there long before."""
    stands = [f"s{n}" for n in range(5)]
    problem = Problem(
        slots=9,
        people=(Person("a", None, 9),),
        stands=tuple(Stand(name, (1,) * 9) for name in stands),
        pairs=tuple(Pair(("a", name), 0.5, must=True) for name in stands),
        goals=(Goal.BREAKS,),
    )
    start = tuple(Placed(pair, 2 * pair) for pair in range(5))
    told, came = [], Event()

    def tell(news):
        told.append(news.goals.breaks)
        came.set()
        return True

    def ask(model, objective, **how):
        if objective is not None:
            return SolverAnswer(None, 0, work=0.01)
        if model.constraints[-1][2] == 0:
            assert came.wait(30), "the plan at the limit was waited for"
        return ask_cpsat(model, objective, **how)

    monkeypatch.setattr("matching.planning.exact.fixed_pairs.ask_cpsat", ask)
    layout, budget = Layout(problem), Budget(60, lambda: 0.0, tell=tell)
    found = schedule_fixed_pairs(layout, placements(layout), budget, start=start)
    assert told[0] <= 2
    assert measure(layout, found.incumbent.meetings).breaks == told[-1] == 0
