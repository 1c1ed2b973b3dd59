"""A group at its smallest: said before somebody leaves it, why after, and all of it given back."""

from datetime import timedelta
from pathlib import Path

import pytest

from matching.domain.day.day_state import DayState
from matching.domain.edit import EditKind
from matching.phrases import say
from matching.services.door.welcome import check_in
from matching.services.evening.report import report
from matching.services.floor.floor_view import floor_view
from matching.services.floor.last_acts import last_acts
from matching.services.live.change_answers import changes_lines
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.sessions.falling import groups_without
from matching.services.live.sessions.groups import leave_session, sessions_view
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.remove_entries import bring_back, removal_cost, remove_entry
from matching.services.rights.forget import forget, would_forget
from matching.services.shop.known_plans import known_announced_plan
from matching.store.day import happenings
from matching.store.edits import read_edits
from matching.store.people import badges
from matching.store.people.decisions import read_decisions
from tests.fairs import shop_on

MASSY = "massy-2022"
PEOPLE = EditKind.JOBSEEKERS


@pytest.fixture
def shop(whole, tmp_path):
    with shop_on(Path(whole("massy").file).read_bytes(), tmp_path) as opened:
        yield opened


def plan_of(shop):
    with shop.store.reading() as reader:
        return known_announced_plan(shop, reader, MASSY).meetings


def smallest(shop):
    """A group at the smallest size that it is held with, whoever had to leave it for that."""
    group = min(
        (one for one in sessions_view(shop, MASSY).groups if one.without_one or one.missing == 0),
        key=lambda one: (len(one.members) - (one.session.offer.group_min or 1), one.members),
    )
    while group.without_one is None:
        offer, starts = group.session.offer.id, f"{group.session.starts_at:%H:%M}"
        leave_session(shop, MASSY, group.members[-1].person, offer, starts=starts, nonce=starts)
        group = next(
            one
            for one in sessions_view(shop, MASSY).groups
            if (one.session.offer.id, one.session.starts_at)
            == (group.session.offer.id, group.session.starts_at)
        )
    return group


def left_group(shop, meeting):
    starts = f"{floor_view(shop, MASSY).now(meeting).appointment.starts_at:%H:%M}"
    return leave_session(shop, MASSY, meeting.person, meeting.offer, starts=starts, nonce="act")


def test_whom_the_team_takes_out_of_a_group_has_refused_nothing(shop):
    group = smallest(shop)
    planned = report(shop, MASSY).section("meetings").value("planned")
    left_group(shop, group.members[0])
    found = report(shop, MASSY).section("meetings")
    assert (found.value("refused"), found.value("missed")) == (0, 0)
    assert found.value("planned") < planned
    with shop.store.reading() as reader:
        acts = {one.act for one in read_decisions(reader, MASSY)}
        (kind,) = {one.kind for one in happenings.read_happenings(reader, MASSY)}
    assert "refused" not in acts
    assert kind == "group-left"


def test_a_group_whose_hour_has_struck_says_how_many_of_it_are_here(shop):
    group = next(one for one in sessions_view(shop, MASSY).groups if len(one.members) > 1)
    begins, first = group.session.starts_at, group.members[0].person
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MASSY)[first]
    check_in(shop, MASSY, code, nonce="one", at=begins - timedelta(minutes=5))

    def here(at):
        return {
            (one.session.offer.id, one.session.starts_at): one.here
            for one in sessions_view(shop, MASSY, at=at).groups
        }[group.session.offer.id, begins]

    assert here(begins - timedelta(minutes=1)) is None
    assert here(begins) == 1


def reported(kind, name):
    def act(shop, meeting):
        said = StaffReport(kind, **{name: meeting.id if name == "meeting" else meeting.person})
        return follow_day(shop, MASSY, said, nonce="act")

    return act


def gone_home(shop, meeting):
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MASSY)[meeting.person]
    check_in(shop, MASSY, code, nonce="in")
    return reported("left", "person")(shop, meeting)


def undone(shop, meeting):
    return follow_day(shop, MASSY, StaffReport("undo", act="act"), nonce="back")


def taken_out(shop, meeting):
    return remove_entry(shop, MASSY, PEOPLE, meeting.person, nonce="act").plan


def brought_back(shop, meeting):
    return bring_back(shop, MASSY, PEOPLE, meeting.person, nonce="back").plan


def corrected(shop, meeting):
    begins = floor_view(shop, MASSY).now(meeting).appointment.starts_at
    hours = {"leaves": f"{begins:%H:%M}"}
    return change_entry(shop, MASSY, PEOPLE, meeting.person, hours, nonce="act").plan


def corrected_back(shop, meeting):
    with shop.store.reading() as reader:
        before = str(read_edits(reader, MASSY)[-1].document["before"]["leaves"] or "")[:5]
    return change_entry(shop, MASSY, PEOPLE, meeting.person, {"leaves": before}, nonce="back").plan


ACTS = {
    "leaves the group": (left_group, undone),
    "is absent from it": (reported("no-show", "meeting"), undone),
    "is refused": (reported("refused", "meeting"), undone),
    "will not come": (reported("no-show", "person"), undone),
    "has gone home": (gone_home, undone),
    "is taken off the list": (taken_out, brought_back),
    "has other hours": (corrected, corrected_back),
}


@pytest.mark.parametrize("name", ACTS)
def test_a_group_that_falls_is_told_before_and_after_and_comes_back_whole(shop, name):
    act, back = ACTS[name]
    group, before = smallest(shop), plan_of(shop)
    leaving, *others = group.members
    view = floor_view(shop, MASSY)
    warned = (
        *view.now(leaving).groups,
        *view.groups_without(leaving.person),
        *removal_cost(shop, MASSY, PEOPLE, leaving.person).groups,
        group.without_one,
    )
    offer = group.session.offer
    assert {(one.offer, one.starts_at, one.others) for one in warned} == {
        (offer, group.session.starts_at, len(others))
    }
    redrawn = act(shop, leaving)
    lost = {one.was for one in redrawn.changes if one.was and one.was.offer == offer.id}
    assert lost >= set(others)
    hour = f"{group.session.starts_at:%H:%M}"
    said = say("sessions.fallen", "fr", title=offer.title, at=hour, least=offer.group_min)
    assert changes_lines(redrawn, "fr")[0] == said
    back(shop, leaving)
    assert plan_of(shop) == before


def test_forgetting_somebody_says_the_group_that_falls_and_the_plan_follows(shop):
    group = smallest(shop)
    leaving, *others = group.members
    (going,) = would_forget(shop, MASSY, leaving.person).groups
    assert (going.offer, going.others) == (group.session.offer, len(others))
    gone = forget(shop, MASSY, leaving.person)
    assert {one.was for one in gone.plan.changes} >= set(others)
    assert not set(others) & set(plan_of(shop))


def test_a_group_is_warned_of_only_where_people_are_left_without_it(shop):
    view = floor_view(shop, MASSY)
    for group in sessions_view(shop, MASSY).groups:
        is_falling = 0 < len(group.members) - 1 < (group.session.offer.group_min or 1)
        for meeting in group.members:
            found = groups_without(
                view.entries, view.planned, DayState.of(view.facts), meeting.person, at=view.at
            )
            key = group.session.offer, group.session.starts_at
            assert (key in {(one.offer, one.starts_at) for one in found}) is is_falling


def test_the_last_acts_name_the_workshop_that_somebody_was_taken_out_of(shop):
    group = smallest(shop)
    left_group(shop, group.members[0])
    newest = last_acts(floor_view(shop, MASSY))[0]
    assert newest.workshop == group.session.offer.title
