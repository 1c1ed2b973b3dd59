"""A model in CP-SAT's own terms, written once for all questions that begin with the same rows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ortools.sat.python import cp_model

from matching.planning.model.cardinality import ClauseBudget, post_in_clauses
from matching.planning.model.model import Constraint, Model


class _Base(NamedTuple):
    """Rows that were written, and how many clauses they took."""

    program: cp_model.CpModel
    variables: list[cp_model.IntVar]
    rows: Sequence[Constraint]
    clauses: int


@dataclass
class ToldOnce:
    """The program of a model, copied where a question adds rows to those of the first.

    To write it takes as long as many a question: a second for a quarter of a million clauses.
    """

    _base: _Base | None = field(init=False, default=None)

    def program(
        self, model: Model, clauses: int | None
    ) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
        """The program of a model and its columns there; the caller may add to the program.

        `clauses` is how many may be spent on telling rows in clauses; None: none is told so.
        """
        base = self._base
        if base is None or not _is_of(base, model, clauses):
            return self._written(model, clauses)
        program = base.program.clone()
        budget = None if clauses is None else ClauseBudget(clauses - base.clauses)
        _post(program, base.variables, model.constraints[len(base.rows) :], budget)
        return program, base.variables

    def _written(
        self, model: Model, clauses: int | None
    ) -> tuple[cp_model.CpModel, list[cp_model.IntVar]]:
        program = cp_model.CpModel()
        bounds = zip(model.low, model.high, strict=True)
        variables = [program.new_int_var(low, high, "") for low, high in bounds]
        budget = None if clauses is None else ClauseBudget(clauses)
        _post(program, variables, model.constraints, budget)
        # what a smaller budget has left out, a greater one would tell
        if self._base is None and budget is not None and clauses and not budget.is_short:
            rows = tuple(model.constraints)
            self._base = _Base(program.clone(), variables, rows, clauses - budget.left)
        return program, variables


def _is_of(base: _Base, model: Model, clauses: int | None) -> bool:
    """Whether a model begins with the rows that were written, and may tell them in clauses."""
    if clauses is None or clauses < base.clauses or len(model.low) != len(base.variables):
        return False
    same = len(model.constraints) >= len(base.rows)
    return same and all(a is b for a, b in zip(base.rows, model.constraints, strict=False))


def _post(
    program: cp_model.CpModel,
    variables: Sequence[cp_model.IntVar],
    rows: Iterable[Constraint],
    clauses: ClauseBudget | None,
) -> None:
    for constraint in rows:
        weights, low, high = constraint
        if clauses is not None and post_in_clauses(program, variables, constraint, clauses):
            continue
        if low is None and high == 1 and _is_count(weights, variables):
            program.add_at_most_one(variables[column] for column in weights)
        else:
            side = cp_model.Domain(
                cp_model.INT_MIN if low is None else low, cp_model.INT_MAX if high is None else high
            )
            program.add_linear_expression_in_domain(weighted(weights, variables), side)


def _is_count(weights: dict[int, int], variables: Sequence[cp_model.IntVar]) -> bool:
    """Whether a sum counts how many booleans hold."""
    return all(weight == 1 and variables[c].is_boolean for c, weight in weights.items())


def weighted(weights: dict[int, int], variables: Sequence[cp_model.IntVar]) -> cp_model.LinearExpr:
    """A weighted sum of columns."""
    return cp_model.LinearExpr.weighted_sum(
        [variables[column] for column in weights], list(weights.values())
    )
