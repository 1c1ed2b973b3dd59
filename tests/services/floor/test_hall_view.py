from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.slots import SlotGrid
from matching.domain.terms import OfferKind
from matching.services.door.welcome import check_in
from matching.services.files.examples import example_folder
from matching.services.files.receive_files import receive_folder
from matching.services.floor.hall_view import CALLED_BEFORE, SHOWN_BEFORE, hall_view
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.sessions.groups import sessions_view
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.entries import write_stand_or_offer
from matching.store.people import badges
from tests.fairs import all_come, shop_in, shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def nobody_here(tmp_path, example):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


@pytest.fixture
def shop(nobody_here):
    """The same with everybody here since long before the doors."""
    with nobody_here.store.reading() as reader:
        frame = fairs.read_fair(reader, MOSSON)
    all_come(nobody_here, MOSSON, frame.moment(frame.opens) - timedelta(hours=3))
    return nobody_here


def first_call(shop):
    """The first meeting whose person meets its stand once: when it begins, stand and number."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        meetings = plans.announced_plan(reader, MOSSON).meetings
    met = Counter((one.person, one.stand) for one in meetings)
    meeting = min(one for one in meetings if met[one.person, one.stand] == 1)
    stand = entries.exhibitors[meeting.stand]
    starts_at = SlotGrid.of(entries.fair).starts[meeting.slot]
    return meeting, starts_at, stand, entries.call_numbers[meeting.person]


def calls(shop, at):
    return {call.sign: call for call in hall_view(shop, MOSSON, at=at).calls}


def test_a_number_is_called_a_little_before_its_hour_and_until_it_is_over_or_the_next_one_near(
    shop,
):
    meeting, starts_at, stand, number = first_call(shop)
    second = timedelta(seconds=1)
    before = calls(shop, starts_at - CALLED_BEFORE - second)[stand.stand]
    assert (number in before.now, number in before.next, before.next_at) == (False, True, starts_at)
    assert number in calls(shop, starts_at - CALLED_BEFORE)[stand.stand].now
    ends_at = starts_at + timedelta(minutes=15 * meeting.length)
    assert number in calls(shop, ends_at - CALLED_BEFORE - second)[stand.stand].now
    after = calls(shop, ends_at).get(stand.stand)
    assert after is None or number not in after.now


def test_what_is_far_away_is_not_shown(shop):
    _, starts_at, stand, _ = first_call(shop)
    far = starts_at - SHOWN_BEFORE - timedelta(seconds=1)
    assert hall_view(shop, MOSSON, at=far).calls == ()
    assert stand.stand in calls(shop, starts_at - SHOWN_BEFORE)


@pytest.mark.parametrize("kind", ["held", "no-show", "left", "stand-closed"])
def test_whoever_is_not_expected_any_more_is_not_called(shop, kind):
    meeting, starts_at, stand, number = first_call(shop)
    about = {
        "held": {"meeting": meeting.id},
        "no-show": {"meeting": meeting.id},
        "left": {"person": meeting.person},
        "stand-closed": {"stand": stand.id},
    }
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[meeting.person]
    check_in(shop, MOSSON, code, nonce="in", at=starts_at)
    follow_day(shop, MOSSON, StaffReport(kind, **about[kind]), nonce="n", at=starts_at)
    call = calls(shop, starts_at).get(stand.stand)
    assert call is None or number not in call.now


def test_nobody_is_named(shop):
    _, starts_at, _, _ = first_call(shop)
    with shop.store.reading() as reader:
        people = fairs.read_entries(reader, MOSSON).jobseekers.values()
    told = str(hall_view(shop, MOSSON, at=starts_at).calls)
    assert not any(one.last_name and one.last_name in told for one in people)


def test_before_any_plan_the_hall_says_so(tmp_path):
    opened = shop_in(tmp_path)
    receive_folder(opened, example_folder("mosson"))
    view = hall_view(opened, MOSSON)
    assert (view.is_announced, view.calls) == (False, ())
    opened.store.close()


def test_a_workshop_is_called_as_a_group_with_its_hour_and_its_places(shop):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        meetings = plans.announced_plan(reader, MOSSON).meetings
    workshops = {o.id: o for o in entries.offers.values() if o.kind is OfferKind.WORKSHOP}
    sizes = Counter((m.slot, m.offer) for m in meetings if m.offer in workshops)
    (slot, offer), size = min(sizes.items())
    starts_at = SlotGrid.of(entries.fair).starts[slot]
    groups = [c.group for c in hall_view(shop, MOSSON, at=starts_at).calls if c.group]
    (group,) = (g for g in groups if g.title == workshops[offer].title)
    assert (group.starts_at, group.people) == (starts_at, size)
    assert group.people <= group.places == workshops[offer].places


def test_only_who_is_here_is_called(nobody_here):
    shop = nobody_here
    meeting, starts_at, stand, number = first_call(shop)
    view = hall_view(shop, MOSSON, at=starts_at)
    assert (view.calls, view.is_empty) == ((), True)
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
    other = next(person for person in sorted(codes) if person != meeting.person)
    check_in(shop, MOSSON, codes[other], nonce="in", at=starts_at)
    call = calls(shop, starts_at).get(stand.stand)
    assert call is None or number not in call.now
    check_in(shop, MOSSON, codes[meeting.person], nonce="in2", at=starts_at)
    view = hall_view(shop, MOSSON, at=starts_at)
    assert number in calls(shop, starts_at)[stand.stand].now
    assert not view.is_empty


def test_a_group_counts_all_who_are_awaited_here_or_not(nobody_here):
    shop = nobody_here
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        meetings = plans.announced_plan(reader, MOSSON).meetings
        codes = badges.live_codes(reader, MOSSON)
    workshops = {o.id for o in entries.offers.values() if o.kind is OfferKind.WORKSHOP}
    sizes = Counter((m.slot, m.offer) for m in meetings if m.offer in workshops)
    (slot, offer), size = max(sizes.items(), key=lambda found: found[1])
    assert size > 1
    member = next(m for m in meetings if (m.slot, m.offer) == (slot, offer))
    starts_at = SlotGrid.of(entries.fair).starts[slot]
    check_in(shop, MOSSON, codes[member.person], nonce="in", at=starts_at)
    groups = [c.group for c in hall_view(shop, MOSSON, at=starts_at).calls if c.group]
    assert size in {group.people for group in groups if group.starts_at == starts_at}
    held = sessions_view(shop, MOSSON, at=starts_at).groups
    counted = {(g.session.offer.title, g.session.starts_at): len(g.members) for g in held}
    assert all(counted[group.title, group.starts_at] == group.people for group in groups)


MINUTES = range(0, 420, 7)


def test_a_number_is_called_to_one_place_and_never_while_it_sits_at_another(shop):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        meetings = sorted(plans.announced_plan(reader, MOSSON).meetings)
    grid, begun = SlotGrid.of(entries.fair), []
    for number, meeting in enumerate(meetings):
        at = grid.starts[meeting.slot] + timedelta(minutes=number % 6)
        if number % 3 == 0:
            begun.append((meeting, at))
            told = StaffReport("begun", meeting=meeting.id)
            note(shop, told, at, f"b{number}")
        elif number % 5 == 0:
            note(shop, StaffReport("called", meeting=meeting.id), at, f"c{number}")
    seen = 0
    for minutes in MINUTES:
        at = entries.fair.moment(entries.fair.opens) + timedelta(minutes=minutes)
        called = Counter(n for c in hall_view(shop, MOSSON, at=at).calls for n in c.now)
        assert [n for n, times in called.items() if times > 1] == []
        sitting = {
            entries.call_numbers[meeting.person]
            for meeting, since in begun
            if since <= at < grid.ends_at(meeting.slot, meeting.length)
        }
        # what begins later in the day was written down already, as if it were known
        assert sitting.isdisjoint(called)
        seen += len(called)
    assert seen


def note(shop, told, at, nonce):
    meeting = told.meeting
    with shop.store.writing() as writer:
        found = plans.announced_plan(writer, MOSSON).meetings
        mine = next(one for one in found if one.id == meeting)
        kind = HappeningKind(told.kind)
        fact = Happening(kind, at, nonce, person=mine.person, stand=mine.stand, meeting=meeting)
        happenings.append(writer, MOSSON, fact, recorded_at=at)


def test_a_stand_on_a_break_calls_nobody_until_it_is_over(shop):
    _, starts_at, stand, number = first_call(shop)
    until = starts_at
    told = StaffReport("stand-break", stand=stand.id, until=until)
    follow_day(shop, MOSSON, told, nonce="n", at=starts_at - timedelta(minutes=10))
    before = calls(shop, starts_at - timedelta(minutes=2))[stand.stand]
    assert (number in before.now, number in before.next) == (False, True)
    assert number in calls(shop, starts_at)[stand.stand].now


def test_whoever_sits_at_the_table_is_not_called(shop):
    meeting, starts_at, stand, number = first_call(shop)
    follow_day(shop, MOSSON, StaffReport("begun", meeting=meeting.id), nonce="n", at=starts_at)
    call = calls(shop, starts_at).get(stand.stand)
    assert call is None or number not in call.now


def test_a_stand_calls_somebody_itself_until_they_sit_there(shop):
    meeting, starts_at, stand, number = first_call(shop)
    early = starts_at - SHOWN_BEFORE - timedelta(minutes=5)
    follow_day(shop, MOSSON, StaffReport("called", meeting=meeting.id), nonce="n", at=early)
    call = calls(shop, early)[stand.stand]
    assert (number in call.now, call.asked) == (True, {number})
    much_later = early + timedelta(minutes=11)
    later = calls(shop, much_later).get(stand.stand)
    assert later is None or number not in later.asked
    follow_day(shop, MOSSON, StaffReport("begun", meeting=meeting.id), nonce="n2", at=early)
    assert stand.stand not in calls(shop, early)


def test_who_comes_to_a_stand_by_a_change_is_marked_for_ten_minutes(shop):
    _, starts_at, stand, _ = first_call(shop)
    told_at = starts_at - timedelta(hours=1)
    now = replace(shop, clock=lambda: told_at + timedelta(days=400))
    closed = StaffReport("stand-closed", stand=stand.id)
    redrawn = follow_day(now, MOSSON, closed, nonce="n", at=starts_at - timedelta(minutes=20))
    changes = [change for change in redrawn.changes if change.now]
    numbers = {redrawn.entries.call_numbers[change.person]: change.now for change in changes}
    assert numbers
    number, moved = min(numbers.items())
    hour = SlotGrid.of(redrawn.entries.fair).starts[moved.slot]

    def marked(minutes):
        clock = now.clock() + timedelta(minutes=minutes)
        at = replace(shop, clock=lambda: clock)
        return {n for call in hall_view(at, MOSSON, at=hour).calls for n in call.changed}

    assert number in marked(9)
    assert marked(11) == set()


def test_the_wall_lists_stands_as_signs_are_counted(shop):
    moment = first_call(shop)[1]
    shown = {call.sign for call in hall_view(shop, MOSSON, at=moment).calls}
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, MOSSON)
        called = [one for one in entries.exhibitors.values() if one.stand in shown]
        for number, stand in enumerate(called, 8):
            write_stand_or_offer(writer, MOSSON, replace(stand, stand=f"A{number}"))
    signs = [call.sign for call in hall_view(shop, MOSSON, at=moment).calls]
    assert {"A9", "A10"} <= set(signs)
    assert signs == sorted(signs, key=lambda sign: int(sign[1:]))
