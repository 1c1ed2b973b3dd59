"""Seats kept for walk-ins: as many as wished, where those who come have arrived."""

from hypothesis import given
from hypothesis import strategies as st

from matching.planning.fair.kept_seats import kept_seats

tables = st.lists(st.integers(0, 4), min_size=1, max_size=16)


@given(tables, st.data(), st.integers(0, 50))
def test_as_many_seats_as_wished_are_kept_and_none_that_is_not_there(tables, data, percent):
    length = len(tables)
    arrivals = data.draw(st.lists(st.integers(0, 5), min_size=length, max_size=length))
    kept = kept_seats(tables, arrivals, percent)
    assert all(0 <= count <= there for count, there in zip(kept, tables, strict=True))
    assert abs(sum(kept) - sum(tables) * percent / 100) <= 0.5
    assert kept == kept_seats(tuple(tables), tuple(arrivals), percent)


def test_seats_lie_after_those_who_come_have_come():
    assert sum(kept_seats([1] * 12, [0] * 6 + [5] + [0] * 5, 25)[:6]) == 0


def test_without_any_hour_known_they_lie_towards_the_end():
    kept = kept_seats([2] * 10, [0] * 10, 20)
    assert sum(kept) == 4
    assert sum(kept[5:]) > sum(kept[:5])


def test_nothing_is_kept_of_a_closed_stand():
    assert kept_seats([0] * 4, [1] * 4, 50) == (0, 0, 0, 0)
