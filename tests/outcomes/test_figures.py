from hypothesis import given
from hypothesis import strategies as st

from matching.outcomes.figures import Figure, hide_small_groups


def counts(*values):
    return [Figure(f"g{n}", value, of=sum(values)) for n, value in enumerate(values)]


def shown(*values):
    return [figure.value for figure in hide_small_groups(counts(*values))]


def test_groups_of_five_or_more_and_empty_ones_are_shown():
    assert shown(5, 12, 0) == [5, 12, 0]


def test_two_small_groups_are_hidden():
    assert shown(2, 3, 20) == [None, None, 20]


def test_lone_small_group_hides_the_next_so_that_it_cannot_be_subtracted_out():
    assert shown(2, 9, 20) == [None, None, 20]


def test_hidden_figure_says_so_and_has_no_share():
    hidden = hide_small_groups(counts(2, 3))[0]
    assert (hidden.is_hidden, hidden.share) == (True, None)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=8))
def test_no_small_group_can_be_computed_from_the_total(values):
    hidden = [value for value, seen in zip(values, shown(*values), strict=True) if seen is None]
    assert not any(seen is not None and 0 < seen < 5 for seen in shown(*values))
    assert len(hidden) != 1 or sum(map(bool, values)) == 1
