"""Screens that answer before meetings are drawn: they say so, and fill in once those are there."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.phrases import SPOKEN, say
from matching.services.door.personal_page import personal_page
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.notices.to_tell import to_tell
from matching.services.shop.refusals import sentences_of
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.entries import withdraw_person
from matching.ui import ENTRANCE
from matching.ui.parts.shell import planned
from tests.held_plans import failing, holding
from tests.services.door.test_answers_first import too_late
from tests.services.live.test_behind import none_is_preparing
from tests.ui.test_door import hours_of
from tests.ui.test_pages import MOSSON, code_of, said, stored

SHEET, BADGE = ("print.{}.print", "print.{}.print_badge")


@pytest.fixture(autouse=True)
def held(monkeypatch, plans_awaited):
    """No tap waits for its plan, and plans wait until the test lets them go."""
    monkeypatch.setattr(planned, "ANSWERS_WITHIN", 0.0)
    with holding(monkeypatch, "release") as go:
        yield go


def touch(app, key):
    app.button(key=key).click().run()
    assert not app.exception
    return app


def told(shop):
    facts = stored(shop, happenings.read_happenings, MOSSON)
    return [one.person for one in facts if one.kind.value == "told"]


def newest(shop):
    known = stored(shop, fairs.read_entries, MOSSON).call_numbers
    return max(known, key=known.get)


@pytest.mark.parametrize("language", SPOKEN)
def test_the_end_at_the_kiosk_says_that_meetings_are_drawn_and_fills_in(
    announced, enter_as, held, language
):
    enter_as(announced, Role.KIOSK)
    kiosk = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    touch(kiosk, f"kiosk.speak.{language}")
    touch(kiosk, "kiosk.no_badge")
    kiosk.text_input(key="kiosk.first_name").set_value("Zahra")
    touch(kiosk, "kiosk.start")
    assert say("ask.contracts", language) in said(kiosk)
    touch(kiosk, "ask.stop")
    person = newest(announced)
    assert say("ask.preparing", language) in said(kiosk)
    assert say("ask.no_meeting", language) not in said(kiosk)
    assert len(kiosk.metric) == 2
    held.set()
    assert none_is_preparing(announced)
    kiosk.run()
    assert say("ask.preparing", language) not in said(kiosk)
    mine = personal_page(announced, MOSSON, person).next
    assert said(kiosk).count(":material/location_on:") == len(mine)


def test_nobody_is_told_of_meetings_that_a_screen_has_not_shown_yet(announced, enter_as, held):
    enter_as(announced, Role.KIOSK)
    kiosk = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    touch(kiosk, "kiosk.no_badge")
    kiosk.text_input(key="kiosk.first_name").set_value("Zahra")
    touch(kiosk, "kiosk.start")
    touch(kiosk, "ask.contracts.training")
    touch(kiosk, "ask.next")
    touch(kiosk, "ask.stop")
    assert told(announced) == []
    held.set()
    assert none_is_preparing(announced)
    kiosk.run()
    kiosk.run()
    assert told(announced) in ([], [newest(announced)])
    touch(kiosk, "kiosk.finish")
    assert say("ask.meetings", "fr") not in said(kiosk)


def test_a_walk_in_at_the_desk_has_a_number_first_and_the_sheet_waits_for_meetings(
    announced, visit, held
):
    app = visit("welcome")
    app.text_input(key="walk_in.first_name").set_value("Ousmane")
    touch(app, "walk_in.register")
    person = newest(announced)
    assert say("walk_in.preparing", "fr") in said(app)
    assert hours_of(app) == []
    assert app.button(key=SHEET.format("walk_in")).disabled
    assert not app.button(key=BADGE.format("walk_in")).disabled
    held.set()
    assert none_is_preparing(announced)
    app.run()
    assert say("walk_in.preparing", "fr") not in said(app)
    assert not app.button(key=SHEET.format("walk_in")).disabled
    now = [f"{one.starts_at:%H:%M}" for one in personal_page(announced, MOSSON, person).next]
    assert hours_of(app) == now != []
    app.run()
    assert told(announced) in ([], [person])


MOVED = FairError("plan_moved", fair=MOSSON)
FAILURES = (
    (MOVED, " ".join(sentences_of(MOVED, "fr"))),
    (ValueError("broken"), say("change.not_planned", "fr")),
)


@pytest.mark.parametrize("failure", FAILURES)
def test_a_plan_that_cannot_follow_a_walk_in_is_said_and_the_person_keeps_number_and_code(
    announced, visit, monkeypatch, failure
):
    error, sentence = failure
    with failing(monkeypatch, "release", error):
        app = visit("welcome")
        app.text_input(key="walk_in.first_name").set_value("Ousmane")
        touch(app, "walk_in.register")
    assert none_is_preparing(announced)
    for _ in range(2):  # as long as the person is in sight, not in one drawing of the page alone
        app.run()
        assert not app.exception
        (why,) = app.error
        assert " ".join(why.value.replace("\\", "").split()) == " ".join(sentence.split())
        assert say("walk_in.preparing", "fr") not in said(app)
        assert say("walk_in.welcome", "fr", name="Ousmane") in said(app)


def meetings(shop):
    return sorted(stored(shop, plans.announced_plan, MOSSON).meetings)


def hour(shop, slot):
    return SlotGrid.of(stored(shop, fairs.read_fair, MOSSON)).starts[slot]


def comes(shop, visit, monkeypatch, person, moment):
    """The page of the door at a moment when somebody has just shown their badge."""
    monkeypatch.setattr(planned.session, "shop", lambda: replace(shop, clock=lambda: moment))
    app = visit("welcome")
    app.text_input(key="door.code").set_value(code_of(shop, person))
    return touch(app, "door.sign_in")


def test_who_comes_late_is_in_and_what_is_left_fills_in_where_they_were_answered(
    announced, visit, held, monkeypatch
):
    person, _, slot = too_late(announced)
    app = comes(announced, visit, monkeypatch, person, hour(announced, slot))
    assert say("door.preparing", "fr") in said(app)
    assert hours_of(app) == []
    assert app.button(key=SHEET.format("door")).disabled
    assert told(announced) == []
    held.set()
    assert none_is_preparing(announced)
    app.run()
    app.run()
    assert say("door.preparing", "fr") not in said(app)
    assert len(hours_of(app)) > 0
    assert told(announced) == [person]


def misses_one(shop):
    """The second meeting of somebody whose first is over before it, and the moment when it is."""
    firsts = {}
    for one in meetings(shop):
        first = firsts.setdefault(one.person, one)
        if first.slot + first.length < one.slot:
            return one, hour(shop, first.slot + first.length)
    raise AssertionError("nobody has an hour between two meetings")


@pytest.mark.parametrize(
    "failure", [(MOVED, []), (ValueError("broken"), [say("change.not_planned", "fr")])]
)
def test_who_comes_late_and_for_whom_no_plan_is_drawn_is_to_be_told_what_is_new(
    announced, visit, monkeypatch, failure
):
    error, sentences = failure
    meeting, moment = misses_one(announced)
    moved = StaffReport("stand-moved", stand=meeting.stand, sign="Z9")
    with failing(monkeypatch, "release", error):
        follow_day(announced, MOSSON, moved, nonce="moved", at=moment)
        app = comes(announced, visit, monkeypatch, meeting.person, moment)
        assert say("door.preparing", "fr") in said(app)
    assert none_is_preparing(announced)
    for _ in range(2):
        app.run()
        assert not app.exception
        assert [one.value.replace("\\", "") for one in app.error] == sentences
    assert told(announced) == []
    assert meeting.person in {row.person for row in to_tell(planned.session.shop(), MOSSON).rows}


def test_whoever_is_taken_off_the_list_while_meetings_are_drawn_leaves_a_page_that_is_drawn(
    announced, visit, held, monkeypatch
):
    person, _, slot = too_late(announced)
    app = comes(announced, visit, monkeypatch, person, hour(announced, slot))
    with announced.store.writing() as writer:
        withdraw_person(writer, MOSSON, person)
    held.set()
    assert none_is_preparing(announced)
    app.run()
    assert not app.exception
    assert [one.value for one in app.error] == []
    assert told(announced) == []
