"""What a stand does with its own day: the cost said first, done by its own access, taken back."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from matching.domain.access import Access, Role
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.door.welcome import check_in
from matching.services.floor.floor_view import floor_view
from matching.services.floor.note_meeting import note_off, taken_ahead
from matching.services.floor.stand_acts import (
    acts_of_stand,
    hours_to_leave,
    people_moved,
    report_of_stand,
    stand_state,
    take_back_act,
)
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import redraw_plan
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.fairs import shop_on

MOSSON = "mosson-2023"
STAND = "cgi"
OWN = Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand=STAND)
OTHER = Access(3, "Autre", Role.RECRUITER, fair=MOSSON, stand="allo-clients")
LEAD = Access(1, "Organisatrice", Role.ORGANISER)


@pytest.fixture
def shop(tmp_path, example):
    """The shop as the first meeting of the stand begins."""
    with shop_on(example.announced, tmp_path) as opened:
        with opened.store.reading() as reader:
            starts = SlotGrid.of(fairs.read_fair(reader, MOSSON)).starts
            planned = plans.announced_plan(reader, MOSSON).meetings
        first = min(meeting.slot for meeting in planned if meeting.stand == STAND)
        yield replace(opened, clock=lambda: starts[first])


def of_stand(shop):
    """The meetings of the stand, with when each begins and ends."""
    view = floor_view(shop, MOSSON)
    grid = SlotGrid.of(view.entries.fair)
    return {
        meeting: (grid.starts[meeting.slot], grid.ends_at(meeting.slot, meeting.length))
        for meeting in view.planned
        if meeting.stand == STAND
    }


def told(shop, kind, **said):
    return StaffReport(kind, stand=STAND, **said)


def cost(shop, report):
    return people_moved(floor_view(shop, MOSSON), report)


def do(shop, report, *, nonce="n1", access=OWN):
    return report_of_stand(shop, MOSSON, report, access=access, nonce=nonce)


def code_of(act, *given, **named):
    with pytest.raises(FairError) as refusal:
        act(*given, **named)
    return refusal.value.code


def test_a_break_moves_whoever_was_to_come_in_it_and_says_how_many_first(shop):
    until = shop.clock() + timedelta(minutes=45)
    awaited = {m.person for m, (starts, _) in of_stand(shop).items() if starts < until}
    report = told(shop, "stand-break", until=until)
    assert awaited
    assert cost(shop, report) == len(awaited)
    do(shop, report)
    assert [start for start, _ in of_stand(shop).values() if start < until] == []
    view = floor_view(shop, MOSSON)
    assert stand_state(view, STAND).breaks_until == until


def test_whoever_leaves_early_meets_nobody_later(shop):
    at = shop.clock() + timedelta(minutes=60)
    late = {m.person for m, (_, ends) in of_stand(shop).items() if ends > at}
    report = told(shop, "stand-leaves", until=at)
    assert cost(shop, report) == len(late) > 0
    do(shop, report)
    assert [ends for _, ends in of_stand(shop).values() if ends > at] == []
    assert stand_state(floor_view(shop, MOSSON), STAND).leaves_at == at


def test_a_table_less_leaves_no_more_meetings_at_once_than_tables(shop):
    do(shop, told(shop, "stand-tables", tables=1))
    at_once = [m.slot + n for m in of_stand(shop) for n in range(m.length)]
    assert len(at_once) == len(set(at_once)) > 0
    assert stand_state(floor_view(shop, MOSSON), STAND).tables == 1


def test_a_table_more_moves_nobody(shop):
    before, tables = of_stand(shop), stand_state(floor_view(shop, MOSSON), STAND).tables
    report = told(shop, "stand-tables", tables=tables + 1)
    assert cost(shop, report) == 0
    do(shop, report)
    assert set(before) <= set(of_stand(shop))


@pytest.mark.parametrize("kind", ["stand-break", "stand-leaves"])
def test_an_act_taken_back_gives_its_meetings_back(shop, kind):
    before = of_stand(shop)
    do(shop, told(shop, kind, until=shop.clock() + timedelta(minutes=60)))
    assert of_stand(shop) != before
    (act,) = acts_of_stand(floor_view(shop, MOSSON), STAND)
    take_back_act(shop, MOSSON, act.nonce, access=OWN, nonce="n2")
    assert of_stand(shop) == before
    assert acts_of_stand(floor_view(shop, MOSSON), STAND) == []
    again = {"access": OWN, "nonce": "n3"}
    assert code_of(take_back_act, shop, MOSSON, act.nonce, **again) == "nothing_to_undo"


def test_another_stand_is_as_if_there_were_none(shop):
    report = told(shop, "stand-break", until=shop.clock() + timedelta(minutes=15))
    ghost = replace(report, stand="no-such-stand")
    codes = [code_of(do, shop, each, access=OTHER) for each in (report, ghost)]
    assert codes == ["stand_unknown", "stand_unknown"]
    do(shop, report)
    theirs = {"access": OTHER, "nonce": "n2"}
    assert code_of(take_back_act, shop, MOSSON, "n1", **theirs) == "nothing_to_undo"
    assert code_of(take_back_act, shop, MOSSON, "none", **theirs) == "nothing_to_undo"


def test_a_recruiter_cannot_close_the_stand_for_good(shop):
    assert code_of(do, shop, told(shop, "stand-closed")) == "kind_unknown"


def test_after_a_quarter_of_an_hour_only_an_organiser_takes_an_act_back(shop):
    do(shop, told(shop, "stand-break", until=shop.clock() + timedelta(minutes=60)))
    moment = shop.clock() + timedelta(minutes=16)
    later = replace(shop, clock=lambda: moment)
    late = {"access": OWN, "nonce": "n2"}
    assert code_of(take_back_act, later, MOSSON, "n1", **late) == "undo_late"
    take_back_act(later, MOSSON, "n1", access=LEAD, nonce="n3")
    assert stand_state(floor_view(later, MOSSON), STAND).breaks_until is None


def test_a_stand_has_at_least_one_table(shop):
    assert code_of(do, shop, told(shop, "stand-tables", tables=0)) == "tables_range"
    assert code_of(do, shop, told(shop, "stand-tables")) == "tables_missing"


def test_who_comes_in_the_plan_is_still_whom_the_store_knows(shop):
    do(shop, told(shop, "stand-leaves", until=shop.clock() + timedelta(hours=2)))
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
        people = fairs.read_entries(reader, MOSSON).jobseekers
    assert {meeting.person for meeting in plan.meetings} <= set(people)


def test_hall_says_a_break_a_departure_and_tables_as_what_they_are(shop):
    def here():
        return next(one for one in floor_view(shop, MOSSON).stands() if one.id == STAND)

    at = shop.clock()
    entered = floor_view(shop, MOSSON).entries.exhibitors[STAND].tables
    before = here()
    assert (before.is_away, before.is_break, before.leaves_at, before.tables) == (
        (False, False, None, None)
    )
    until = at + timedelta(minutes=30)
    for number, report in enumerate(
        (
            StaffReport("stand-break", stand=STAND, until=until),
            StaffReport("stand-leaves", stand=STAND, until=at + timedelta(hours=3)),
            StaffReport("stand-tables", stand=STAND, tables=entered + 1),
        )
    ):
        report_of_stand(shop, MOSSON, report, access=OWN, nonce=f"n{number}")
    now = here()
    assert (now.late_until, now.is_break, now.tables) == (until, True, entered + 1)
    assert now.leaves_at == at + timedelta(hours=3)
    over = replace(shop, clock=lambda: until)
    shut = next(one for one in floor_view(over, MOSSON).stands() if one.id == STAND)
    assert (shut.is_away, shut.late_until) == (False, None)
    report = StaffReport("stand-late", stand=STAND, until=until + timedelta(minutes=15))
    report_of_stand(over, MOSSON, report, access=OWN, nonce="n9")
    late = next(one for one in floor_view(over, MOSSON).stands() if one.id == STAND)
    assert (late.is_away, late.is_break) == (True, False)


@pytest.mark.parametrize(
    ("hour", "opens", "is_over"),
    [
        (time(9, 54), time(10), False),
        (time(10), None, False),
        (time(11, 20), time(11, 40), False),  # its own pause, then that of the fair
        (time(12, 45), time(13, 30), False),
        (time(15, 59), None, False),
        (time(16), None, True),
    ],
)
def test_hall_calls_no_stand_open_outside_the_hours_that_it_gave(shop, hour, opens, is_over):
    view = floor_view(shop, MOSSON)
    frame = view.entries.fair
    view = replace(view, at=frame.moment(hour))
    hours = {"opens": time(10), "closes": time(16), "breaks": ((time(11, 15), time(11, 40)),)}
    known = view.entries.exhibitors
    stands = {**known, STAND: replace(known[STAND], **hours)}
    view = replace(view, entries=replace(view.entries, exhibitors=stands))
    here = next(one for one in view.stands() if one.id == STAND)
    begins = None if opens is None else frame.moment(opens)
    assert (here.opens_at, here.is_over) == (begins, is_over)


def test_a_stand_that_said_when_it_leaves_is_not_open_after(shop):
    leaves = shop.clock() + timedelta(hours=1)
    do(shop, told(shop, "stand-leaves", until=leaves))
    for at, is_over in ((leaves - timedelta(minutes=1), False), (leaves, True)):
        view = floor_view(shop, MOSSON, at=at)
        assert next(one for one in view.stands() if one.id == STAND).is_over is is_over


ACTS = ("stand-break", "stand-late", "stand-leaves", "stand-tables", "stand-closed")


@pytest.mark.parametrize("kind", ACTS)
@pytest.mark.parametrize("of_most", [0, 1])
def test_whom_an_act_names_beforehand_is_told_and_nobody_else(shop, kind, of_most):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        people, exhibitors = entries.jobseekers, entries.exhibitors
        codes = badges.live_codes(reader, MOSSON)
    workshops = {offer.exhibitor for offer in entries.offers.values() if offer.kind == "workshop"}
    one_by_one = sorted(set(exhibitors) - workshops, key=lambda one: -exhibitors[one].tables)
    stand = one_by_one[of_most]
    for person in list(people)[::3]:
        # Whoever is here could be given what becomes free.
        check_in(shop, MOSSON, codes[person], nonce=f"in {person}")
    view = floor_view(shop, MOSSON)
    minutes = 180 if kind == "stand-leaves" else 45
    said = {"until": view.at + timedelta(minutes=minutes)} if kind in ACTS[:3] else {}
    said |= {"tables": 1} if kind == "stand-tables" else {}
    report = StaffReport(kind, stand=stand, **said)
    named = view.to_move(stand) if kind == "stand-closed" else people_moved(view, report)
    changes = follow_day(shop, MOSSON, report, nonce="act").changes
    moved = {change.person for change in changes}
    assert moved <= {meeting.person for meeting in view.planned if meeting.stand == stand}
    assert len(moved) == named


@pytest.mark.parametrize("fewer", [1, 2])
def test_tables_of_a_stand_with_groups_count_a_group_once(shop, fewer):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    workshops = {offer.exhibitor for offer in entries.offers.values() if offer.kind == "workshop"}
    several = {stand: entries.exhibitors[stand].tables for stand in sorted(workshops)}
    tried = {stand: tables - fewer for stand, tables in several.items() if tables > fewer}
    assert tried
    for stand, tables in tried.items():
        view = floor_view(shop, MOSSON)
        report = StaffReport("stand-tables", stand=stand, tables=tables)
        named = people_moved(view, report)
        moved = {one.person for one in follow_day(shop, MOSSON, report, nonce=stand).changes}
        assert (stand, len(moved)) == (stand, named)
        follow_day(shop, MOSSON, StaffReport("undo", act=stand), nonce=f"back {stand}")


def test_a_break_that_ends_as_a_meeting_begins_touches_it_not(shop):
    begins = min(start for start, _ in of_stand(shop).values() if start > shop.clock())
    report = told(shop, "stand-break", until=begins)
    mine = {m for m, (start, _) in of_stand(shop).items() if start >= begins}
    do(shop, report)
    assert mine <= set(of_stand(shop))


def meets(shop, person):
    return {m for m in of_stand(shop) if m.person == person}


@pytest.mark.parametrize("kind", ["no-show", "refused"])
def test_whoever_was_marked_absent_before_the_hour_is_given_no_meeting_there_again(shop, kind):
    ahead = max(meeting for meeting in of_stand(shop))
    begins = of_stand(shop)[ahead][0]
    off = note_off(shop, MOSSON, ahead.id, kind=kind, access=OWN, nonce="off")
    assert taken_ahead(off, ahead.id) == begins
    for number in range(2):
        after = redraw_plan(shop, MOSSON, cause=f"later {number}").version
        assert [m for m in after.meetings if (m.person, m.stand) == (ahead.person, STAND)] == []
    follow_day(shop, MOSSON, StaffReport("undo", meeting=ahead.id), nonce="back")
    assert meets(shop, ahead.person)


def test_a_stand_can_say_that_it_leaves_within_the_hour_or_at_any_half_hour_later(shop):
    fair, at = floor_view(shop, MOSSON).entries.fair, shop.clock()
    hours = hours_to_leave(floor_view(shop, MOSSON), STAND)
    soon = {at + timedelta(minutes=minutes) for minutes in (15, 30, 45, 60)}
    assert soon <= set(hours)
    assert [hour for hour in set(hours) - soon if hour.minute not in {0, 30}] == [], at
    assert at <= hours[0] < hours[-1] < fair.moment(fair.closes)


@pytest.mark.parametrize("kind", ["stand-late", "stand-break"])
def test_a_late_stand_is_not_said_to_have_a_break(shop, kind):
    fair = floor_view(shop, MOSSON).entries.fair
    at = fair.moment(fair.opens)
    told = StaffReport(kind, stand=STAND, until=at + timedelta(minutes=30))
    follow_day(shop, MOSSON, told, nonce="k", at=at)
    state = stand_state(floor_view(shop, MOSSON, at=at), STAND)
    assert (state.breaks_until, state.is_break) == (told.until, kind == "stand-break")


def test_before_a_closing_it_is_said_at_which_stands_other_meetings_may_change(shop):
    view = floor_view(shop, MOSSON)
    moved = {meeting.person for meeting in view.to_come(STAND)}
    beside = {
        stand.stand or stand.name: sum(one.person in moved for one in view.to_come(stand.id))
        for stand in view.entries.exhibitors.values()
        if stand.id != STAND
    }
    named = dict(view.elsewhere(STAND))
    assert named == {sign: count for sign, count in beside.items() if count}
    redrawn = follow_day(shop, MOSSON, told(shop, "stand-closed"), nonce="shut")
    left = {change.was.stand for change in redrawn.changes if change.was} - {STAND}
    signs = {view.entries.exhibitors[one].stand for one in left}
    assert signs <= set(named)
    assert moved
    assert floor_view(shop, MOSSON).elsewhere(STAND) == ()
