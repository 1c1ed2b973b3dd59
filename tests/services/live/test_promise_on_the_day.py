"""Whoever is here and loses a meeting gets what is promised, from what is near if need be."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.happening import Attendance, Happening, HappeningKind
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.rest_of_day import pose_rest_of_day
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


@pytest.mark.parametrize(("most", "is_short"), [(1, False), (None, True)])
def test_who_has_the_one_meeting_they_want_is_not_sent_anywhere_for_want_of_a_second(
    planned, most, is_short
):
    live = read_live_fair(planned, MOSSON)
    fair, meetings = live.entries.fair, sorted(live.plan.meetings)
    assert fair.least_meetings == 2
    kept = meetings[-1]
    alone = tuple(one for one in meetings if one.person != kept.person or one == kept)
    wants = replace(live.entries.jobseekers[kept.person], most_meetings=most)
    people = {**live.entries.jobseekers, kept.person: wants}
    judged = replace(live.judged, entries=replace(live.entries, jobseekers=people))
    day = replace(live, judged=judged, plan=replace(live.plan, meetings=alone))
    at = fair.moment(fair.opens)
    came = Happening(HappeningKind.ARRIVED, at, "came", person=kept.person)

    def open_to_them(facts):
        posed = pose_rest_of_day(replace(day, facts=facts), at)
        return {(key.stand, key.offer) for key in posed.keys if key.person == kept.person}

    assert (open_to_them(()) < open_to_them((came,))) is is_short
