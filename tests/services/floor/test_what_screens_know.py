"""Screens say what was noted and told, and no more."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pymupdf
import pytest
from hypothesis import HealthCheck, given
from hypothesis import strategies as st

from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.phrases import say
from matching.services.door.own_day import own_day
from matching.services.door.personal_page import personal_page
from matching.services.door.welcome import check_in
from matching.services.floor.floor_view import floor_view
from matching.services.floor.grid_view import grid_view
from matching.services.floor.hall_view import hall_view
from matching.services.floor.last_acts import last_acts, last_by_hand
from matching.services.floor.meeting_stage import MeetingStage
from matching.services.floor.stand_day import stand_day
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import Signed, edit_plan, take_back_edit
from matching.services.live.by_hand.try_edit import try_edit
from matching.services.live.change_answers import lines_to_tell
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.plan.paper.printed import outdated_schedule
from matching.services.plan.print_sheets import personal_schedule
from matching.store.people import badges
from tests.examples import examples
from tests.fairs import shop_on
from tests.services.live.test_late_arrival import MOSSON, announced, arrives, entries
from tests.services.live.test_promise_on_the_day import everybody_comes


def states(shop, at):
    grid = grid_view(floor_view(shop, MOSSON, at=at))
    return {
        meeting.id: block.state
        for row in grid.rows
        for block in row.blocks
        for meeting in block.meetings
    }


def test_the_grid_calls_no_meeting_begun_that_nobody_noted(planned):
    frame = entries(planned).fair
    everybody_comes(planned, frame.moment(frame.opens))
    at = SlotGrid.of(frame).starts[0] + timedelta(minutes=5)
    running = [one for one in announced(planned) if one.slot == 0]
    assert {states(planned, at)[one.id] for one in running} == {MeetingStage.DUE}
    offers = entries(planned).offers
    alone = next(one for one in running if offers[one.offer].kind != "workshop")
    told = StaffReport("begun", meeting=alone.id)
    follow_day(planned, MOSSON, told, nonce="sits", at=at)
    assert states(planned, at)[alone.id] is MeetingStage.BEGUN


def test_the_door_tells_the_hour_of_a_return_and_not_of_the_first_coming(planned):
    frame = entries(planned).fair
    first = frame.moment(frame.opens)
    left, back = (first + timedelta(minutes=minutes) for minutes in (20, 28))
    assert arrives(planned, "p01", first).back_at is None
    follow_day(planned, MOSSON, StaffReport("left", person="p01"), nonce="left", at=left)
    with planned.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
    answer = check_in(planned, MOSSON, code, nonce="back", at=back)
    assert (answer.first_at, answer.back_at) == (first, back)
    again = check_in(planned, MOSSON, code, nonce="back", at=back + timedelta(minutes=3))
    assert again.back_at == back


def test_a_printed_schedule_is_called_outdated_as_soon_as_a_meeting_to_come_moves(planned):
    people = Counter(one.person for one in announced(planned))
    person = max(sorted(people), key=lambda one: people[one])
    number = entries(planned).call_numbers[person]
    assert outdated_schedule(planned, MOSSON, person, number=number) is None
    personal_schedule(planned, MOSSON, person)
    assert outdated_schedule(planned, MOSSON, person, number=number) is None
    later = replace(planned, clock=lambda: planned.clock() + timedelta(minutes=4))
    last = max(one for one in announced(planned) if one.person == person)
    follow_day(later, MOSSON, StaffReport("stand-closed", stand=last.stand), nonce="shut")
    assert outdated_schedule(later, MOSSON, person, number=number) == planned.clock()
    personal_schedule(later, MOSSON, person)
    assert outdated_schedule(later, MOSSON, person, number=number) is None


def test_nothing_is_marked_new_in_the_hall_for_who_goes_where_their_paper_says(planned):
    frame = entries(planned).fair
    everybody_comes(planned, frame.moment(frame.opens))
    meeting = next(one for one in sorted(announced(planned)) if one.slot == 4)
    shut = SlotGrid.of(frame).starts[4] - timedelta(minutes=12)

    def at(moment):
        return replace(planned, clock=lambda: moment)

    told = StaffReport("stand-closed", stand=meeting.stand)
    follow_day(at(shut), MOSSON, told, nonce="shut")
    undo = StaffReport("undo", act="shut")
    follow_day(at(shut + timedelta(minutes=9)), MOSSON, undo, nonce="open")
    assert meeting in announced(planned)
    number = entries(planned).call_numbers[meeting.person]
    sign = entries(planned).exhibitors[meeting.stand].stand
    shown = hall_view(at(shut + timedelta(minutes=12, seconds=30)), MOSSON).calls
    assert [number in call.changed for call in shown if call.sign == sign] == [False]


def swappable(shop):
    """Two meetings of one stand whose hours two people can change."""
    live = read_live_fair(shop, MOSSON)
    found = [one for one in sorted(announced(shop)) if one.length == 1]
    for one in found:
        for other in found:
            if one.stand == other.stand and one.slot < other.slot:
                edit = HandEdit(HandEditKind.SWAP, one.id, other.id)
                at = shop.day_moment(live.entries.fair)
                if not try_edit(live, edit, at).codes:
                    return edit, one, other
    raise AssertionError("no two meetings can change places")


def test_a_swap_names_both_people_and_is_found_again_by_a_page_opened_anew(planned):
    edit, one, other = swappable(planned)
    edit_plan(planned, MOSSON, edit, Signed("swap"))
    view = floor_view(planned, MOSSON)
    assert last_by_hand(view) == "swap"
    act = last_acts(view, with_hand=True)[0]
    numbers = entries(planned).call_numbers
    named = {act.call_number, *(number for number, _ in act.beside)}
    assert named == {numbers[one.person], numbers[other.person]}
    redrawn = take_back_edit(planned, MOSSON, "swap", Signed("back"))
    assert {change.person for change in redrawn.changes} == {one.person, other.person}
    # nobody is here, nobody was told: there is nothing to say to anybody
    assert lines_to_tell(planned, redrawn, "fr") == [say("change.as_before", "fr")]
    assert last_by_hand(floor_view(planned, MOSSON)) == ""


def test_reopening_a_stand_sends_nobody_to_who_was_never_told_that_it_had_closed(planned):
    frame = entries(planned).fair
    everybody_comes(planned, frame.moment(frame.opens))
    stand = max(announced(planned)).stand
    follow_day(planned, MOSSON, StaffReport("stand-closed", stand=stand), nonce="shut")
    opened = follow_day(planned, MOSSON, StaffReport("stand-reopened", stand=stand), nonce="open")
    assert opened.changes
    assert lines_to_tell(planned, opened, "fr") == [say("change.as_before", "fr")]


@pytest.fixture
def came_after_all(planned):
    """Who was noted absent and came when half of the hour was over; the shop two minutes later."""
    grid = SlotGrid.of(entries(planned).fair)
    meeting = next(one for one in sorted(announced(planned)) if one.length == 1 and one.slot > 0)
    begins = grid.starts[meeting.slot]
    half = (grid.ends_at(meeting.slot) - begins) / 2

    def at(moment):
        return replace(planned, clock=lambda: moment)

    told = StaffReport("no-show", meeting=meeting.id)
    follow_day(at(begins + half - timedelta(minutes=1)), MOSSON, told, nonce="absent")
    arrives(at(begins + half + timedelta(minutes=1)), meeting.person, begins + half * 1.2)
    return meeting, at(begins + half + timedelta(minutes=2))


def test_an_absence_taken_back_gives_no_hour_back_for_which_its_person_came_too_late(
    came_after_all,
):
    meeting, shop = came_after_all
    before = {one for one in announced(shop) if one.person == meeting.person}
    follow_day(shop, MOSSON, StaffReport("undo", act="absent"), nonce="back")
    after = {one for one in announced(shop) if one.person == meeting.person}
    assert after == before
    assert meeting not in {one.meeting for one in personal_page(shop, MOSSON, meeting.person).next}


LARGE = 30
"""How high at least the hour of a meeting stands on a schedule, in points; its end is smaller."""


def told_by_each(shop, person):
    """The hours and stands to come of somebody, as each screen and their sheet have them."""
    frame, now = entries(shop).fair, shop.day_moment(entries(shop).fair)
    grid, exhibitors = SlotGrid.of(frame), entries(shop).exhibitors
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    floor = floor_view(shop, MOSSON)
    blocks = [block for row in grid_view(floor).rows for block in row.blocks]
    # a group stands in one box, whoever of it has not come
    single = [block for block in blocks if len(block.meetings) == 1]
    in_grid = [one for block in single if not block.state.is_settled for one in block.meetings]
    alone = {meeting for block in single for meeting in block.meetings}
    visited = {one.stand for one in floor.planned if one.person == person}
    rows = [
        row.now.appointment.meeting
        for stand in sorted(visited)
        for row in stand_day(shop, MOSSON, stand).now_and_next("fr", next_ones=99)
    ]
    (page,) = pymupdf.open(stream=personal_schedule(shop, MOSSON, person))
    mine = {one.meeting for one in own_day(shop, code, "fr").next}

    def ahead(meetings):
        return {
            one
            for one in meetings
            if one.person == person and grid.ends_at(one.slot, one.length) > now
        }

    def on_paper(meeting):
        """Whether its hour stands large beside its stand: each may be named apart too."""
        starts, name = grid.starts[meeting.slot], exhibitors[meeting.stand].name.split()[0]
        forms = ("%-H h %M", "%-H:%M")  # French, other languages
        hours = [starts.strftime(form).replace(" ", "\N{NO-BREAK SPACE}") for form in forms]
        return any(
            hour.height > LARGE and abs(hour.y0 - named.y0) < hour.height / 2
            for words in hours
            for hour in page.search_for(words)
            for named in page.search_for(name)
        )

    calls = hall_view(shop, MOSSON).calls
    number = entries(shop).call_numbers[person]
    in_hall = {call.sign for call in calls if number in {*call.now, *call.next}}
    return {
        "own page": mine,
        "door": {one.meeting for one in personal_page(shop, MOSSON, person).next},
        "stands": ahead(rows),
        "grid": ahead(in_grid) | (mine - alone),
        "sheet": {one for one in ahead(floor.planned) | mine if on_paper(one)},
    }, in_hall <= {exhibitors[one.stand].stand for one in mine}


ACTS = st.sampled_from(["no-show", "refused", "arrives", "left", "stand-closed", "undo"])


def acted(planned, first, number, drawn, done):
    """Do one act about somebody's meetings as they are now: whether one was done to take back."""
    turn, act = drawn
    if act == "arrives":
        with planned.store.reading() as reader:
            code = badges.live_codes(reader, MOSSON)[first.person]
        check_in(planned, MOSSON, code, nonce=f"a{number}", at=planned.clock())
        return False
    mine = sorted({first, *(one for one in announced(planned) if one.person == first.person)})
    meeting = mine[turn % len(mine)]
    about = {"no-show": "meeting", "refused": "meeting", "left": "person"}.get(act, "stand")
    name = meeting.id if about == "meeting" else getattr(meeting, about)
    report = StaffReport(act, **{about: name})
    if act == "undo" and done:
        report = StaffReport(act, act=done[turn % len(done)])
    try:
        follow_day(planned, MOSSON, report, nonce=f"a{number}")
    except FairError:
        return False
    return True


