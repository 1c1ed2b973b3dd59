"""A stand that receives again gives back the meetings that its closing took."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import UNTIL
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.noted_beside import noted_beside
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.fairs import moment, small_entries

MOSSON = "mosson-2023"


def meetings(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def of_stand(found, stand):
    return {(meeting.person, meeting.slot) for meeting in found if meeting.stand == stand}


def everybody_comes(shop, people):
    with shop.store.writing() as writer:
        for person in sorted(people):
            came = Happening(HappeningKind.ARRIVED, shop.clock(), f"came {person}", person=person)
            happenings.append(writer, MOSSON, came, recorded_at=shop.clock())


def busiest(found):
    return Counter(meeting.stand for meeting in found).most_common(1)[0][0]


@pytest.mark.parametrize(("way", "doors_open"), [("stand-reopened", False), ("undo", True)])
def test_a_closing_taken_back_gives_back_every_meeting_of_those_concerned(planned, way, doors_open):
    before = meetings(planned)
    if doors_open:
        everybody_comes(planned, {meeting.person for meeting in before})
    stand = busiest(before)
    follow_day(planned, MOSSON, StaffReport("stand-closed", stand=stand), nonce="shut")
    closed = meetings(planned)
    assert not of_stand(closed, stand)
    follow_day(planned, MOSSON, StaffReport(way, stand=stand), nonce="open")
    after = meetings(planned)
    awaited = {person for person, _ in of_stand(before, stand)}
    assert {meeting for meeting in before if meeting.person in awaited} <= set(after)
    # nobody else moves
    assert {meeting for meeting in closed if meeting.person not in awaited} <= set(after)


def test_reopening_leaves_out_who_left_and_gives_back_the_others(planned):
    before = meetings(planned)
    stand = busiest(before)
    gone, *others = sorted({person for person, _ in of_stand(before, stand)})
    everybody_comes(planned, [gone])
    follow_day(planned, MOSSON, StaffReport("stand-closed", stand=stand), nonce="shut")
    follow_day(planned, MOSSON, StaffReport("left", person=gone), nonce="left")
    follow_day(planned, MOSSON, StaffReport("stand-reopened", stand=stand), nonce="open")
    after = meetings(planned)
    assert {meeting for meeting in before if meeting.person in others} <= set(after)
    assert gone not in {meeting.person for meeting in after}


def test_reopening_a_stand_that_nobody_closed_moves_no_meeting_of_it(planned):
    before = meetings(planned)
    stand = before[0].stand
    follow_day(planned, MOSSON, StaffReport("stand-reopened", stand=stand), nonce="open")
    assert of_stand(meetings(planned), stand) >= of_stand(before, stand)


@pytest.fixture
def twice(planned):
    """A stand of groups, late for long and at a short break, said in one second; the plan before.

    It is the busiest of those stands, and its first group is put off by the lateness.
    """
    before = meetings(planned)
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    grid = SlotGrid.of(entries.fair)
    groups = [one for one in before if entries.offers[one.offer].kind is OfferKind.WORKSHOP]
    stand = busiest(groups)
    first = min(meeting.slot for meeting in groups if meeting.stand == stand)
    now = grid.starts[first] - timedelta(minutes=5)
    shop = replace(planned, clock=lambda: now)
    everybody_comes(shop, {meeting.person for meeting in before})
    late, rests = now + timedelta(minutes=70), now + timedelta(minutes=25)
    follow_day(shop, MOSSON, StaffReport("stand-late", stand=stand, until=late), nonce="late")
    follow_day(shop, MOSSON, StaffReport("stand-break", stand=stand, until=rests), nonce="rests")

    def met_before_late():
        return {
            (meeting.person, meeting.slot)
            for meeting in meetings(shop)
            if meeting.stand == stand and now <= grid.starts[meeting.slot] < late
        }

    return shop, stand, before, met_before_late


def test_a_short_break_does_not_end_a_long_lateness_nor_does_its_undo(twice):
    shop, _, _, met_before_late = twice
    assert met_before_late() == set()
    after = meetings(shop)
    undone = follow_day(shop, MOSSON, StaffReport("undo", act="rests"), nonce="back")
    assert undone.changes == ()
    assert meetings(shop) == after


def test_a_stand_late_and_at_a_break_has_its_people_back_when_it_receives_again(twice):
    shop, stand, before, met_before_late = twice
    follow_day(shop, MOSSON, StaffReport("stand-reopened", stand=stand), nonce="open")
    assert met_before_late() != set()
    after = meetings(shop)
    taken = {
        (meeting.person, slot)
        for meeting in after
        for slot in range(meeting.slot, meeting.slot + meeting.length)
    }
    lost = {meeting for meeting in before if meeting.stand == stand} - set(after)
    # whose hour was given away meanwhile keeps what was given, and has no less than before
    assert all(
        any((one.person, slot) in taken for slot in range(one.slot, one.slot + one.length))
        for one in lost
    )
    met, had = Counter(one.person for one in after), Counter(one.person for one in before)
    assert all(met[person] >= had[person] for person, _ in of_stand(before, stand))


def test_a_reopening_that_is_taken_back_lets_the_groups_begin_later_once_more(twice):
    shop, stand, _, met_before_late = twice

    def groups_later():
        with shop.store.reading() as reader:
            shifts = fairs.read_entries(reader, MOSSON).session_shifts
        return {(shift.offer, shift.starts, shift.until) for shift in shifts}

    later = groups_later()
    assert later
    follow_day(shop, MOSSON, StaffReport("stand-reopened", stand=stand), nonce="open")
    assert groups_later() == set()
    follow_day(shop, MOSSON, StaffReport("undo", act="open"), nonce="shut again")
    assert groups_later() == later
    assert met_before_late() == set()


@pytest.mark.parametrize(("minute", "in_time"), [(5, ["rests-later-0"]), (30, [])])
def test_a_break_cut_short_lets_its_group_begin_in_time_though_the_stand_came_late_that_day(
    minute, in_time
):
    entries, facts = small_entries(), []
    groups = [
        Meeting(0, "amina", "ecole", "atelier", 2),
        Meeting(5, "bilal", "ecole", "atelier", 2),
    ]
    for kind, at, until, nonce in (
        (HappeningKind.STAND_LATE, moment(8, 55), moment(9, 15), "late"),
        (HappeningKind.STAND_BREAK, moment(11), moment(11, 30), "rests"),
    ):
        away = Happening(kind, at, nonce, stand="ecole", data={UNTIL: until.isoformat()})
        facts += [away, *noted_beside(entries, groups, facts, away)]
    assert [one.nonce for one in facts] == ["late", "late-later-0", "rests", "rests-later-0"]
    again = Happening(HappeningKind.STAND_REOPENED, moment(11, minute), "open", stand="ecole")
    assert [one.about for one in noted_beside(entries, groups, facts, again)] == in_time
