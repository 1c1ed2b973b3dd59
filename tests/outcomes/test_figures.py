from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import linprog

from matching.outcomes.figures import Figure, hide_small_groups


def counts(*values):
    return [Figure(f"g{n}", value, of=sum(values)) for n, value in enumerate(values)]


def shown(*values):
    return tuple(figure.value for figure in hide_small_groups(counts(*values)))


def feasible(published, whole):
    """The least and the most that each hidden count may be, by linear programming."""
    cells = len(published)
    bounds = [(0, None) if value is None else (value, value) for value in published]
    total = {"A_eq": np.ones((1, cells)), "b_eq": [whole]}
    for place, value in enumerate(published):
        if value is None:
            cost = np.eye(cells)[place]
            least, most = (linprog(sign * cost, **total, bounds=bounds) for sign in (1, -1))
            yield least.fun, -most.fun


def test_groups_of_five_or_more_and_empty_ones_are_shown():
    assert shown(5, 12, 0) == (5, 12, 0)


def test_two_small_groups_are_hidden():
    assert shown(2, 3, 20) == (None, None, 20)


def test_lone_small_group_hides_the_next_so_that_it_cannot_be_subtracted_out():
    assert shown(2, 9, 20) == (None, None, 20)


@pytest.mark.parametrize("values", [(1, 1, 20), (4, 4, 20), (1, 1, 1, 1, 1, 20)])
def test_small_groups_that_their_sum_would_tell_hide_one_more(values):
    assert set(shown(*values)) == {None}


@pytest.mark.parametrize("values", [(5, 0, 0), (4, 1, 0), (2, 3, 4), (0, 9, 0)])
def test_fewer_than_ten_people_are_not_divided(values):
    assert set(shown(*values)) == {None}


def test_nobody_at_all_is_no_secret():
    assert shown(0, 0, 0) == (0, 0, 0)


def test_hidden_figure_says_so_and_has_no_share():
    hidden = hide_small_groups(counts(2, 3))[0]
    assert (hidden.is_hidden, hidden.share) == (True, None)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_no_hidden_count_can_be_recomputed_from_what_is_published(values):
    published = shown(*values)
    assert not any(value is not None and 0 < value < 5 for value in published)
    for least, most in feasible(published, sum(values)):
        assert least == pytest.approx(0)
        assert most >= min(5, sum(values)) - 1e-6


@pytest.mark.parametrize("groups", [2, 3])
def test_whoever_knows_how_groups_are_hidden_cannot_tell_a_small_one(groups):
    """Every table of up to 15 people that is published alike leaves a choice."""
    alike = {}
    for values in product(range(16), repeat=groups):
        if sum(values) <= 15:
            alike.setdefault((shown(*values), sum(values)), []).append(values)
    for (published, _), tables in alike.items():
        for place in (place for place, value in enumerate(published) if value is None):
            possible = {values[place] for values in tables}
            assert len(possible) > 1 or min(possible) >= 5
