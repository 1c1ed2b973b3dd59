"""The day followed through the services: plan, announce, welcome, what happens, what moves."""

import threading
from dataclasses import replace
from datetime import timedelta
from functools import partial
from operator import add

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, update

from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.day.meeting import PlanState
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.door.walk_in import walk_in
from matching.services.door.walk_in_answer import walk_in_answer
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.evening.report import report
from matching.services.files.examples import open_example
from matching.services.floor.floor_view import floor_view
from matching.services.interview.unclear_words import confirm_meaning
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import plan_person, redraw_plan
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.plan_view import plan_view
from matching.services.plan.print_sheets import (
    SHEETS,
    personal_badge,
    personal_schedule,
    print_sheets,
)
from matching.store import fairs, schema
from matching.store.day import happenings, plans
from matching.store.documents import to_document
from matching.store.people import badges
from tests.fairs import shop_in, shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def plan(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def code(shop, person):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)[person]


def at(shop, hour, minute=0):
    return entries(shop).fair.moment(entries(shop).fair.opens).replace(hour=hour, minute=minute)


def past_of(shop, meetings, moment):
    grid = SlotGrid.of(entries(shop).fair)
    return {one for one in meetings if grid.starts[one.slot] < moment}


def test_mosson_plan_is_proven_and_keeps_the_promise(example):
    version = example.plan.version
    assert version.status == "optimal"
    counts = dict.fromkeys(example.plan.entries.jobseekers, 0)
    for meeting in version.meetings:
        counts[meeting.person] += 1
    assert min(counts.values()) >= example.plan.entries.fair.least_meetings
    assert max(counts.values()) <= example.plan.entries.fair.most_meetings
    # whoever no offer suits keeps the promise with what is nearest, and is told so
    assert {reason for _, reason in version.unmet} <= {"nothing_better"}


@pytest.mark.slow
def test_same_fair_and_seed_give_the_same_plan(example, tmp_path):
    again = shop_in(tmp_path)
    open_example(again, "mosson")
    assert draw_plan(again, MOSSON, seconds=600).version.meetings == (example.plan.version.meetings)
    again.store.close()


def test_nothing_is_announced_until_it_is_said(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "mosson")
    with pytest.raises(FairError, match="no_plan"):
        announce(opened, MOSSON)
    with pytest.raises(FairError, match="not_announced"):
        redraw_plan(opened, MOSSON)
    with pytest.raises(FairError, match="no_plan"):
        print_sheets(opened, MOSSON, only=("schedules",))
    assert plan_view(opened, MOSSON) is None
    assert floor_view(opened, MOSSON) is None
    opened.store.close()


def test_announcing_twice_changes_nothing(shop):
    before = plan(shop)
    assert announce(shop, MOSSON) == before
    assert before.state is PlanState.ANNOUNCED


def test_whoever_signs_in_sees_the_meetings_to_come(shop):
    first = min(plan(shop).meetings)
    answer = check_in(shop, MOSSON, code(shop, first.person), nonce="n", at=at(shop, 9))
    mine = sorted(one for one in plan(shop).meetings if one.person == first.person)
    assert [one.meeting for one in answer.next] == mine


def test_walk_in_moves_nobody_and_gets_meetings(shop):
    before = plan(shop).meetings
    welcomed = walk_in(
        shop,
        MOSSON,
        first_name="Zoé",
        fields={"wishes": "développeuse web", "skills": "html"},
        nonce="w1",
        at=at(shop, 10),
    )
    after = plan(shop).meetings
    mine = {one for one in after if one.person == welcomed.person}
    assert set(after) - mine == set(before)
    assert mine
    assert [one.meeting for one in welcomed.check_in.next] == sorted(mine)
    assert welcomed.check_in.call_number == 31
    assert past_of(shop, mine, at(shop, 10)) == set()


