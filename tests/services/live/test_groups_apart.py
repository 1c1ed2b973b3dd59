"""Two groups of one workshop that begin later by one act stay two groups, also in later plans."""

from datetime import time

import pytest

from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.exhibitor import Exhibitor
from matching.domain.jobseeker import Jobseeker
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.sessions.groups import late_session
from matching.store import fairs
from matching.store.day import plans
from tests.fairs import all_come, moment, morning_fair, shop_in

FAIR, STAND, WORKSHOP = "morning-2023", "ecole", "atelier"
EARLY, LATE = {"p0", "p1"}, {"p2", "p3"}
ARRANGED = {"session_starts": (time(10), time(11), time(12)), "room": "salle 1"}


@pytest.fixture(params=[{}, ARRANGED], ids=["as tables do", "arranged"])
def shop(request, tmp_path):
    """A workshop of an hour, two people of it at ten, two at eleven; half past nine, all here."""
    frame = morning_fair(closes=time(14), breaks=())
    seats = {"places": 2, "minutes": 60, **request.param}
    workshop = Offer(WORKSHOP, STAND, "Atelier ordinateur", OfferKind.WORKSHOP, **seats)
    people = [Jobseeker(one, one) for one in sorted(EARLY | LATE)]
    groups = [Meeting(4, one, STAND, WORKSHOP, 4) for one in sorted(EARLY)]
    groups += [Meeting(8, one, STAND, WORKSHOP, 4) for one in sorted(LATE)]
    at = moment(9, 30)
    plan = PlanVersion(FAIR, 1, PlanState.WORKING, at, "v", 0, "optimal", tuple(groups))
    opened = shop_in(tmp_path, now=at)
    with opened.store.writing() as writer:
        fairs.write_fair(writer, frame, digest="d", at=at)
        fairs.replace_jobseekers(writer, FAIR, jobseekers=people, statistics=(), keep=())
        fairs.replace_offers(writer, FAIR, [Exhibitor(STAND, "École", tables=1)], [workshop])
        plans.write_plan(writer, plan)
        plans.mark_announced(writer, FAIR, 1, at=at)
    all_come(opened, FAIR)
    yield opened
    opened.store.close()


def groups(shop):
    """Who is in the workshop, by its hour."""
    with shop.store.reading() as reader:
        starts = SlotGrid.of(fairs.read_fair(reader, FAIR)).starts
        found = plans.announced_plan(reader, FAIR).meetings
    hours = {f"{starts[one.slot]:%H:%M}" for one in found}
    return {
        hour: {one.person for one in found if f"{starts[one.slot]:%H:%M}" == hour} for hour in hours
    }


def stand_late(shop, until, nonce="late"):
    told = StaffReport("stand-late", stand=STAND, until=moment(until))
    follow_day(shop, FAIR, told, nonce=nonce)


def test_two_groups_an_hour_later_by_a_late_stand_stay_two_in_every_later_plan(shop):
    assert groups(shop) == {"10:00": EARLY, "11:00": LATE}
    stand_late(shop, 11)
    assert groups(shop) == {"11:00": EARLY, "12:00": LATE}
    for cause in ("a tap", "another"):
        redraw_plan(shop, FAIR, cause=cause)
        assert groups(shop) == {"11:00": EARLY, "12:00": LATE}


def test_two_groups_an_hour_later_by_the_first_stay_two_in_every_later_plan(shop):
    late_session(shop, FAIR, WORKSHOP, starts="10:00", until="11:00", nonce="late")
    assert groups(shop) == {"11:00": EARLY, "12:00": LATE}
    redraw_plan(shop, FAIR)
    assert groups(shop) == {"11:00": EARLY, "12:00": LATE}


def test_two_groups_that_two_acts_put_later_move_once_by_each(shop):
    stand_late(shop, 11)
    late_session(shop, FAIR, WORKSHOP, starts="11:00", until="12:00", nonce="later still")
    assert groups(shop) == {"12:00": EARLY, "13:00": LATE}
    redraw_plan(shop, FAIR)
    assert groups(shop) == {"12:00": EARLY, "13:00": LATE}


def test_two_groups_that_begin_later_once_more_are_two_after_a_reopening_is_taken_back(shop):
    stand_late(shop, 11)
    follow_day(shop, FAIR, StaffReport("stand-reopened", stand=STAND), nonce="open")
    assert groups(shop) == {"10:00": EARLY, "11:00": LATE}
    follow_day(shop, FAIR, StaffReport("undo", act="open"), nonce="shut again")
    assert groups(shop) == {"11:00": EARLY, "12:00": LATE}
    follow_day(shop, FAIR, StaffReport("undo", act="late"), nonce="in time")
    assert groups(shop) == {"10:00": EARLY, "11:00": LATE}
