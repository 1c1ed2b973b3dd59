"""The slots of a problem answer those of the fair's grid, pauses or none."""

from dataclasses import replace
from datetime import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.slots import SlotGrid
from matching.planning.fair.day_slots import DaySlots
from tests.fairs import morning_fair

# quarters of an hour from 9 to 10, and from 11 to 12
GRID = SlotGrid.of(morning_fair())
quarters = st.integers(0, 11).map(lambda count: time(9 + count // 4, count % 4 * 15))
fairs = st.lists(st.tuples(quarters, quarters), max_size=3).map(
    lambda ends: replace(
        morning_fair(breaks=()), breaks=tuple((a, b) for a, b in sorted(ends) if a < b)
    )
)


@pytest.mark.parametrize(("gap", "closed"), [(0, 0), (1, 1), (3, 3), (9, 4)])
def test_a_pause_takes_as_many_slots_as_the_gap_and_never_more_than_it_lasts(gap, closed):
    day = DaySlots.of(GRID, gap)
    assert len(day) == len(GRID) + closed
    assert day.to_problem[:5] == (0, 1, 2, 3, 4 + closed)


def test_a_closed_slot_is_the_next_one_of_the_grid():
    assert DaySlots.of(GRID, 2).to_grid == (0, 1, 2, 3, 4, 4, 4, 5, 6, 7)


def test_tables_are_none_while_the_fair_is_closed():
    assert DaySlots.of(GRID, 1).spread(range(1, 9)) == (1, 2, 3, 4, 0, 5, 6, 7, 8)


def test_no_meeting_begins_that_would_span_a_pause():
    assert DaySlots.of(GRID, 0).starts(3) == (0, 1, 4, 5)
    assert DaySlots.of(GRID, 0).starts(5) == ()


@given(fairs, st.integers(0, 4))
def test_slots_of_the_grid_come_back_as_they_went(fair, gap):
    try:
        grid = SlotGrid.of(fair)
    except ValueError:
        return  # breaks leave not one slot
    day = DaySlots.of(grid, gap)
    assert [day.to_grid[day.to_problem[slot]] for slot in range(len(grid))] == [*range(len(grid))]
    assert list(day.to_problem) == sorted(set(day.to_problem))
    assert list(day.to_grid) == sorted(day.to_grid)


@given(fairs, st.integers(0, 4))
def test_people_have_their_gap_across_a_pause_that_lasts_as_long(fair, gap):
    try:
        grid = SlotGrid.of(fair)
    except ValueError:
        return
    day = DaySlots.of(grid, gap)
    for (_, end), (begin, _) in pairwise(grid.sessions):
        pause = (grid.starts[begin] - grid.ends_at(end - 1)).total_seconds() / 60 / grid.minutes
        between = day.to_problem[begin] - day.to_problem[end - 1] - 1
        assert between == min(gap, int(pause))
