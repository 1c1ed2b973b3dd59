"""Whoever is here and loses a meeting gets what is promised, from what is near if need be."""

from collections import Counter
from datetime import timedelta

from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import redraw_plan
from matching.store.day import happenings
from tests.services.live.test_late_arrival import MOSSON, announced, entries


def everybody_comes(shop, at):
    with shop.store.writing() as writer:
        for person in sorted({meeting.person for meeting in announced(shop)}):
            came = Happening(HappeningKind.ARRIVED, at, f"came {person}", person=person)
            happenings.append(writer, MOSSON, came, recorded_at=shop.clock())


def test_nobody_here_has_less_than_promised_though_three_stands_close(planned):
    frame = entries(planned).fair
    at = frame.moment(frame.opens)
    everybody_comes(planned, at)
    closed = [stand for stand, _ in Counter(one.stand for one in announced(planned)).most_common(3)]
    for number, stand in enumerate(closed):
        moment = at + timedelta(minutes=number)
        follow_day(
            planned, MOSSON, StaffReport("stand-closed", stand=stand), nonce=stand, at=moment
        )
    redraw_plan(planned, MOSSON, at=moment)
    left = Counter(one.person for one in announced(planned))
    with planned.store.reading() as reader:
        here = Attendance.of(happenings.read_happenings(reader, MOSSON)).present
    short = sorted(who for who in here if left[who] < frame.least_meetings)
    assert short == []
    assert max(left.values()) <= frame.most_meetings