def test_walk_in_twice_with_one_nonce_is_one_person(shop):
    first = walk_in(shop, MOSSON, first_name="Zoé", fields={}, nonce="w1", at=at(shop, 10))
    again = walk_in(shop, MOSSON, first_name="Zoé", fields={}, nonce="w1", at=at(shop, 10))
    assert (again.person, again.code, again.check_in) == (first.person, first.code, first.check_in)
    assert walk_in_answer(again, "fr") == walk_in_answer(first, "fr")
    assert len(entries(shop).jobseekers) == 31


def test_walk_in_with_only_a_first_name_is_welcome(shop):
    welcomed = walk_in(shop, MOSSON, first_name="Ayo", fields={}, nonce="w2", at=at(shop, 10))
    assert welcomed.check_in.status is CheckInStatus.ACCEPTED


def test_walk_in_without_a_name_is_refused_and_enters_nobody(shop):
    with pytest.raises(FairError, match="invalid_empty"):
        walk_in(shop, MOSSON, first_name=" ", fields={}, nonce="w3")
    with pytest.raises(FairError, match="field_unknown"):
        walk_in(shop, MOSSON, first_name="Zoé", fields={"wish": "dev"}, nonce="w4")
    assert len(entries(shop).jobseekers) == 30


def test_closed_stand_moves_only_its_own_people_and_not_the_past(shop):
    before, eleven = plan(shop).meetings, at(shop, 11)
    redrawn = follow_day(
        shop, MOSSON, StaffReport("stand-closed", stand="cgi"), nonce="c1", at=eleven
    )
    after = plan(shop).meetings
    theirs = {one.person for one in before if one.stand == "cgi"}
    assert {change.person for change in redrawn.changes} <= theirs
    assert past_of(shop, before, eleven) == past_of(shop, after, eleven)
    assert not [one for one in set(after) - past_of(shop, after, eleven) if one.stand == "cgi"]


def test_nothing_told_twice_moves_anything_twice(shop):
    told = StaffReport("stand-closed", stand="cgi")
    follow_day(shop, MOSSON, told, nonce="c1", at=at(shop, 11))
    number = plan(shop).number
    assert follow_day(shop, MOSSON, told, nonce="c1", at=at(shop, 11)).changes == ()
    assert plan(shop).number == number


def test_late_stand_receives_nobody_before_it_comes(shop):
    until = at(shop, 12)
    told = StaffReport("stand-late", stand="cgi", until=until)
    follow_day(shop, MOSSON, told, nonce="l1", at=at(shop, 9, 30))
    grid = SlotGrid.of(entries(shop).fair)
    early = [one for one in plan(shop).meetings if one.stand == "cgi"]
    assert all(grid.starts[one.slot] >= until for one in early)


def test_person_who_left_has_no_meeting_to_come_and_comes_back_by_undo(shop):
    first = min(plan(shop).meetings)
    check_in(shop, MOSSON, code(shop, first.person), nonce="a", at=at(shop, 9))
    follow_day(
        shop, MOSSON, StaffReport("left", person=first.person), nonce="l", at=at(shop, 9, 20)
    )
    assert not [one for one in plan(shop).meetings if one.person == first.person]
    follow_day(
        shop, MOSSON, StaffReport("undo", person=first.person), nonce="u", at=at(shop, 9, 25)
    )
    assert [one for one in plan(shop).meetings if one.person == first.person]


def test_meeting_held_moves_nothing_and_is_counted(shop):
    first = min(plan(shop).meetings)
    redrawn = follow_day(
        shop, MOSSON, StaffReport("held", meeting=first.id), nonce="h", at=at(shop, 10)
    )
    assert redrawn.changes == ()
    assert report(shop, MOSSON).section("meetings").value("held") == 1


