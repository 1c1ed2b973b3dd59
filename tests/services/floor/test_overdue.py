"""Nobody is late at the minute of their meeting: a later one must stand on the clock first."""

from datetime import timedelta

import pytest

from matching.domain.slots import SlotGrid
from matching.services.floor.floor_view import floor_view
from matching.services.floor.grid_view import CellState, grid_view
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
        assert (CellState.LATE in states) is is_late
