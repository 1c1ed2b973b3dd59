"""Days left out are never missed: some best choice of whole days holds none of them."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.exact.days.undominated import undominated
from tests.examples import examples

SEATS, PEOPLE = 4, 3
all_days = st.dictionaries(
    st.tuples(
        st.integers(0, PEOPLE - 1),
        st.lists(st.integers(0, SEATS - 1), unique=True, max_size=3).map(
            lambda seats: tuple((seat, 0) for seat in sorted(seats))
        ),
    ),
    st.integers(1, 20),
    max_size=9,
)


def seats_of(day):
    return [seat for seat, _ in day]


def most(days, tables):
    """The most that one day a person, or none, is worth together."""
    own = [[None, *(d for d in days if d[0] == person)] for person in range(PEOPLE)]
    best = 0
    for chosen in product(*own):
        held = [each for each in chosen if each is not None]
        taken = [seat for _, day in held for seat in seats_of(day)]
        if (np.bincount(taken, minlength=SEATS) <= tables).all():
            best = max(best, sum(days[each] for each in held))
    return best


@examples(200)
@given(all_days, st.lists(st.integers(0, 2), min_size=SEATS, max_size=SEATS).map(np.array))
def test_without_dominated_days_the_best_choice_is_worth_as_much(days, tables):
    kept = undominated(days, seats_of, tables)
    assert kept.items() <= days.items()
    assert most(kept, tables) == most(days, tables)


def test_of_days_alike_but_for_free_seats_the_best_stays():
    days = {(0, ((0, 0),)): 5, (0, ((1, 0),)): 6, (0, ((2, 0),)): 4, (1, ((2, 0),)): 9}
    kept = undominated(days, seats_of, np.array([1, 1, 1]))
    assert kept == {(0, ((1, 0),)): 6, (0, ((2, 0),)): 4, (1, ((2, 0),)): 9}
