"""Seats go to people so that together they are worth the most, as every assignment shows."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matching.planning.large import assignment
from matching.planning.large.assignment import assign_rows, assign_seats

offers = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 9)), min_size=1, max_size=8
)


def best_by_trying(offers, seats, rooms):
    best = 0
    for chosen in product((False, True), repeat=len(offers)):
        held = [offer for offer, is_held in zip(offers, chosen, strict=True) if is_held]
        places, people = [place for place, *_ in held], [who for _, who, _ in held]
        in_slot = [place % len(rooms) for place in places]
        fits = len(set(people)) == len(people)
        fits &= all(places.count(place) <= seats[place] for place in places)
        fits &= all(in_slot.count(slot) <= rooms[slot] for slot in in_slot)
        best = max(best, sum(worth for *_, worth in held) if fits else 0)
    return best


def chosen_of(offers, seats, rooms=None):
    places, people, worth = (np.array(each) for each in zip(*offers, strict=True))
    limit = None if rooms is None else np.array(rooms)
    found = assign_seats(places, people, worth.astype(float), np.array(seats), limit)
    assert len(set(people[found].tolist())) == len(found)
    return int(worth[found].sum())


@given(offers, st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_seats_of_places_are_given_for_the_greatest_worth(offers, seats):
    assert chosen_of(offers, seats) == best_by_trying(offers, seats, [99])


@given(
    offers,
    st.lists(st.integers(0, 2), min_size=4, max_size=4),
    st.lists(st.integers(0, 3), min_size=2, max_size=2),
)
def test_no_more_seats_of_a_slot_are_given_than_there_are_rooms(offers, seats, rooms):
    assert chosen_of(offers, seats, rooms) == best_by_trying(offers, seats, rooms)


@given(offers, st.lists(st.integers(0, 2), min_size=4, max_size=4))
def test_many_offers_told_one_by_one_give_as_good_an_assignment(offers, seats):
    dense = assignment._DENSE_CELLS  # the size above which offers are told one by one
    try:
        assignment._DENSE_CELLS = 0
        assert chosen_of(offers, seats) == best_by_trying(offers, seats, [99])
    finally:
        assignment._DENSE_CELLS = dense


def test_rows_take_columns_within_their_seats():
    worth = np.array([[5.0, 4.0], [5.0, 1.0], [0.0, 3.0]])
    rows, columns = assign_rows(worth, np.array([1, 2]))
    assert sorted(zip(rows.tolist(), columns.tolist(), strict=True)) == [(0, 1), (1, 0), (2, 1)]


def test_nothing_worth_anything_leaves_every_seat_empty():
    none = np.zeros(2, dtype=np.int64)
    assert assign_seats(none, none, np.zeros(2), np.array([3])).size == 0
