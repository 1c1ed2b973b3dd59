"""Columns worth most together: compared with every choice that the rows allow."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.sparse import csr_array

from matching.planning.budget.budget import Budget
from matching.planning.exact.days.choose_columns import Columns, best_columns, better_columns

SIZE = 6
worths = st.lists(st.integers(1, 80_000_000), min_size=SIZE, max_size=SIZE)
marks = st.lists(
    st.lists(st.booleans(), min_size=SIZE, max_size=SIZE).filter(any), min_size=1, max_size=4
)


@st.composite
def columns(draw):
    """A few columns, each row of which holds one or two of them."""
    rows = np.array(draw(marks), dtype=float)
    limits = draw(st.lists(st.integers(1, 2), min_size=len(rows), max_size=len(rows)))
    return Columns(csr_array(rows), np.array(limits, dtype=float), draw(worths))


def worth(asked, chosen):
    return sum(asked.values[column] for column in chosen)


def most(asked):
    choices = (np.array(taken) for taken in product([0, 1], repeat=SIZE))
    return max(int(c @ asked.values) for c in choices if (asked.rows @ c <= asked.limits).all())


def budget():
    return Budget(60.0, lambda: 0.0)


@given(columns(), st.sampled_from([-1, 0, 1]))
def test_a_choice_is_better_exactly_where_there_is_one(asked, beyond):
    best = most(asked)
    found = better_columns(asked, best + beyond, 20.0, budget())
    assert (worth(asked, found.chosen), found.is_proven) == (best if beyond < 0 else 0, True)


@given(columns())
def test_best_columns_are_worth_as_much_as_those_of_any_choice(asked):
    found = best_columns(asked, 20.0, budget())
    assert (worth(asked, found.chosen), found.is_proven) == (most(asked), True)


@pytest.mark.parametrize("value", [10**9, 10**12])
def test_nothing_is_said_of_values_too_great_for_rows_in_floats(value):
    asked = Columns(csr_array(np.ones((1, 2))), np.ones(1), [value, value + 1])
    assert better_columns(asked, value, 20.0, budget()) == ([], False)
