"""HiGHS gives the best columns of a model in whole units, with the limit it has proven."""

from threading import Event

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.ask_highs import SolverAnswer, ask_highs
from matching.planning.model.model import LinearSum, Model, Objective
from matching.planning.problem.problem import Goal
from tests.planning.model.test_ask_cpsat import knapsack

some = st.lists(st.tuples(st.integers(1, 9), st.integers(1, 99)), min_size=1, max_size=8)


@given(some, st.integers(0, 30))
def test_both_solvers_prove_the_same_best_of_a_knapsack(things, capacity):
    weights, worths = zip(*things, strict=True)
    model, objective = knapsack(weights, worths, capacity)
    highs = ask_highs(model, objective, seconds=10.0)
    cpsat = ask_cpsat(model, objective, effort=1.0, stop=10.0)
    assert highs.limit == cpsat.limit == objective.sum.value(highs.values)
    assert model.holds(highs.values)


def test_great_weights_are_told_to_the_last_unit():
    model, objective = knapsack([1, 1], [10**9 + 1, 10**9], 1)
    answer = ask_highs(model, objective, seconds=10.0)
    assert (answer.values, answer.limit) == ([1, 0], 10**9 + 1)


def test_rows_that_cannot_all_hold_are_called_impossible():
    model, objective = knapsack([1, 1], [1, 1], 1)
    model.constrain({0: 1, 1: 1}, 2, None)
    assert ask_highs(model, objective, seconds=10.0).impossible


def test_model_without_columns_is_worth_its_constant():
    objective = Objective(Goal.SCORE, 0, LinearSum({}, 7), maximise=True)
    assert ask_highs(Model(()), objective, seconds=1.0) == SolverAnswer([], 7)


def test_question_that_is_stopped_has_no_answer():
    halt = Event()
    halt.set()
    model, objective = knapsack([3, 4, 5], [30, 50, 60], 8)
    answer = ask_highs(model, objective, seconds=10.0, halt=halt)
    assert answer.values is None or answer.limit == 90


def test_rows_that_nothing_can_keep_are_impossible_though_there_is_nothing_to_choose():
    objective = Objective(Goal.SCORE, 0, LinearSum({}), maximise=True)
    model = Model([])
    assert ask_highs(model, objective, seconds=5).values == []
    model.constrain({}, 1, None)
    assert ask_highs(model, objective, seconds=5).impossible
