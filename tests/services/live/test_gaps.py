"""Where a stand comes late, nobody has a gap in their day that another free hour would close."""

from collections import Counter
from datetime import timedelta

import pytest

from matching.domain.slots import SlotGrid
from matching.planning.repair.replan import replan
from matching.services.live import release as releasing
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.shop.known_plans import known_announced_plan
from matching.store import fairs
from tests.fairs import all_come
from tests.planning.repair.test_replan_events import nearer_hours

MOSSON = "mosson-2023"


@pytest.mark.parametrize("rank", [0, 1, 2])
def test_a_busy_stand_that_is_late_leaves_no_gap_that_a_free_hour_would_close(
    planned, monkeypatch, rank
):
    asked = []

    def spied(problem, **terms):
        asked.append((problem, terms, replan(problem, **terms)))
        return asked[-1][2]

    monkeypatch.setattr(releasing, "replan", spied)
    all_come(planned, MOSSON)
    with planned.store.reading() as reader:
        at = SlotGrid.of(fairs.read_fair(reader, MOSSON)).starts[1]
        meetings = known_announced_plan(planned, reader, MOSSON).meetings
    soon = Counter(one.stand for one in meetings if 1 <= one.slot <= 4)
    stand = sorted(soon, key=lambda each: (-soon[each], each))[rank]
    late = StaffReport("stand-late", stand=stand, until=at + timedelta(hours=1))
    follow_day(planned, MOSSON, late, nonce="late", at=at)
    ((problem, terms, result),) = asked
    now, told = terms["scope"].now_slot, terms["announced"]
    assert set(result.meetings) - set(told)
    assert nearer_hours(problem, told, now, result.meetings) == set()
