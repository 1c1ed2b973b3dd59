"""The page of a stand: its day in the hands of its recruiters, and of nobody else's."""

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.domain.day.happening import HappeningKind, in_force, told_outcomes
from matching.services.floor.floor_view import floor_view
from matching.services.floor.stand_day import stand_day
from matching.ui import ENTRANCE
from tests.ui.test_pages import said

MOSSON = "mosson-2023"


@pytest.fixture
def page(announced, enter_as):
    """The page as the recruiters of a stand open it."""
    enter_as(announced, Role.RECRUITER, fair=MOSSON, stand="cgi")
    app = AppTest.from_file(ENTRANCE, default_timeout=120).run()
    assert not app.exception
    return app


def first(app, beginning):
    return next(each for each in app.button if str(each.key).startswith(beginning))


def facts(shop):
    return floor_view(shop, MOSSON).facts


def test_a_person_is_called_begun_and_ends_with_a_next_step_told_to_them(page, announced):
    meeting = str(first(page, "stand.called.").key).removeprefix("stand.called.")
    page.button(key=f"stand.called.{meeting}").click().run()
    assert "écran de la salle" in said(page)
    page.button(key=f"stand.begun.{meeting}").click().run()
    assert "en cours" in said(page)
    page.text_input(key=f"stand.detail.{meeting}").set_value("mardi 4 juillet, 10 h")
    page.button(key=f"stand.second_interview.{meeting}").click().run()
    assert not page.exception
    kinds = [fact.kind for fact in facts(announced) if fact.meeting == meeting]
    expected = (HappeningKind.CALLED, HappeningKind.BEGUN, HappeningKind.OUTCOME)
    assert kinds == [*expected, HappeningKind.HELD]
    (told,) = told_outcomes(facts(announced))[meeting]
    assert (told.result, told.detail) == ("second_interview", "mardi 4 juillet, 10 h")
    page.segmented_control(key="stand.look").set_value("done").run()
    assert "mardi 4 juillet, 10 h" in said(page)


def test_words_that_must_not_count_are_pointed_at_and_the_note_is_not_kept(page, announced):
    key = str(first(page, "stand.note.").key).removesuffix(".keep")
    page.text_area(key=key).set_value("Motivée, mais enceinte")
    page.button(key=f"{key}.keep").click().run()
    assert "«\u00a0enceinte\u00a0» parle de la famille" in said(page)
    assert stand_day(announced, MOSSON, "cgi").notes == {}
    page.text_area(key=key).set_value("Motivée, libre le samedi")
    page.button(key=f"{key}.keep").click().run()
    assert "La note est gardée." in said(page)
    ((note,),) = stand_day(announced, MOSSON, "cgi").notes.values()
    assert note.words == "Motivée, libre le samedi"
    page.button(key=f"stand.erase.{note.nonce}").click().run()
    assert stand_day(announced, MOSSON, "cgi").notes == {}


@pytest.mark.slow
@pytest.mark.parametrize(
    "act",
    ["called.", "begun.", "second_interview.", "no-show.", "refused.", "break.cgi.", "leave.cgi.",
     "tables.cgi."],
)  # fmt: skip
def test_beside_what_an_act_has_said_is_its_way_back(page, announced, act):
    before = in_force(facts(announced))
    first(page, f"stand.{act}").click().run()
    assert in_force(facts(announced)) != before
    first(page, "notice.undo.").click().run()
    assert "C'est annulé." in said(page)
    assert in_force(facts(announced)) == before
    assert [each for each in page.button if str(each.key).startswith("notice.undo.")] == []


def test_an_absence_is_asked_about_before_its_hour_and_one_touch_after_it(page, announced):
    day = stand_day(announced, MOSSON, "cgi")
    ahead = {row.appointment.meeting.id: row.is_ahead for row in day.whole()}
    labels = {
        str(button.key).removeprefix("stand.no-show."): button.label
        for button in page.button
        if str(button.key).startswith("stand.no-show.")
    }
    words = {True: "Absent, quand même", False: "Absent"}
    assert labels == {meeting: words[ahead[meeting]] for meeting in labels}
    warned = [each.value for each in page.warning if "n'est pas encore venue" in each.value]
    assert len(warned) == sum(ahead[meeting] for meeting in labels) > 0
    frame = day.view.entries.fair
    over = replace(day.view, at=frame.moment(frame.closes))
    assert {over.now(meeting).is_ahead for meeting in day.meetings} == {False}


def test_a_stand_that_leaves_may_stay_after_all(page, announced):
    first(page, "stand.leave.cgi.").click().run()
    page.button(key="stand.stay.cgi").click().run()
    assert not page.exception
    assert "Départ à" not in said(page)
    assert "cgi" not in floor_view(announced, MOSSON).state.leaving


def test_the_end_of_a_break_leaves_an_earlier_end_as_it_was(page, announced):
    first(page, "stand.leave.cgi.").click().run()
    leaves = floor_view(announced, MOSSON).state.leaving
    first(page, "stand.break.cgi.").click().run()
    page.button(key="stand.reopened.cgi").click().run()
    assert floor_view(announced, MOSSON).state.leaving == leaves
    assert "cgi" not in floor_view(announced, MOSSON).state.late


def test_leaving_early_says_first_whom_it_moves_and_is_taken_back(page, announced):
    def at_stand():
        planned = floor_view(announced, MOSSON).planned
        return {meeting for meeting in planned if meeting.stand == "cgi"}

    before, leave = at_stand(), first(page, "stand.leave.cgi.")
    assert "personne" in leave.label
    leave.click().run()
    assert "Départ plus tôt" in said(page)
    first(page, "stand.take_back.").click().run()
    assert "C'est annulé." in said(page)
    assert at_stand() == before
    assert not page.exception


def test_the_whole_day_is_one_tap_away_in_lines(page, announced):
    page.segmented_control(key="stand.look").set_value("whole").run()
    shown = said(page)
    for meeting in stand_day(announced, MOSSON, "cgi").whole():
        assert f"n° {meeting.call_number} " in shown


def test_the_organiser_chooses_what_a_meeting_may_end_with(announced, visit, enter_as):
    app = visit("fair")
    chosen = f"fair.{MOSSON}.next_steps"
    app.multiselect(key=f"{chosen}.chosen").set_value(["cv_taken", "immersion"]).run()
    app.text_input(key=f"{chosen}.immersion").set_value("Visite de l'atelier")
    app.button(key="fair.next_steps.save").click().run()
    assert "La liste des suites est gardée." in said(app)
    enter_as(announced, Role.RECRUITER, fair=MOSSON, stand="cgi")
    page = AppTest.from_file(ENTRANCE, default_timeout=120).run()
    labels = [each.label for each in page.button]
    assert "Visite de l'atelier" in labels
    assert "Embauche" not in labels
    assert "Pas de suite, parce que …" in labels
