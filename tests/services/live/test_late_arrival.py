"""Who comes after their meetings still gets what is left: those were announced, but never held."""

from dataclasses import replace
from datetime import timedelta

import pytest

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.slots import SlotGrid
from matching.outcomes.day import report_sections
from matching.phrases import say
from matching.services.door.own_day import own_day
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.floor.explain_meeting import explain_meeting
from matching.services.floor.hall_view import hall_view
from matching.services.live.by_hand.free_places import places_for_person, read_day_to_place
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redraw_plan import redraw_plan
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.plan.draw_plan import PlanMoved
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges

MOSSON = "mosson-2023"


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def announced(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def arrives(shop, person, moment):
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    answer = check_in(shop, MOSSON, code, nonce=f"late-{person}", at=moment)
    assert answer.status is CheckInStatus.ACCEPTED
    return answer


def ends(shop, meeting):
    return SlotGrid.of(entries(shop).fair).ends_at(meeting.slot, meeting.length)


@pytest.fixture
def late(planned):
    """Who has the earliest last meeting of all, and a moment when it is over."""
    last = {}
    for meeting in announced(planned):
        end = ends(planned, meeting)
        last[meeting.person] = max(end, last.get(meeting.person, end))
    person = min(sorted(last), key=lambda one: last[one])
    return person, last[person] + timedelta(minutes=1)


def test_who_arrives_after_their_meetings_gets_new_ones(planned, late):
    person, moment = late
    before = [meeting for meeting in announced(planned) if meeting.person == person]
    arrives(planned, person, moment)
    redraw_plan(planned, MOSSON, at=moment)
    after = [meeting for meeting in announced(planned) if meeting.person == person]
    to_come = [meeting for meeting in after if ends(planned, meeting) > moment]
    assert before
    assert len(to_come) >= entries(planned).fair.least_meetings


def test_door_gives_late_arrivals_what_is_left_and_moves_nobody(planned, late):
    person, moment = late
    others = {meeting for meeting in announced(planned) if meeting.person != person}
    answer = arrives(planned, person, moment)
    assert len(answer.next) >= entries(planned).fair.least_meetings
    after = announced(planned)
    assert {meeting for meeting in after if meeting.person != person} == others
    assert {one.meeting for one in answer.next} <= set(after)
    assert arrives(planned, person, moment) == answer


def test_door_gives_meetings_to_who_comes_when_they_meant_to_be_gone(planned):
    said = [person for person in entries(planned).jobseekers.values() if person.leaves]
    person = min(said, key=lambda person: (person.leaves, person.id))
    moment = entries(planned).fair.moment(person.leaves) + timedelta(minutes=42)
    assert arrives(planned, person.id, moment).next


def test_door_draws_no_plan_for_who_comes_in_time(planned):
    before = announced(planned)
    person = before[0].person
    opens = entries(planned).fair.moment(entries(planned).fair.opens)
    assert arrives(planned, person, opens).next
    assert announced(planned) == before


def test_arrival_is_written_when_no_meetings_can_be_given(planned, late, monkeypatch, caplog):
    def refuse(*_, **__):
        raise PlanMoved("plan_moved")

    monkeypatch.setattr("matching.services.live.redraw_plan.plan_late", refuse)
    answer = arrives(planned, *late)
    assert answer.next == ()
    assert "plan_moved" in caplog.text


def test_nobody_else_loses_a_meeting_by_it(planned, late):
    person, moment = late
    before = {meeting for meeting in announced(planned) if meeting.person != person}
    arrives(planned, person, moment)
    redraw_plan(planned, MOSSON, at=moment)
    assert before <= set(announced(planned))


def test_meetings_that_were_held_count(planned, late):
    person, moment = late
    mine = {meeting for meeting in announced(planned) if meeting.person == person}
    for meeting in mine:
        report = StaffReport("held", meeting=meeting.id)
        follow_day(planned, MOSSON, report, nonce=meeting.id, at=ends(planned, meeting))
    arrives(planned, person, moment)
    redraw_plan(planned, MOSSON, at=moment)
    assert mine <= set(announced(planned))


def test_drawing_again_changes_nothing_more(planned, late):
    person, moment = late
    arrives(planned, person, moment)
    redraw_plan(planned, MOSSON, at=moment)
    once = announced(planned)
    assert redraw_plan(planned, MOSSON, at=moment).changes == ()
    assert announced(planned) == once


def test_who_comes_when_they_meant_to_be_gone_gets_what_is_left(planned):
    said = [person for person in entries(planned).jobseekers.values() if person.leaves]
    person = min(said, key=lambda person: (person.leaves, person.id))
    moment = entries(planned).fair.moment(person.leaves) + timedelta(minutes=31)
    arrives(planned, person.id, moment)
    redraw_plan(planned, MOSSON, at=moment)
    mine = [meeting for meeting in announced(planned) if meeting.person == person.id]
    to_come = [meeting for meeting in mine if ends(planned, meeting) > moment]
    assert len(to_come) >= entries(planned).fair.least_meetings


def test_who_comes_before_the_hour_they_gave_is_free_already(planned):
    said = [person for person in entries(planned).jobseekers.values() if person.arrives]
    person = max(said, key=lambda person: (person.arrives, person.id))
    opens = entries(planned).fair.moment(entries(planned).fair.opens)
    with planned.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person.id]
    check_in(planned, MOSSON, code, nonce="early", at=opens)
    live = read_live_fair(planned, MOSSON)
    posed = pose_rest_of_day(live, opens)
    free = next(each.free for each in posed.problem.people if each.id == person.id)
    assert free is None or 0 in free


