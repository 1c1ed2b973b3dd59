"""Nobody is late at the minute of their meeting: a later one must stand on the clock first."""

from datetime import timedelta

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.slots import SlotGrid
from matching.services.floor.floor_view import floor_view
from matching.services.floor.grid_view import grid_view
from matching.services.floor.meeting_stage import MeetingStage
from matching.store.day import happenings
from tests.fairs import shop_on

MOSSON = "mosson-2023"


@pytest.mark.parametrize(("seconds", "is_late"), [(0, False), (59, False), (60, True)])
def test_screens_call_late_whoever_is_not_here_a_minute_after_their_hour(
    example, tmp_path, seconds, is_late
):
    with shop_on(example.announced, tmp_path) as shop:
        view = floor_view(shop, MOSSON)
        grid = SlotGrid.of(view.entries.fair)
        begins = min(grid.starts[meeting.slot] for meeting in view.planned)
        at = begins + timedelta(seconds=seconds)
        view = floor_view(shop, MOSSON, at=at)
        first = [one for one in view.meetings() if grid.starts[one.slot] == begins]
        assert first
        assert {view.now(meeting).is_late for meeting in first} == {is_late}
        states = {block.state for row in grid_view(view).rows for block in row.blocks}
        assert (MeetingStage.LATE in states) is is_late


def states_after(shop, hours, came=()):
    """How the grid and the hall's rows call the first meetings so long after them."""
    view = floor_view(shop, MOSSON)
    grid = SlotGrid.of(view.entries.fair)
    begins = min(grid.starts[meeting.slot] for meeting in view.planned)
    first = [one for one in sorted(view.planned) if grid.starts[one.slot] == begins]
    with shop.store.writing() as writer:
        for kind, moment in came:
            fact = Happening(kind, begins + moment, f"{kind}", person=first[0].person)
            happenings.append(writer, MOSSON, fact, recorded_at=shop.clock())
    view = floor_view(shop, MOSSON, at=begins + timedelta(hours=hours))
    mine = view.now(first[0])
    boxes = [box for row in grid_view(view).rows for box in row.blocks if first[0] in box.meetings]
    return {box.state for box in boxes}, (mine.is_late, mine.is_over, mine.is_missed)


@pytest.mark.parametrize("hours", [0.1, 2, 5])
def test_nobody_is_absent_of_whom_nobody_said_so(example, tmp_path, hours):
    with shop_on(example.announced, tmp_path) as shop:
        in_grid, (is_late, is_over, is_missed) = states_after(shop, hours)
    assert in_grid == {MeetingStage.LATE}
    assert (is_late, is_over, is_missed) == (True, False, False)


def test_whoever_was_here_at_their_hour_and_has_left_is_not_called_late(example, tmp_path):
    came = (
        (HappeningKind.ARRIVED, timedelta(minutes=-20)),
        (HappeningKind.LEFT, timedelta(hours=1)),
    )
    with shop_on(example.announced, tmp_path) as shop:
        in_grid, flags = states_after(shop, 3, came)
    assert in_grid == {MeetingStage.OVER}
    assert flags == (False, True, False)