def test_meeting_missed_is_not_planned_again_and_frees_its_slot(shop):
    later = next(one for one in plan(shop).meetings if one.slot > 6)
    told = StaffReport("no-show", meeting=later.id)
    redrawn = follow_day(shop, MOSSON, told, nonce="m", at=at(shop, 9, 30))
    assert later.id not in {one.id for one in plan(shop).meetings}
    assert later.person in {change.person for change in redrawn.changes}


@pytest.mark.parametrize(
    ("told", "refusal"),
    [
        (StaffReport("left", person="nobody"), "person_unknown"),
        (StaffReport("left", person="p01"), "person_not_present"),
        (StaffReport("stand-closed", stand="nowhere"), "stand_unknown"),
        (StaffReport("held", meeting="m-none"), "meeting_unknown"),
        (StaffReport("held"), "target_missing"),
        (StaffReport("stand-late", stand="cgi"), "until_missing"),
        (StaffReport("undo", stand="cgi"), "nothing_to_undo"),
        (StaffReport("exploded", stand="cgi"), "kind_unknown"),
    ],
)
def test_what_cannot_have_happened_is_refused_and_leaves_no_trace(shop, told, refusal):
    before = plan(shop)
    with pytest.raises(FairError, match=refusal):
        follow_day(shop, MOSSON, told, nonce="x", at=at(shop, 10))
    assert plan(shop) == before
    assert report(shop, MOSSON).section("reach").value("came") == 0


def test_outcome_of_a_meeting_is_noted(shop):
    first = min(plan(shop).meetings)
    note_outcome(shop, MOSSON, first.id, result="cv_taken", nonce="o1", at=at(shop, 17))
    with pytest.raises(FairError, match="outcome_unknown"):
        note_outcome(shop, MOSSON, first.id, result="married", nonce="o2")
    outcomes = report(shop, MOSSON).section("outcomes")
    assert outcomes.value("cv_taken") == 1


@pytest.mark.slow
def test_every_sheet_is_a_pdf_and_a_single_person_has_theirs(shop):
    made = print_sheets(shop, MOSSON)
    assert tuple(made) == SHEETS
    for content in (*made.values(), personal_schedule(shop, MOSSON, "p01"),
                    personal_badge(shop, MOSSON, "p01")):  # fmt: skip
        assert content.startswith(b"%PDF")
    with pytest.raises(FairError, match="sheet_unknown"):
        print_sheets(shop, MOSSON, only=("leaflets",))
    with pytest.raises(FairError, match="person_unknown"):
        personal_schedule(shop, MOSSON, "nobody")


def test_floor_shows_who_is_here_and_what_is_settled(shop):
    first = min(plan(shop).meetings)
    check_in(shop, MOSSON, code(shop, first.person), nonce="a", at=at(shop, 9))
    follow_day(shop, MOSSON, StaffReport("held", meeting=first.id), nonce="h", at=at(shop, 10))
    follow_day(shop, MOSSON, StaffReport("stand-closed", stand="epf"), nonce="c", at=at(shop, 10))
    view = floor_view(shop, MOSSON, at=at(shop, 10, 5))
    assert first in view.meetings()
    assert (view.now(first).is_here, view.now(first).is_held) == (True, True)
    assert {one.id for one in view.stands() if one.is_closed} == {"epf"}
    assert [one.id for one in view.present()] == [first.person]


def test_plan_view_counts_what_the_plan_holds(shop):
    view = plan_view(shop, MOSSON)
    assert view.meetings == len(plan(shop).meetings)
    assert sum(len(view.of_stand(one)) for one in view.entries.exhibitors) == view.meetings
    assert sum(len(view.of_person(one)) for one in view.entries.jobseekers) == view.meetings
    assert (view.is_announced, view.is_proven, bool(view.changed)) == (True, True, False)
    assert [code for _, code in view.unmet if code != "nothing_better"] == []
    assert view.kept_by_near == view.unmet


