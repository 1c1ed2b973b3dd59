"""Badges shown on the way out, where the fair asks for it: hours are true, meetings stay."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.access import Access, Role, Visitor
from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.domain.errors import FairError
from matching.services.door.undo_arrival import undo_scan
from matching.services.door.welcome import CheckInStatus, Scan
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges
from tests.fairs import take_scan

MOSSON, PERSON = "mosson-2023", "p01"
DOOR = Visitor("s", Access(2, "Accueil", Role.DOOR), "porte")


@pytest.fixture
def door(planned):
    """The fair of today, which asks for badges on the way out; the clock stands in its morning."""
    with planned.store.writing() as writer:
        fair = replace(fairs.read_fair(writer, MOSSON), exits_by_scan=True)
        fairs.write_fair(writer, fair, digest=fairs.digest_of(writer, MOSSON), at=planned.clock())
    opening = fair.moment(fair.opens)
    return replace(planned, clock=lambda: opening + timedelta(hours=2)), opening


def scan(shop, opening, minutes, *, out=False, nonce=None, screen="door"):
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[PERSON]
    at = opening + timedelta(minutes=minutes)
    name = nonce or f"{minutes}-{out}"
    return take_scan(shop, Scan(MOSSON, code, name, "porte", at, screen, goes_out=out))


def facts(shop):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON)


def test_out_and_in_again_is_two_visits_and_no_meeting_is_lost(door):
    shop, opening = door
    with shop.store.reading() as reader:
        before = plans.announced_plan(reader, MOSSON)
    assert scan(shop, opening, 0).status is CheckInStatus.ACCEPTED
    gone = scan(shop, opening, 30, out=True)
    assert (gone.status, gone.goes_out, gone.call_number is not None) == ("accepted", True, True)
    state = Attendance.of(facts(shop))
    assert PERSON not in state.present
    assert state.departure[PERSON] == opening + timedelta(minutes=30)
    assert PERSON not in DayState.of(facts(shop)).gone
    assert scan(shop, opening, 45).status is CheckInStatus.ACCEPTED
    back = Attendance.of(facts(shop))
    assert PERSON in back.present
    assert PERSON not in back.departure
    with shop.store.reading() as reader:
        assert plans.announced_plan(reader, MOSSON) == before


def test_the_same_way_twice_is_information_and_the_same_scan_is_one(door):
    shop, opening = door
    scan(shop, opening, 0)
    first = scan(shop, opening, 30, out=True, nonce="once")
    assert scan(shop, opening, 30, out=True, nonce="once").status is first.status
    assert scan(shop, opening, 31, out=True).status is CheckInStatus.ALREADY


def test_nobody_goes_out_who_never_came_in_or_where_no_exits_are_noted(door):
    shop, opening = door
    refused = scan(shop, opening, 30, out=True)
    assert (refused.status, refused.reason) == (CheckInStatus.REFUSED, "not_inside")
    with shop.store.writing() as writer:
        fair = replace(fairs.read_fair(writer, MOSSON), exits_by_scan=False)
        fairs.write_fair(writer, fair, digest=fairs.digest_of(writer, MOSSON), at=shop.clock())
    scan(shop, opening, 0)
    assert scan(shop, opening, 40, out=True).reason == "no_exits"


def test_a_way_out_that_was_kept_back_sends_nobody_out_who_came_in_since(door):
    shop, opening = door
    scan(shop, opening, 0)
    scan(shop, opening, 45, screen="other")  # “already”: the store had not heard of the exit
    assert scan(shop, opening, 30, out=True).status is CheckInStatus.ALREADY
    assert PERSON in Attendance.of(facts(shop)).present


def test_an_exit_is_taken_back_at_the_screen_that_noted_it(door):
    shop, opening = door
    scan(shop, opening, 0, screen=DOOR.screen)
    scan(shop, opening, 119, out=True, nonce="out", screen=DOOR.screen)
    other = Visitor("t", Access(2, "Accueil", Role.DOOR), "porte")
    with pytest.raises(FairError, match="undo_elsewhere"):
        undo_scan(shop, MOSSON, "out", visitor=other, nonce="u")
    undo_scan(shop, MOSSON, "out", visitor=DOOR, nonce="u")
    assert PERSON in Attendance.of(facts(shop)).present
