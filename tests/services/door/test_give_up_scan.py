from datetime import timedelta

import pytest

from matching.domain.access import Access, Role
from matching.domain.day.happening import HappeningKind
from matching.domain.errors import FairError
from matching.services.access.status import Refused, status_of
from matching.services.door.give_up_scan import give_up_scan
from matching.services.door.welcome import CheckInStatus, Scan
from matching.store.day import happenings
from matching.store.people import badges
from tests.fairs import take_scan

MOSSON = "mosson-2023"
ORGANISER, DOOR = Access(1, "A", Role.ORGANISER), Access(2, "B", Role.DOOR)


def test_a_scan_given_up_is_told_to_the_organiser_once_and_to_nobody_else(shop):
    read_at = shop.clock() - timedelta(minutes=30)
    for _ in range(2):
        give_up_scan(shop, MOSSON, "lost", station="tablette 2", read_at=read_at)
    told = status_of(shop, MOSSON, ORGANISER).refused
    assert told == (Refused("tablette 2", read_at, "not_taken"),)
    assert status_of(shop, MOSSON, DOOR).refused == ()


def test_the_scan_itself_may_still_come_in(shop):
    give_up_scan(shop, MOSSON, "lost", station="t", read_at=None)
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
    assert take_scan(shop, Scan(MOSSON, code, "lost", "t")).status is CheckInStatus.ACCEPTED


def test_a_kept_scan_that_is_refused_afterwards_is_told_as_well(shop):
    with shop.store.writing() as writer:
        code = badges.live_codes(writer, MOSSON)["p02"]
        badges.issue(writer, MOSSON, "p02", code="ABCDEFGHJK", at=shop.clock())
    read_at = shop.clock() - timedelta(minutes=10)
    take_scan(shop, Scan(MOSSON, code, "kept", "tablette 1", read_at))
    take_scan(shop, Scan(MOSSON, code, "now", "tablette 1"))
    told = status_of(shop, MOSSON, ORGANISER).refused
    assert told == (Refused("tablette 1", read_at, "badge_revoked"),)
    with shop.store.reading() as reader:
        refused = happenings.of_kind(reader, MOSSON, HappeningKind.SCAN_REFUSED)
    assert len(refused) == 2


def test_a_fair_nobody_knows_keeps_nothing(shop):
    with pytest.raises(FairError) as told:
        give_up_scan(shop, "nowhere", "lost", station="t", read_at=None)
    assert told.value.code == "fair_unknown"
