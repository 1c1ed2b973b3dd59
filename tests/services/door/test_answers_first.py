"""Whoever comes is answered before their meetings are drawn; those come out behind, the same."""

from dataclasses import replace

import pytest

from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.door.personal_page import personal_page
from matching.services.door.walk_in import walk_in, with_meetings
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.live.behind import is_awaited
from matching.services.live.notices.to_tell import to_tell
from matching.services.live.redraw_plan import plan_person_behind
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges
from tests.fairs import all_come, shop_on
from tests.held_plans import failing, holding
from tests.services.live.test_behind import none_is_preparing

MOSSON = "mosson-2023"


def at_slot(shop, slot, **changes):
    with shop.store.reading() as reader:
        moment = SlotGrid.of(fairs.read_fair(reader, MOSSON)).starts[slot]
    return replace(shop, clock=lambda: moment, **changes)


@pytest.fixture
def shop(planned):
    """The example fair an hour after opening; no answer waits for a plan."""
    return at_slot(planned, 2, answers_within=0.0)


@pytest.fixture
def patient(shop, example, tmp_path_factory):
    """The same fair in another store, where every answer waits for its plan."""
    with shop_on(example.announced, tmp_path_factory.mktemp("other")) as other:
        yield replace(other, clock=shop.clock)


@pytest.fixture
def held(monkeypatch):
    """Plans wait until the test lets them go."""
    with holding(monkeypatch, "release") as go:
        yield go


def comes(shop, **said):
    fields = {"wishes": "développeur web"}
    return walk_in(shop, MOSSON, first_name="Imprévu", fields=fields, nonce="walk", **said)


def of_day(shop):
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
        return plan, happenings.read_happenings(reader, MOSSON)


def met(shop, person):
    return {one.as_told for one in of_day(shop)[0].meetings if one.person == person}


def hours(appointments):
    return [(one.starts_at, one.exhibitor.id) for one in appointments]


def test_a_walk_in_has_number_and_code_before_meetings(shop, held):
    welcomed = comes(shop)
    assert welcomed.check_in.status is CheckInStatus.ACCEPTED
    assert welcomed.check_in.call_number == 31
    assert welcomed.code
    assert (welcomed.check_in.next, welcomed.redrawn) == ((), ())
    assert met(shop, welcomed.person) == set()
    held.set()
    whole = with_meetings(shop, MOSSON, welcomed)
    assert hours(whole.check_in.next) == hours(personal_page(shop, MOSSON, whole.person).next)
    assert whole.check_in.next
    assert whole.later is None
    assert with_meetings(shop, MOSSON, whole) is whole


def test_meetings_behind_an_answer_are_those_of_a_walk_in_who_waits(shop, patient):
    behind = with_meetings(shop, MOSSON, comes(shop))
    at_once = comes(patient)
    assert at_once.later is None
    assert hours(behind.check_in.next) == hours(at_once.check_in.next)
    assert of_day(shop)[0].meetings == of_day(patient)[0].meetings
    assert behind.moved == at_once.moved


def test_only_whoever_came_is_said_to_wait_for_meetings(shop, held):
    welcomed = comes(shop)
    assert is_awaited(shop, MOSSON, welcomed.person)
    assert not is_awaited(shop, MOSSON, "p01")
    assert not is_awaited(shop, "another", welcomed.person)
    held.set()
    welcomed.later.result(60)
    assert none_is_preparing(shop)
    assert not is_awaited(shop, MOSSON, welcomed.person)


def test_a_double_tap_registers_and_plans_once(shop, patient, held):
    first, second = comes(shop), comes(shop)
    held.set()
    for welcomed in (first, second):
        welcomed.later.result(60)
    comes(patient)
    assert (first.person, first.code) == (second.person, second.code)
    plan, facts = of_day(shop)
    assert plan.meetings == of_day(patient)[0].meetings
    assert len([one for one in facts if one.person == first.person]) == 1


def test_a_plan_that_cannot_follow_is_told_where_the_meetings_would_stand(shop, monkeypatch):
    with failing(monkeypatch, "release", FairError("plan_moved", fair=MOSSON)):
        welcomed = comes(shop)
    with pytest.raises(FairError) as error:
        with_meetings(shop, MOSSON, welcomed)
    assert error.value.code == "plan_moved"


def too_late(shop):
    """Somebody whose meetings are over after a while, their code, and the shop at that moment."""
    all_meetings = of_day(shop)[0].meetings
    last = {one.person: one.slot + one.length for one in sorted(all_meetings)}
    person = min(sorted(last), key=lambda one: last[one])
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)[person]
    return person, code, last[person]


def test_who_comes_late_is_in_before_seats_are_sought(shop, patient, held):
    person, code, slot = too_late(shop)
    shop, patient = at_slot(shop, slot, answers_within=0.0), at_slot(patient, slot)
    answer = check_in(shop, MOSSON, code, nonce="late")
    assert (answer.status, answer.next, answer.is_late) == (CheckInStatus.ACCEPTED, (), True)
    assert is_awaited(shop, MOSSON, person)
    assert [one.nonce for one in of_day(shop)[1]] == ["late"]
    held.set()
    assert none_is_preparing(shop)
    seated = check_in(patient, MOSSON, code, nonce="late")
    assert hours(personal_page(shop, MOSSON, person).next) == hours(seated.next) != []


def test_who_came_late_stays_on_the_list_of_those_to_tell_until_a_screen_has_shown_it(
    shop, patient
):
    person, code, slot = too_late(shop)
    shop, patient = at_slot(shop, slot, answers_within=0.0), at_slot(patient, slot)
    check_in(shop, MOSSON, code, nonce="late")
    assert none_is_preparing(shop)
    assert person in {row.person for row in to_tell(shop, MOSSON).rows}
    check_in(patient, MOSSON, code, nonce="late")
    assert person not in {row.person for row in to_tell(patient, MOSSON).rows}


def test_answers_given_at_a_screen_are_followed_behind(shop, patient, held):
    all_come(shop, MOSSON)
    all_come(patient, MOSSON)
    person = min(of_day(shop)[0].meetings).person
    plan_person_behind(shop, MOSSON, person)
    assert is_awaited(shop, MOSSON, person)
    held.set()
    assert none_is_preparing(shop)
    plan_person_behind(patient, MOSSON, person)
    assert met(shop, person) == met(patient, person)