@pytest.mark.parametrize(("minutes", "is_met"), [(7, True), (8, False), (14, False)])
def test_nobody_is_sent_to_a_meeting_of_which_more_than_half_is_over(planned, minutes, is_met):
    grid = SlotGrid.of(entries(planned).fair)
    meeting = next(m for m in sorted(announced(planned)) if m.length == 1 and m.slot >= 2)
    at = grid.starts[meeting.slot] + timedelta(minutes=minutes)
    answer = arrives(planned, meeting.person, at)
    shown = {one.meeting for one in answer.next}
    here = replace(planned, clock=lambda: at)
    with planned.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[meeting.person]
    own = {one.meeting for one in own_day(here, code, "fr").next}
    assert own == shown
    assert (meeting in shown) is is_met
    number = entries(planned).call_numbers[meeting.person]
    exhibitors = entries(planned).exhibitors
    called = {call.sign for call in hall_view(here, MOSSON).calls if number in call.now}
    assert called <= {exhibitors[one.stand].stand for one in shown}
    assert not is_met or exhibitors[meeting.stand].stand in called
    assert all(ends(planned, one) > at for one in shown)


def test_whoever_was_seated_without_being_seen_at_the_door_keeps_the_meeting(planned):
    grid = SlotGrid.of(entries(planned).fair)
    meeting = next(m for m in sorted(announced(planned)) if m.length == 1 and m.slot >= 2)
    begun, at = (grid.starts[meeting.slot] + timedelta(minutes=minutes) for minutes in (1, 12))
    report = StaffReport("begun", meeting=meeting.id)
    follow_day(planned, MOSSON, report, nonce="sits", at=begun)
    arrives(planned, meeting.person, at)
    redraw_plan(planned, MOSSON, at=at)
    assert meeting in announced(planned)


def test_whoever_comes_while_a_second_meeting_runs_is_met_about_the_first_at_another_hour(planned):
    grid = SlotGrid.of(entries(planned).fair)
    most = entries(planned).fair.most_meetings
    by_person = {}
    for meeting in sorted(announced(planned)):
        by_person.setdefault(meeting.person, []).append(meeting)
    running = [mine for mine in by_person.values() if len(mine) > 1 and mine[1].length == 1]
    assert len(running) > 5
    tried = sorted(running, key=lambda mine: mine[1])[:6]
    for first, second, *_ in tried:
        at = grid.starts[second.slot] + timedelta(minutes=2)
        answer = arrives(planned, first.person, at)
        met = {(one.meeting.stand, one.meeting.offer) for one in answer.next}
        assert (second.stand, second.offer) in met
        if (first.stand, first.offer) not in met:
            live = read_day_to_place(planned, MOSSON)
            free = places_for_person(live, first.person, at)
            assert len(met) >= min(most, 2) or first.stand not in {one.stand for one in free}
        assert {one.meeting for one in answer.next} <= set(announced(planned))
    assert any(
        {(one.stand, one.offer) for one in announced(planned) if one.person == mine[0].person}
        > {(mine[1].stand, mine[1].offer)}
        for mine in tried
    )


def test_no_promise_is_kept_by_a_meeting_that_was_over_before_its_person_came(planned, late):
    person, moment = late
    frame = entries(planned).fair
    mine = [meeting for meeting in announced(planned) if meeting.person == person]
    assert len(mine) >= frame.least_meetings
    came = Happening(HappeningKind.ARRIVED, moment, "late", person=person)
    found = report_sections(entries(planned), announced(planned), [came])
    (kept,) = (
        figure.value
        for section in found
        for figure in section.figures
        if (section.code, figure.code) == ("meetings", "promise_kept")
    )
    assert kept == 0


def test_nobody_is_told_that_a_meeting_is_planned_which_was_over_as_they_came(planned, late):
    person, moment = late
    first = min(meeting for meeting in announced(planned) if meeting.person == person)
    with planned.store.writing() as writer:
        came = Happening(HappeningKind.ARRIVED, moment, "late", person=person)
        happenings.append(writer, MOSSON, came, recorded_at=planned.clock())
    said = explain_meeting(
        planned, MOSSON, person=person, stand=first.stand, language="fr", at=moment
    )
    hour = f"{SlotGrid.of(entries(planned).fair).starts[first.slot]:%H:%M}"
    assert not said.is_planned
    assert said.lines[0] == say("why_not.came_late", "fr", at=hour)