def test_whoever_changes_stays_named_beside_the_plan_until_it_takes_them_up(shop):
    confirm_meaning(shop, MOSSON, "p02", "réseau = aucun")
    assert plan_view(shop, MOSSON).changed.people == ("p02",)
    plan_person(shop, MOSSON, "p03", always=True)
    assert plan_view(shop, MOSSON).changed.people == ("p02",)
    plan_person(shop, MOSSON, "p02")
    assert not plan_view(shop, MOSSON).changed
    with shop.store.writing() as writer:
        offer = {**to_document(entries(shop).offers["o01"]), "places": 77}
        where = (schema.offers.c.fair == MOSSON, schema.offers.c.id == "o01")
        writer.execute(update(schema.offers).where(*where).values(document=offer))
    assert plan_view(shop, MOSSON).changed.is_frame
    redraw_plan(shop, MOSSON, at=at(shop, 9), cause="edit")
    assert not plan_view(shop, MOSSON).changed


@pytest.mark.parametrize(("hour", "minute"), [(10, 12), (14, 41), (23, 0), (3, 5)])
def test_a_rehearsal_opens_its_doors_and_goes_as_fast_as_the_wall(shop, hour, minute):
    fair, wall = entries(shop).fair, at(shop, hour, minute) + timedelta(days=900)
    opens, waited, passed = fair.moment(fair.opens), timedelta(minutes=50), timedelta(minutes=7)
    rehearsal = replace(shop, clock=lambda: wall)
    assert rehearsal.is_rehearsing(fair) is True
    assert rehearsal.day_moment(fair) == opens
    prepared = StaffReport("refused", meeting=plan(shop).meetings[5].id)
    follow_day(rehearsal, MOSSON, prepared, nonce="r")
    later = replace(shop, clock=lambda: wall + waited)
    assert later.day_moment(fair) == opens
    assert check_in(later, MOSSON, code(shop, "p01"), nonce="a").first_at == opens
    assert later.day_moment(fair) == opens
    on = replace(shop, clock=lambda: wall + waited + passed)
    assert on.day_moment(fair) == opens + passed
    assert shop.day_moment(fair) == shop.clock()


def test_a_rehearsal_of_another_date_goes_on_from_where_the_last_one_stood(shop):
    fair, wall = entries(shop).fair, at(shop, 14) + timedelta(days=900)
    first, second, third = (
        replace(shop, clock=partial(add, wall, ago))
        for ago in (timedelta(0), timedelta(days=1), timedelta(days=1, minutes=9))
    )
    check_in(first, MOSSON, code(shop, "p01"), nonce="a", at=at(shop, 11))
    assert second.day_moment(fair) == at(shop, 11)
    check_in(second, MOSSON, code(shop, "p02"), nonce="b")
    assert third.day_moment(fair) == at(shop, 11, 9)


