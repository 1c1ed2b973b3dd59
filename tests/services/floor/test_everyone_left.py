from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.access import Access, Role, Visitor
from matching.domain.day.happening import Attendance
from matching.domain.errors import FairError
from matching.services.door.day_counts import day_counts
from matching.services.door.undo_arrival import undo_arrival
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.floor.everyone_left import everyone_left
from matching.services.live.follow_day import StaffReport, follow_day
from matching.store.day import happenings
from matching.store.people import badges

MOSSON = "mosson-2023"


def at(station, role=Role.DOOR):
    return Visitor("s", Access(1, "A", role), station)


def come(shop, person, nonce, station="t1"):
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    return check_in(shop, MOSSON, code, nonce=nonce, station=station)


def present(shop):
    with shop.store.reading() as reader:
        return Attendance.of(happenings.read_happenings(reader, MOSSON)).present


def test_a_mistake_is_undone_at_the_screen_that_made_it(shop):
    come(shop, "p01", "a")
    undo_arrival(shop, MOSSON, "p01", visitor=at("t1"), nonce="u")
    assert present(shop) == frozenset()
    assert come(shop, "p01", "b").status is CheckInStatus.ACCEPTED


def test_another_screen_or_a_late_one_sends_to_an_organiser(shop):
    come(shop, "p01", "a")
    later = replace(shop, clock=lambda: shop.clock() + timedelta(minutes=16))
    for where, who, code in (
        (shop, at("t2"), "undo_elsewhere"),
        (later, at("t1"), "undo_late"),
    ):
        with pytest.raises(FairError) as told:
            undo_arrival(where, MOSSON, "p01", visitor=who, nonce="u")
        assert told.value.code == code
    undo_arrival(later, MOSSON, "p01", visitor=at("t2", Role.ORGANISER), nonce="u")
    assert present(shop) == frozenset()


def test_somebody_who_never_came_cannot_be_undone(shop):
    with pytest.raises(FairError) as told:
        undo_arrival(shop, MOSSON, "p01", visitor=at("t1"), nonce="u")
    assert told.value.code == "nothing_to_undo"


def test_who_goes_out_and_comes_back_is_counted_once(shop):
    first = come(shop, "p01", "a")
    follow_day(shop, MOSSON, StaffReport("left", person="p01"), nonce="l")
    assert present(shop) == frozenset()
    back = come(shop, "p01", "b")
    assert (back.status, back.first_at) == (CheckInStatus.ACCEPTED, first.first_at)
    assert day_counts(shop, MOSSON).came == 1


def test_in_the_evening_everyone_has_left_and_it_is_said_once(shop):
    come(shop, "p01", "a")
    come(shop, "p02", "b")
    follow_day(shop, MOSSON, StaffReport("left", person="p02"), nonce="l")
    assert everyone_left(shop, MOSSON, nonce="evening") == 1
    assert present(shop) == frozenset()
    assert everyone_left(shop, MOSSON, nonce="again") == 0
    counts = day_counts(shop, MOSSON)
    assert (counts.came, counts.present) == (2, 0)


def test_everyone_leaves_whatever_the_length_of_names(shop):
    come(shop, "p01", "a")
    come(shop, "p02", "b")
    assert everyone_left(shop, MOSSON, nonce="e" * 100) == 2
    assert present(shop) == frozenset()
