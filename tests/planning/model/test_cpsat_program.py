"""A model written once for CP-SAT is, with further rows, what it would be written anew."""

from dataclasses import replace

import pytest

from matching.planning.model.ask_cpsat import ask_cpsat
from matching.planning.model.cpsat_program import ToldOnce
from matching.planning.model.model import Constraint, LinearSum, Model, Objective
from matching.planning.problem.problem import Goal, Placed

MANY = 1_000


def cycles(count=9):
    """A ring of columns, no two neighbours of which hold, and two to four of all."""
    model = Model(tuple(Placed(n, 0) for n in range(count)))
    model.low, model.high = [0] * count, [1] * count
    for n in range(count):
        model.constrain({n: 1, (n + 1) % count: 1}, None, 1)
    model.constrain(dict.fromkeys(range(count), 1), 2, 4)
    return model


def held(model, most):
    return replace(
        model,
        constraints=[*model.constraints, Constraint(dict.fromkeys(range(6), 1), None, most)],
    )


def text(program):
    return str(program.proto)


@pytest.mark.parametrize("clauses", [MANY, None, 0])
def test_a_copy_with_further_rows_is_the_program_written_anew(clauses):
    model, told = cycles(), ToldOnce()
    first, _ = told.program(model, clauses)
    first.add_bool_or([])  # what a question adds is its own
    for most in (2, 1, 2):
        program, _ = told.program(held(model, most), clauses)
        assert text(program) == text(ToldOnce().program(held(model, most), clauses)[0])


@pytest.mark.parametrize("fewer", [0, 5, MANY])
def test_other_rows_or_fewer_clauses_are_written_anew(fewer):
    told = ToldOnce()
    told.program(cycles(), MANY)
    for model in (cycles(), cycles(7)):
        program, _ = told.program(model, fewer)
        assert text(program) == text(ToldOnce().program(model, fewer)[0])


def test_questions_of_one_model_are_answered_as_each_alone():
    model, told = cycles(), ToldOnce()
    most = Objective(Goal.SCORE, 0, LinearSum(dict.fromkeys(range(9), 1)), maximise=True)
    how = {"effort": 1.0, "stop": 10.0, "from_below": True}
    for asked, objective in ((model, most), (held(model, 1), most), (held(model, 0), None)):
        found = ask_cpsat(asked, objective, told=told, **how)
        alone = ask_cpsat(asked, objective, **how)
        assert (found.values, found.limit) == (alone.values, alone.limit)
        assert found.values is not None
