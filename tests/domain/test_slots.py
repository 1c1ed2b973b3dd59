from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.errors import Invalid
from matching.domain.slots import SlotGrid
from tests.fairs import moment, morning_fair


def test_break_splits_the_day_into_sessions():
    grid = SlotGrid.of(morning_fair())
    assert grid.sessions == ((0, 4), (4, 8))
    assert grid.starts[3] == moment(9, 45)
    assert grid.starts[4] == moment(11)


def test_fair_without_break_is_one_session():
    assert SlotGrid.of(morning_fair(breaks=())).sessions == ((0, 12),)


def test_break_that_fills_the_day_is_refused():
    with pytest.raises(Invalid, match="no_slot"):
        SlotGrid.of(morning_fair(breaks=((time(9), time(12)),)))


def test_last_piece_shorter_than_a_slot_is_not_a_slot():
    assert len(SlotGrid.of(morning_fair(slot_minutes=40, breaks=()))) == 4


@pytest.mark.parametrize(("minutes", "slots"), [(1, 1), (15, 1), (16, 2), (45, 3), (60, 4)])
def test_minutes_take_whole_slots(minutes, slots):
    assert SlotGrid.of(morning_fair()).slots_for(minutes) == slots


def test_within_keeps_only_slots_wholly_inside():
    grid = SlotGrid.of(morning_fair())
    assert grid.within(moment(9, 10), moment(11, 29)) == {1, 2, 3, 4}
    assert grid.within(None, None) == set(range(8))


def test_next_slot_counts_one_that_begins_right_now():
    grid = SlotGrid.of(morning_fair())
    assert grid.next_slot(moment(9, 15)) == 1
    assert grid.next_slot(moment(9, 16)) == 2
    assert grid.next_slot(moment(23)) == 8


@given(st.integers(5, 55), st.integers(0, 59))
def test_every_slot_lies_inside_the_hours_and_outside_the_breaks(minutes, offset):
    fair = morning_fair(
        slot_minutes=minutes, breaks=((time(10, offset), time(10, 59)),) if offset < 59 else ()
    )
    grid = SlotGrid.of(fair)
    for slot, start in enumerate(grid.starts):
        end = grid.ends_at(slot)
        assert fair.moment(fair.opens) <= start < end <= fair.moment(fair.closes)
        for begin, stop in fair.breaks:
            assert end <= fair.moment(begin) or start >= fair.moment(stop)
