"""Where a stand comes late, nobody has a gap in their day that another free hour would close."""

from datetime import timedelta

import pytest

from matching.domain.slots import SlotGrid
from matching.planning.repair.replan import replan
from matching.services.live import release as releasing
from matching.services.live.follow_day import StaffReport, follow_day
from matching.store import fairs
from tests.fairs import all_come
from tests.planning.repair.test_replan_events import nearer_hours

MOSSON = "mosson-2023"


@pytest.mark.parametrize("stand", ["dema1n", "face-herault", "mission-locale"])
def test_a_late_stand_leaves_no_gap_that_a_free_hour_would_close(planned, monkeypatch, stand):
    asked = []

    def spied(problem, **terms):
        asked.append((problem, terms, replan(problem, **terms)))
        return asked[-1][2]

    monkeypatch.setattr(releasing, "replan", spied)
    all_come(planned, MOSSON)
    with planned.store.reading() as reader:
        at = SlotGrid.of(fairs.read_fair(reader, MOSSON)).starts[1]
    late = StaffReport("stand-late", stand=stand, until=at + timedelta(hours=1))
    follow_day(planned, MOSSON, late, nonce="late", at=at)
    ((problem, terms, result),) = asked
    now, told = terms["scope"].now_slot, terms["announced"]
    assert set(result.meetings) - set(told)
    assert nearer_hours(problem, told, now, result.meetings) == set()
