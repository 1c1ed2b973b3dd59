"""A tablet is who its session says, and a badge read on another day is no arrival of today."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.access import Access, Role, Visitor
from matching.domain.day.happening import Attendance
from matching.domain.errors import FairError
from matching.services.access.status import status_of
from matching.services.door.undo_arrival import undo_scan
from matching.services.door.welcome import CheckInStatus, Scan
from matching.store.day import happenings
from matching.store.people import badges
from tests.fairs import take_scan

MOSSON = "mosson-2023"
DOOR = Access(2, "Accueil", Role.DOOR)
NORTH, SOUTH = Visitor("session-north", DOOR, "accueil"), Visitor("session-south", DOOR, "accueil")


def read_by(shop, who, nonce, *, ago=timedelta(), person="p01", said="accueil"):
    """What a tablet sends of a badge that it read some time ago, under the name of its page."""
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    read_at = shop.clock() - ago
    return take_scan(shop, Scan(MOSSON, code, nonce, said, read_at, who.screen))


def facts(shop, person="p01"):
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON, person=person)


def test_two_tablets_of_one_name_are_one_arrival_and_a_conflict_the_organiser_sees(shop):
    first = read_by(shop, NORTH, "n", ago=timedelta(minutes=30))
    second = read_by(shop, SOUTH, "s", ago=timedelta(minutes=20))
    assert (first.status, first.is_elsewhere) == (CheckInStatus.ACCEPTED, False)
    assert (second.status, second.is_elsewhere) == (CheckInStatus.ALREADY, True)
    assert [fact.data.get("conflict") for fact in facts(shop)] == [None, "n"]
    organiser = Access(1, "Organisatrice", Role.ORGANISER)
    (conflict,) = status_of(shop, MOSSON, organiser).conflicts
    assert (conflict.call_number, conflict.first_name) == (first.call_number, first.first_name)


def test_one_tablet_that_was_given_another_name_meanwhile_is_no_conflict(shop):
    read_by(shop, NORTH, "a", ago=timedelta(minutes=30))
    again = read_by(shop, NORTH, "b", ago=timedelta(minutes=20), said="porte nord")
    assert not again.is_elsewhere
    assert [fact.data.get("conflict") for fact in facts(shop)] == [None, None]


def test_a_badge_that_a_tablet_with_network_let_in_is_no_conflict_for_one_without(shop):
    read_by(shop, NORTH, "n", ago=timedelta(seconds=1))
    read_by(shop, SOUTH, "s", ago=timedelta(minutes=20))
    assert [fact.data.get("conflict") for fact in facts(shop)] == [None, None]
    assert status_of(shop, MOSSON, Access(1, "Organisatrice", Role.ORGANISER)).conflicts == ()


def test_the_tablet_that_scanned_undoes_whatever_its_page_was_called(shop):
    read_by(shop, NORTH, "a", said="porte nord")
    with pytest.raises(FairError, match="undo_elsewhere"):
        undo_scan(shop, MOSSON, "a", visitor=replace(SOUTH, station="porte nord"), nonce="u")
    for _ in range(2):  # asked again, nothing more is undone
        undo_scan(shop, MOSSON, "a", visitor=NORTH, nonce="u")
    assert Attendance.of(facts(shop)).present == frozenset()
    assert read_by(shop, NORTH, "b").status is CheckInStatus.ACCEPTED


def test_a_scan_that_made_no_arrival_has_nothing_to_undo(shop):
    read_by(shop, NORTH, "a")
    read_by(shop, NORTH, "b")
    for scan in ("b", "never"):
        with pytest.raises(FairError, match="nothing_to_undo"):
            undo_scan(shop, MOSSON, scan, visitor=NORTH, nonce="u")


@pytest.mark.parametrize("hours", [-23, 23, 24, 48, 24 * 300])
def test_on_the_day_a_badge_read_on_another_day_is_no_arrival(shop, hours):
    """23 hours before nine o'clock are ten o'clock: the rehearsal of the day before."""
    told = read_by(shop, NORTH, "a", ago=timedelta(hours=hours))
    if hours < 0:  # a clock ahead: ours counts
        assert told.first_at == shop.clock()
        return
    assert (told.status, told.reason) == (CheckInStatus.REFUSED, "other_day")
    assert facts(shop) == ()
    organiser = Access(1, "Organisatrice", Role.ORGANISER)
    assert [refused.reason for refused in status_of(shop, MOSSON, organiser).refused] == [
        "other_day"
    ]


@pytest.mark.parametrize("days", [1, 400])
def test_what_a_tablet_kept_on_the_day_counts_when_it_is_sent_later(shop, days):
    later = replace(shop, clock=lambda: shop.clock() + timedelta(days=days))
    told = read_by(later, NORTH, "a", ago=timedelta(days=days))
    assert (told.status, told.first_at) == (CheckInStatus.ACCEPTED, shop.clock())