@pytest.mark.slow
@examples(40, HealthCheck.function_scoped_fixture)
@given(
    which=st.integers(0, 10_000),
    begins=st.integers(0, 14),
    acts=st.lists(st.tuples(st.integers(0, 6), st.integers(0, 11), ACTS), min_size=2, max_size=5),
)
def test_every_screen_and_the_sheet_tell_the_same_meetings_whatever_was_done_and_taken_back(
    tmp_path_factory, example, which, begins, acts
):
    with shop_on(example.announced, tmp_path_factory.mktemp("same")) as planned:
        known, done = sorted(announced(planned)), []
        first = known[which % len(known)]
        now = SlotGrid.of(entries(planned).fair).starts[first.slot] + timedelta(minutes=begins)
        for number, (minutes, *drawn) in enumerate(acts):
            now += timedelta(minutes=minutes)
            shop = replace(planned, clock=lambda moment=now: moment)
            if acted(shop, first, number, drawn, done):
                done.append(f"a{number}")
        said, calls_alone = told_by_each(shop, first.person)
        assert said == dict.fromkeys(said, said["own page"])
        assert calls_alone


def test_the_grid_of_some_stands_is_that_of_all_with_their_rows_alone(planned):
    frame = entries(planned).fair
    everybody_comes(planned, frame.moment(frame.opens))
    floor = floor_view(planned, MOSSON, at=SlotGrid.of(frame).starts[2] + timedelta(minutes=5))
    whole, stands = grid_view(floor), {"cgi", max(floor.planned).stand}
    some = grid_view(floor, stands=stands)
    assert some.rows == tuple(row for row in whole.rows if row.stand.id in stands)
    assert (some.idle, some.waiting, some.without) == (whole.idle, whole.waiting, whole.without)