_TWO_DAYS = st.lists(st.integers(0, 2 * 1440 - 1), min_size=2, max_size=12, unique=True).map(sorted)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(walls=_TWO_DAYS, first=st.integers(0, 3))
def test_the_moment_of_a_rehearsal_never_goes_back_behind_what_was_noted(shop, walls, first):
    fair, noted = entries(shop).fair, []
    midnight = at(shop, 0) + timedelta(days=900)
    with shop.store.writing() as writer:
        writer.execute(delete(schema.happenings))
    today = (0, fair.moment(fair.opens))
    for number, minutes in enumerate(walls):
        now = replace(shop, clock=partial(add, midnight, timedelta(minutes=minutes)))
        moment = now.day_moment(fair)
        assert max([fair.moment(fair.opens), *noted]) <= moment <= fair.moment(fair.closes)
        # Once something is noted, the clock of that date only goes on.
        assert today[0] != minutes // 1440 or moment >= today[1]
        if number >= first:
            fact = Happening(HappeningKind.ARRIVED, moment, f"n{number}", person=f"p{number:02}")
            with shop.store.writing() as writer:
                happenings.append(writer, MOSSON, fact, recorded_at=now.clock())
            noted, today = [*noted, moment], (minutes // 1440, moment)


def test_a_rehearsal_in_the_evening_begins_as_the_doors_open_and_goes_on(shop, tmp_path):
    fair, evening = entries(shop).fair, at(shop, 20) + timedelta(days=900)
    shop = replace(shop, clock=lambda: evening)
    check_in(shop, MOSSON, code(shop, "p01"), nonce="a")
    later = replace(shop, clock=lambda: evening + timedelta(minutes=12))
    assert later.day_moment(fair) == fair.moment(fair.opens) + timedelta(minutes=12)
    # The next morning before the doors nothing that was noted lies ahead.
    morning = replace(shop, clock=lambda: evening + timedelta(hours=11, minutes=30))
    check_in(later, MOSSON, code(shop, "p02"), nonce="b")
    assert morning.day_moment(fair) == fair.moment(fair.opens) + timedelta(minutes=12)


@pytest.mark.slow
def test_new_plan_cannot_be_announced_once_people_who_were_told_are_here(shop):
    check_in(shop, MOSSON, code(shop, "p01"), nonce="a", at=at(shop, 9))
    draw_plan(shop, MOSSON, seconds=20)
    with pytest.raises(FairError, match="day_began"):
        announce(shop, MOSSON)
    shown = plan_view(shop, MOSSON)
    assert (shown.number, shown.is_announced, shown.day_began) == (1, True, True)


@pytest.mark.slow
def test_two_stands_closed_at_once_are_both_followed_by_the_plan(shop):
    refused = []

    def close(stand):
        try:
            told = StaffReport("stand-closed", stand=stand)
            follow_day(shop, MOSSON, told, nonce=f"c-{stand}", at=at(shop, 9, 30))
        except FairError as error:
            refused.append(error)

    threads = [threading.Thread(target=close, args=(stand,)) for stand in ("cgi", "dell", "simax")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert refused == []
    assert {"cgi", "dell", "simax"} & {one.stand for one in plan(shop).meetings} == set()


def test_act_cut_before_the_plan_followed_is_mended_by_repeating_it(shop, monkeypatch):
    from matching.services.live import redraw_plan as acts

    def cut(*args, **kwargs):
        raise FairError("plan_moved")

    told = StaffReport("stand-closed", stand="cgi")
    with monkeypatch.context() as broken:
        broken.setattr(acts, "redraw_plan", cut)
        with pytest.raises(FairError):
            follow_day(shop, MOSSON, told, nonce="c1", at=at(shop, 9, 30))
    assert follow_day(shop, MOSSON, told, nonce="c1", at=at(shop, 9, 30)).changes
    assert "cgi" not in {one.stand for one in plan(shop).meetings}


def test_nonce_of_another_act_is_refused(shop):
    follow_day(shop, MOSSON, StaffReport("stand-closed", stand="cgi"), nonce="c1", at=at(shop, 10))
    with pytest.raises(FairError, match="nonce_used"):
        follow_day(
            shop, MOSSON, StaffReport("stand-closed", stand="dell"), nonce="c1", at=at(shop, 10)
        )
    with pytest.raises(FairError, match="nonce_used"):
        walk_in(shop, MOSSON, first_name="Zoé", fields={}, nonce="c1", at=at(shop, 10))


def test_walk_ins_at_three_tables_at_once_all_get_meetings(shop):
    found = []

    def come(number):
        fields = {"wishes": "développeuse web"}
        moment = at(shop, 9, 30)
        found.append(
            walk_in(shop, MOSSON, first_name=f"Zoé {number}", fields=fields, nonce=f"w{number}",
                    at=moment)
        )  # fmt: skip

    threads = [threading.Thread(target=come, args=(number,)) for number in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(one.check_in.call_number for one in found) == [31, 32, 33]
    planned = {one.person for one in plan(shop).meetings}
    assert {one.person for one in found} <= planned
