"""Rules of the day: a seat goes to somebody here, an overrun pushes its own stand alone."""

from dataclasses import replace
from datetime import time, timedelta

import pytest

from badges.code import new_code
from matching.domain.day.day_rules import DayRules
from matching.domain.errors import FairError, Invalid
from matching.domain.slots import SlotGrid
from matching.domain.terms import Contract
from matching.planning.problem.check import violations
from matching.services.door.own_day import own_day
from matching.services.door.personal_page import personal_page
from matching.services.door.welcome import check_in
from matching.services.floor.floor_view import floor_view
from matching.services.floor.hall_view import hall_view
from matching.services.floor.last_acts import last_acts
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import read_live_fair
from matching.services.live.notices.to_tell import to_tell
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.live.rules.due import DayRuleCode, due_line, rules_due
from matching.services.live.rules.follow_rules import follow_rule, follow_rules, leave_rule
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.prepare.make_fair import change_day_rules
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.fairs import moment, morning_fair, shop_in, shop_on, small_entries

MOSSON = "mosson-2023"


def entries(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def announced(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def ruled(shop, **rules):
    with shop.store.writing() as writer:
        before = fairs.read_fair(writer, MOSSON)
        after = replace(before, day_rules=DayRules(**rules))
        fairs.write_fair(writer, after, digest=fairs.digest_of(writer, MOSSON), at=shop.clock())
    return shop


def arrive(shop, people, moment):
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
    return [
        check_in(shop, MOSSON, codes[person], nonce=f"in-{person}", at=moment) for person in people
    ]


def small(folder, slots):
    """Three people who all want the one table of an agency, in a morning of so many slots."""
    closes = time(9 + slots // 4, 15 * (slots % 4))
    shop, fair = shop_in(folder), morning_fair(id=MOSSON, breaks=(), closes=closes)
    fair = replace(fair, day_rules=DayRules(no_show_minutes=5))
    known, people = small_entries(), [f"dev{number}" for number in range(3)]
    amina = known.jobseekers["amina"]
    with shop.store.writing() as writer:
        fairs.write_fair(writer, fair, digest="", at=shop.clock())
        fairs.replace_offers(writer, MOSSON, [known.exhibitors["agence"]], [known.offers["dev"]])
        for number, person in enumerate(people):
            one = replace(amina, id=person, last_name=f"Test {number}")
            fairs.add_jobseeker(writer, MOSSON, one, walk_in=False)
            code = new_code(shop.random_bytes)
            badges.issue(writer, MOSSON, person, code=code, at=shop.clock())
    draw_plan(shop, MOSSON, seconds=5)
    announce(shop, MOSSON)
    return shop


@pytest.fixture
def two_of_three(tmp_path):
    """Two slots for three people: the first is not here, and the one who has none is."""
    shop = small(tmp_path, 2)
    first = min(announced(shop))
    arrive(shop, {"dev0", "dev1", "dev2"} - {first.person}, moment(9))
    yield shop, first
    shop.store.close()


def first_of_single(shop):
    meeting = min(one for one in announced(shop) if one.length == 1)
    return meeting, SlotGrid.of(entries(shop).fair).starts[meeting.slot]


@pytest.fixture
def away(planned):
    """Everybody is here but one who is awaited; the meeting and its hour."""
    ruled(planned, no_show_minutes=5)
    meeting, begins = first_of_single(planned)
    others = set(entries(planned).jobseekers) - {meeting.person}
    arrive(planned, others, SlotGrid.of(entries(planned).fair).starts[0])
    return planned, meeting, begins


def test_a_seat_is_due_after_the_minutes_that_were_set_and_no_sooner(away):
    shop, meeting, begins = away
    assert rules_due(shop, MOSSON, at=begins + timedelta(minutes=4)).due == ()
    view = rules_due(shop, MOSSON, at=begins + timedelta(minutes=5))
    assert [(one.code, one.meeting) for one in view.due] == [(DayRuleCode.GIVE_SEAT, meeting)]
    assert str(entries(shop).call_numbers[meeting.person]) in due_line(view, view.due[0], "fr")
    ends = SlotGrid.of(entries(shop).fair).ends_at(meeting.slot, meeting.length)
    assert rules_due(shop, MOSSON, at=ends).due == ()


def test_a_rule_is_followed_before_its_plan_is_drawn_which_is_that_of_who_waits(
    away, example, tmp_path_factory
):
    shop, meeting, begins = away
    at, all_there = begins + timedelta(minutes=6), set(entries(shop).jobseekers)
    (due,) = rules_due(shop, MOSSON, at=at).due
    prompt = replace(shop, answers_within=0.0)
    answer = follow_rule(prompt, MOSSON, due.act, at=at)
    assert (answer.changes, answer.cause) == ((), "no-show")
    behind = answer.later.result(60)
    with shop_on(example.announced, tmp_path_factory.mktemp("other")) as other:
        ruled(other, no_show_minutes=5)
        arrive(other, all_there - {meeting.person}, SlotGrid.of(entries(shop).fair).starts[0])
        at_once = follow_rule(other, MOSSON, due.act, at=at)
        assert at_once.later is None
        assert announced(other) == announced(shop)
    assert behind.changes == at_once.changes


def test_nothing_is_due_where_no_rule_was_set_or_whoever_is_awaited_is_here(away):
    shop, meeting, begins = away
    at = begins + timedelta(minutes=6)
    arrive(shop, [meeting.person], at)
    assert rules_due(shop, MOSSON, at=at).due == ()
    ruled(shop)
    assert rules_due(shop, MOSSON, at=at).due == ()


def test_the_seat_goes_at_once_to_somebody_here_who_is_called_and_told_and_nobody_moves(
    two_of_three,
):
    shop, meeting = two_of_three
    at, before = moment(9, 6), set(announced(shop))
    (left_out,) = {"dev0", "dev1", "dev2"} - {one.person for one in before}
    (redrawn,) = follow_rules(shop, MOSSON, at=at)
    after = set(announced(shop))
    assert before - after == {meeting}
    assert [(one.person, one.slot) for one in after - before] == [(left_out, meeting.slot)]
    assert redrawn.cause == "no-show"
    number = entries(shop).call_numbers[left_out]
    assert [call.now for call in hall_view(shop, MOSSON, at=at).calls] == [(number,)]
    assert [row.call_number for row in to_tell(shop, MOSSON, at=at).rows] == [number]
    posed = pose_rest_of_day(read_live_fair(shop, MOSSON), at)
    assert violations(posed.problem, sorted(posed.inward(announced(shop)))) == ()


def test_a_seat_that_is_half_over_is_given_to_nobody_but_what_comes_after_is(two_of_three):
    shop, meeting = two_of_three
    at, before = moment(9, 9), set(announced(shop))
    follow_rules(shop, MOSSON, at=at)
    assert before - set(announced(shop)) <= {meeting}
    assert {one.slot for one in set(announced(shop)) - before} <= {1}


def test_a_rule_acts_once_whoever_asks_and_how_often(away):
    shop, _, begins = away
    at = begins + timedelta(minutes=6)
    act = rules_due(shop, MOSSON, at=at).due[0].act
    follow_rule(shop, MOSSON, act, at=at)
    plan = announced(shop)
    with pytest.raises(FairError, match="rule_not_due"):
        follow_rule(shop, MOSSON, act, at=at)
    assert follow_rules(shop, MOSSON, at=at) == ()
    assert announced(shop) == plan


def test_what_a_rule_did_is_among_the_last_acts_and_taken_back_it_does_not_come_again(away):
    shop, meeting, begins = away
    at = begins + timedelta(minutes=6)
    act = rules_due(shop, MOSSON, at=at).due[0].act
    follow_rule(shop, MOSSON, act, at=at)
    view = floor_view(shop, MOSSON, at=at)
    assert act in {one.nonce for one in last_acts(view)}
    follow_day(shop, MOSSON, StaffReport("undo", act=act), nonce="u", at=at)
    assert meeting.id not in floor_view(shop, MOSSON, at=at).state.missed
    assert rules_due(shop, MOSSON, at=at).due == ()


def test_a_person_may_wait_longer_and_is_asked_again_as_many_minutes_later(away):
    shop, meeting, begins = away
    at = begins + timedelta(minutes=6)
    act, plan = rules_due(shop, MOSSON, at=at).due[0].act, announced(shop)
    leave_rule(shop, MOSSON, act, at=at)
    assert rules_due(shop, MOSSON, at=at).due == ()
    again = rules_due(shop, MOSSON, at=begins + timedelta(minutes=10)).due
    assert [one.meeting for one in again] == [meeting]
    assert again[0].act != act
    assert announced(shop) == plan


def test_whoever_comes_late_gets_another_place(tmp_path):
    shop = small(tmp_path, 4)
    meeting = min(announced(shop))
    others = {"dev0", "dev1", "dev2"} - {meeting.person}
    arrive(shop, others, moment(9))
    follow_rules(shop, MOSSON, at=moment(9, 6))
    assert {one.person for one in announced(shop)} == others
    kept = set(announced(shop))
    (answer,) = arrive(shop, [meeting.person], moment(9, 10))
    (given,) = set(announced(shop)) - kept
    assert (given.person, given.slot) == (meeting.person, 3)
    assert [one.meeting for one in answer.next] == [given]
    assert to_tell(shop, MOSSON, at=moment(9, 10)).rows == ()
    # what they were absent from before stands everywhere at its new hour, under the same name
    now = replace(shop, clock=lambda: moment(9, 41))
    assert given.id == meeting.id
    with now.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[given.person]
    assert [one.meeting for one in own_day(now, code, "fr").next] == [given]
    assert [one.meeting for one in personal_page(now, MOSSON, given.person).next] == [given]
    view = floor_view(now, MOSSON)
    assert [one.id for one in view.meetings() if view.still.has(one)][-1] == given.id
    shop.store.close()


def triples(row):
    return [row[number : number + 3] for number in range(len(row) - 2)]


@pytest.fixture
def running_over(planned):
    """Everybody is here; a stand of one table has held its first meeting, and the second lasts."""
    ruled(planned, overrun_minutes=5)
    known, grid = entries(planned), SlotGrid.of(entries(planned).fair)
    arrive(planned, known.jobseekers, grid.starts[0])
    for stand, exhibitor in sorted(known.exhibitors.items()):
        mine = sorted(one for one in announced(planned) if one.stand == stand)
        follows = [
            (first, second, third)
            for first, second, third in triples(mine)
            if exhibitor.tables == 1
            and second.slot == first.slot + first.length
            and third.slot == second.slot + second.length
            and grid.ends_at(second.slot) == grid.starts[third.slot]
        ]
        if follows:
            first, _, third = follows[0]
            held = StaffReport("held", meeting=first.id)
            follow_day(planned, MOSSON, held, nonce="h", at=grid.ends_at(first.slot))
            return planned, third, grid.starts[third.slot]
    return pytest.fail("no stand of the example meets three people in a row")


def test_an_overrun_puts_off_the_next_meeting_of_its_stand_and_nobody_elses(running_over):
    shop, awaited, begins = running_over
    assert rules_due(shop, MOSSON, at=begins + timedelta(minutes=4)).due == ()
    at = begins + timedelta(minutes=5)
    view = rules_due(shop, MOSSON, at=at)
    assert [(one.code, one.meeting) for one in view.due] == [(DayRuleCode.PUT_OFF, awaited)]
    before = set(announced(shop))
    redrawn = follow_rule(shop, MOSSON, view.due[0].act, at=at)
    after = set(announced(shop))
    assert before - after == {awaited}
    assert {change.person for change in redrawn.changes} == {awaited.person}
    assert [change.now.stand for change in redrawn.changes] == [awaited.stand]
    assert all(change.now.slot > awaited.slot for change in redrawn.changes)
    assert rules_due(shop, MOSSON, at=at).due == ()
    follow_day(shop, MOSSON, StaffReport("undo", act=view.due[0].act), nonce="u", at=at)
    assert floor_view(shop, MOSSON, at=at).state.late == {}


def test_whoever_is_put_off_waits_for_their_stand_and_gets_no_chair_of_an_hour_begun(tmp_path):
    shop = small(tmp_path, 4)
    ruled(shop, overrun_minutes=5)
    arrive(shop, {"dev0", "dev1", "dev2"}, moment(9))
    first, _, awaited = sorted(announced(shop))
    follow_day(shop, MOSSON, StaffReport("held", meeting=first.id), nonce="h", at=moment(9, 14))
    # a stand comes that suits better, and is empty all day
    known = small_entries()
    beside = replace(known.exhibitors["agence"], id="studio", name="Studio (fictif)", stand="C1")
    same = replace(known.offers["dev"], id="studio-dev", exhibitor="studio")
    far = replace(known.offers["dev"], contracts=(Contract.INTERIM,))
    with shop.store.writing() as writer:
        stands = [known.exhibitors["agence"], beside]
        fairs.replace_offers(writer, MOSSON, stands, [far, same])
    (due,) = rules_due(shop, MOSSON, at=moment(9, 35)).due
    assert (due.code, due.meeting.id) == (DayRuleCode.PUT_OFF, awaited.id)
    redrawn = follow_rule(shop, MOSSON, due.act, at=moment(9, 35))
    assert [(one.person, one.now.stand, one.now.slot) for one in redrawn.changes] == [
        (awaited.person, "agence", 3)
    ]
    shop.store.close()


@pytest.mark.parametrize(
    ("field", "value"), [("no_show_minutes", -1), ("overrun_minutes", 121), ("decides", "nobody")]
)
def test_rules_that_cannot_be_are_refused(field, value):
    with pytest.raises(Invalid) as told:
        DayRules(**{field: value})
    assert told.value.field == field


def test_the_form_keeps_the_rules_and_changes_nothing_else(planned):
    before = entries(planned).fair
    typed = {"no_show_minutes": "7", "overrun_minutes": "", "decides": "rule"}
    change_day_rules(planned, MOSSON, typed, exits_by_scan=True)
    rules = DayRules(no_show_minutes=7, decides="rule")
    assert entries(planned).fair == replace(before, day_rules=rules, exits_by_scan=True)
    with pytest.raises(Invalid):
        change_day_rules(planned, MOSSON, {"no_show_minutes": "dix"}, exits_by_scan=True)
