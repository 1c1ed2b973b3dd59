"""A row of the rules as a row of a model: each session that it counts is a derived column."""

from collections.abc import Callable, Sequence

from matching.planning.model.model import Model
from matching.planning.problem.rules import Row


def post_row(model: Model, row: Row, held: dict[tuple[int, ...], int]) -> None:
    """Post one row of the rules to a model.

    Parameters
    ----------
    held
        Columns that tell which sessions are held, by the placements of each: derived when first
        needed, and kept for the next row.
    """
    weights = dict.fromkeys(row.terms, 1)
    if row.or_none:
        weights[_held(model, row.terms, held)] = -row.at_least
        model.constrain(weights, 0, None)
        return
    for terms in row.sessions:
        weights[_held(model, terms, held)] = 1
    model.constrain(weights, row.at_least or None, row.at_most if row.is_limit else None)


def _held(model: Model, terms: tuple[int, ...], held: dict[tuple[int, ...], int]) -> int:
    if len(terms) == 1:
        return terms[0]
    if terms not in held:
        held[terms] = column = model.column(any_of(terms))
        for term in terms:
            model.constrain({term: 1, column: -1}, None, 0)
        model.constrain(dict.fromkeys(terms, 1) | {column: -1}, 0, None)
    return held[terms]


def any_of(columns: tuple[int, ...]) -> Callable[[Sequence[int]], int]:
    """How a column follows that holds when any of some others does."""
    return lambda values: int(any(values[column] for column in columns))
