"""A full group whose hour has struck has a chair for who is here in place of who has not come."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.day_rules import DayRules
from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.errors import FairError
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.sessions.groups import join_session, sessions_view
from matching.store import fairs
from matching.store.day import happenings
from matching.store.entries import write_stand_or_offer

MOSSON, WORKSHOP, STARTS = "mosson-2023", "o50", "13:30"
AWAY = timedelta(minutes=8)


@pytest.fixture
def shop(planned):
    """The workshop has as many places as people; after eight minutes a seat is given away."""
    full = len(group(planned).members)
    with planned.store.writing() as writer:
        before = fairs.read_fair(writer, MOSSON)
        digest = fairs.digest_of(writer, MOSSON)
        ruled = replace(before, day_rules=DayRules(no_show_minutes=8))
        fairs.write_fair(writer, ruled, digest=digest, at=planned.clock())
        offer = fairs.read_entries(writer, MOSSON).offers[WORKSHOP]
        write_stand_or_offer(writer, MOSSON, replace(offer, places=full))
    return planned


def group(shop, after=None):
    """The group of half past one, so long after its hour."""
    found = [one for one in sessions_view(shop, MOSSON).groups if is_meant(one)]
    if after is None:
        return found[0]
    at = found[0].session.starts_at + after
    return next(one for one in sessions_view(shop, MOSSON, at=at).groups if is_meant(one))


def is_meant(one):
    return (one.session.offer.id, f"{one.session.starts_at:%H:%M}") == (WORKSHOP, STARTS)


def come(shop, people):
    """They are here twenty minutes before, and no plan has followed."""
    at = group(shop).session.starts_at - timedelta(minutes=20)
    with shop.store.writing() as writer:
        for person in people:
            came = Happening(HappeningKind.ARRIVED, at, f"in-{person}", person=person)
            happenings.append(writer, MOSSON, came, recorded_at=at)


def join(shop, person, after):
    at = group(shop).session.starts_at + after
    return join_session(shop, MOSSON, person, WORKSHOP, starts=STARTS, nonce=f"j-{person}", at=at)


def test_a_group_is_full_until_the_rule_gives_a_chair_away(shop):
    members = [one.person for one in group(shop).members]
    come(shop, members[1:])
    chairs = {n: group(shop, timedelta(minutes=n)).left for n in (-1, 0, 7, 8, 30)}
    assert chairs == {-1: 0, 0: 0, 7: 0, 8: 1, 30: 1}
    assert [one.person for one in group(shop, AWAY).not_come] == members[:1]
    with pytest.raises(FairError, match="session_full"):
        join(shop, "p04", AWAY - timedelta(minutes=1))


def test_whoever_takes_a_chair_is_in_and_whose_chair_it_was_is_noted_as_absent(shop):
    members = [one.person for one in group(shop).members]
    come(shop, members[1:])
    with pytest.raises(FairError, match="session_full"):
        join(shop, "p04", AWAY)
    come(shop, ["p04"])
    redrawn = join(shop, "p04", AWAY)
    now = {one.person for one in group(shop, AWAY).members}
    assert now == {*members[1:], "p04"}
    (chair,) = (one.id for one in redrawn.version.meetings if is_of(one, members[0]))
    assert redrawn.missed == (chair,)
    assert {change.person for change in redrawn.changes} == {"p04"}
    assert group(shop, AWAY).left == 0
    with shop.store.reading() as reader:
        facts = happenings.read_happenings(reader, MOSSON)
    (absence,) = (fact for fact in facts if fact.person == members[0])
    assert (absence.kind.value, absence.meeting, absence.nonce) == ("no-show", chair, "j-p04-chair")


def is_of(meeting, person):
    return (meeting.person, meeting.offer) == (person, WORKSHOP)


def test_places_that_nobody_has_are_taken_before_a_chair(shop):
    members = [one.person for one in group(shop).members]
    out = StaffReport("group-left", meeting=group(shop).members[1].id)
    follow_day(shop, MOSSON, out, nonce="out", at=group(shop).session.starts_at)
    come(shop, [*members[2:], "p04"])
    assert (group(shop, AWAY).left, group(shop, AWAY).chair) == (2, None)
    assert join(shop, "p04", AWAY).missed == ()
    assert [one.person for one in group(shop, AWAY).not_come] == members[:1]


def test_whose_absence_is_taken_back_comes_into_the_group_again_once_there_is_a_chair(shop):
    members = [one.person for one in group(shop).members]
    come(shop, [*members[1:], "p04"])
    join(shop, "p04", AWAY)
    at = group(shop).session.starts_at + AWAY
    undone = StaffReport("undo", act="j-p04-chair")
    follow_day(shop, MOSSON, undone, nonce="back", at=at)
    now = group(shop, AWAY)
    assert {one.person for one in now.members} == {*members, "p04"}
    assert now.unheld == -1
