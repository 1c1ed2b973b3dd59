"""CP-SAT gives the best columns of a model, or says truly how far it came."""

import random
from threading import Event

import pytest

from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.model import LinearSum, Model, Objective
from matching.planning.problem.problem import Goal, Placed


def knapsack(weights, worths, capacity):
    """Which things to take: one row of weights, one sum of worths."""
    model = Model(tuple(Placed(n, 0) for n in range(len(weights))))
    model.low, model.high = [0] * len(weights), [1] * len(weights)
    model.constrain(dict(enumerate(weights)), None, capacity)
    worth = LinearSum(dict(enumerate(worths)))
    return model, Objective(Goal.SCORE, 0, worth, maximise=True)


def crowded(count=3_000, seed=1):
    """So many columns and rows that a moment is not enough to presolve them."""
    chance = random.Random(seed)
    model = Model(tuple(Placed(n, 0) for n in range(count)))
    model.low, model.high = [0] * count, [1] * count
    for _ in range(count):
        model.constrain(dict.fromkeys(chance.sample(range(count), 6), 1), None, 2)
    worth = LinearSum({n: chance.randint(1, 99) for n in range(count)})
    return model, Objective(Goal.SCORE, 0, worth, maximise=True)


@pytest.mark.parametrize("from_below", [False, True])
def test_knapsack_of_three_things_is_solved_and_proven(from_below):
    model, objective = knapsack([3, 4, 5], [30, 50, 60], 8)
    answer = ask_cpsat(model, objective, effort=1.0, stop=10.0, from_below=from_below)
    assert (answer.values, answer.limit) == ([1, 0, 1], 90)
    assert answer.in_time


def test_question_that_ends_before_its_presolve_proves_nothing_false():
    model, objective = crowded()
    answer = ask_cpsat(model, objective, effort=10.0, stop=0.0)
    some = ask_cpsat(model, objective, effort=0.05, stop=20.0)
    reached = 1 if some.values is None else objective.sum.value(some.values)
    assert answer.limit is None or answer.limit >= reached > 0
    assert not answer.in_time


def test_rows_that_cannot_all_hold_are_called_impossible():
    model, objective = knapsack([1, 1], [1, 1], 1)
    model.constrain({0: 1, 1: 1}, 2, None)
    assert ask_cpsat(model, objective, effort=1.0, stop=10.0).impossible


def test_question_without_an_objective_gets_any_columns_that_keep_the_rows():
    model, _ = knapsack([3, 4, 5], [1, 1, 1], 8)
    model.constrain({0: 1, 1: 1, 2: 1}, 2, None)
    answer = ask_cpsat(model, None, effort=1.0, stop=10.0, from_below=True)
    assert answer.values is not None
    assert model.holds(answer.values)
    assert answer.limit is None


def test_question_that_is_stopped_before_it_began_answers_without_a_plan():
    halt = Event()
    halt.set()
    model, objective = crowded()
    answer = ask_cpsat(model, objective, effort=10.0, stop=30.0, halt=halt)
    assert answer.values is None or model.holds(answer.values)


def test_row_over_numbers_greater_than_one_is_no_count_of_booleans():
    model, objective = knapsack([1, 1], [5, 3], 1)
    model.high = [2, 2]
    assert ask_cpsat(model, objective, effort=1.0, stop=10.0).values == [1, 0]
