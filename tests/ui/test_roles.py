"""What each role sees, and what nobody sees without a code."""

import pytest
from streamlit.testing.v1 import AppTest

from matching.domain.access import Role
from matching.phrases import say
from matching.services.access.enter import close_screen, open_screens
from matching.services.access.give_access import first_access, read_accesses, revoke_access
from matching.services.access.hall_address import likely_address
from matching.services.door.welcome import Scan
from matching.store import fairs
from matching.store.people import badges
from matching.ui import ENTRANCE, shell
from matching.ui.moments import Questionnaire
from tests.fairs import take_scan
from tests.ui.test_pages import said
from tests.ui.visiting import page_of

MOSSON = "mosson-2023"


def opened():
    app = AppTest.from_file(ENTRANCE, default_timeout=60).run()
    assert not app.exception
    return app


def links(app):
    return [one.label for one in app.sidebar.get("page_link")]


@pytest.mark.slow
def test_nobody_sees_anything_without_a_code(mosson):
    app = opened()
    assert "Cet écran a été fermé" in said(app)
    assert links(app) == []
    assert app.title.values == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.DOOR, ["Accueil", "Questions", "Salle", "À prévenir", "Doublons", "Aide"]),
        (Role.DATA, ["Fichiers", "Bilan", "Droits", "Aide"]),
    ],
)
def test_a_role_has_its_own_pages(mosson, enter_as, role, pages):
    enter_as(mosson, role)
    assert links(opened()) == pages


def test_a_recruiter_sees_their_own_stand_and_nobody_elses(announced, enter_as):
    enter_as(announced, Role.RECRUITER, fair=MOSSON, stand="cgi")
    app = opened()
    assert links(app) == ["Correspondances", "Au stand", "Aide"]
    assert app.title.values == ["Au stand"]
    app.switch_page(page_of("matches")).run()
    assert app.tabs == []
    assert [one.label for one in app.selectbox if one.label == "Stand"] == ["Stand"]
    (stands,) = [one for one in app.selectbox if one.label == "Stand"]
    assert [option.split(maxsplit=1)[1] for option in stands.options] == ["CGI"]


@pytest.mark.slow
def test_recruiters_note_what_a_meeting_led_to_by_one_tap_and_take_it_back(announced, enter_as):
    enter_as(announced, Role.RECRUITER, fair=MOSSON, stand="cgi")
    app = opened()
    (first, *_) = [one.key for one in app.button if str(one.key).startswith("stand.cv_taken.")]
    app.button(key=first).click().run()
    assert "C'est noté\xa0: CV pris ou à donner." in said(app)
    app.segmented_control(key="stand.look").set_value("done").run()
    assert "CV pris" in said(app)
    (undo,) = [one for one in app.button if str(one.key).startswith("stand.undo.")]
    undo.click().run()
    assert "C'est annulé." in said(app)
    app.segmented_control(key="stand.look").set_value("next").run()
    absent = first.replace("cv_taken", "no-show")
    app.button(key=absent).click().run()
    assert "C'est noté\xa0: Absent." in said(app)
    app.segmented_control(key="stand.look").set_value("done").run()
    assert "personne absente" in said(app)
    assert not app.exception


@pytest.mark.slow
def test_a_screen_whose_access_is_taken_back_is_closed_at_the_next_touch(mosson, enter_as):
    enter_as(mosson)
    enter_as(mosson, Role.DOOR)
    app = opened()
    assert links(app)
    revoke_access(mosson, 2)
    app.run()
    assert links(app) == []


@pytest.fixture
def ended(announced, enter_as, monkeypatch):
    """A screen of a role on which a language was touched, closed; the lines said of its end."""
    lines = []
    monkeypatch.setattr(shell, "draw_closing", lambda _left, **words: lines.append(words["ended"]))

    def closed(role, touched="", **address):
        enter_as(announced)
        enter_as(announced, role, fair=MOSSON)
        app = opened()
        app.session_state["parvis.Questionnaire"] = Questionnaire(language=touched)
        for name, value in address.items():
            app.query_params[name] = value
        app.run()
        revoke_access(announced, 2)
        return app.run(), lines

    return closed


@pytest.mark.parametrize(
    ("role", "touched", "told"),
    [
        (Role.KIOSK, "", [("kiosk.closed", "fr")] * 2),
        (Role.KIOSK, "uk", [("kiosk.closed", "uk")] * 2),
        (Role.HALL, "", [("kiosk.closed", "fr")] * 2),
        (Role.DOOR, "uk", [("shell.screen_ended", "fr"), ("shell.screen_closed", "fr")]),
    ],
)
def test_the_end_of_a_screen_is_told_to_visitors_in_their_words_and_to_staff_in_theirs(
    ended, role, touched, told
):
    app, lines = ended(role, touched)
    assert [lines[-1], app.warning[0].value] == [say(*words) for words in told]


def test_the_way_in_leads_back_to_a_wall_as_its_address_asked_for_it(ended):
    app, _ = ended(Role.HALL, look="dark")
    assert [one.proto.url for one in app.get("link_button")] == [
        "/enter?next=%2Fhall%3Flook%3Ddark"
    ]


@pytest.mark.slow
def test_the_organiser_gives_an_access_whose_code_is_shown_once(mosson, visit):
    app = visit("accesses")
    app.text_input(key="accesses.name").set_value("Tablette de la porte")
    app.button(key="accesses.give").click().run()
    assert "02-" in said(app)
    assert [one.name for one in read_accesses(mosson)] == ["organiser", "Tablette de la porte"]
    app.run()
    assert "02-" not in said(app)


@pytest.mark.slow
def test_an_access_of_a_stand_names_it(mosson, visit):
    app = visit("accesses")
    app.segmented_control(key="accesses.role").set_value(Role.RECRUITER).run()
    app.text_input(key="accesses.name").set_value("Stand")
    app.button(key="accesses.give").click().run()
    stand = read_accesses(mosson)[-1].stand
    assert [line for line in said(app).splitlines() if line.endswith(f"· {stand}")] == []
    assert "Stand\xa0: code 02-" in said(app)


@pytest.mark.slow
def test_every_stand_gets_an_access_once(mosson, visit):
    app = visit("accesses")
    app.button(key="accesses.every").click().run()
    assert len(read_accesses(mosson)) == 1 + 22
    app.button(key="accesses.every").click().run()
    assert len(read_accesses(mosson)) == 1 + 22


@pytest.mark.slow
def test_new_cards_for_every_stand_wait_for_an_address_that_phones_can_open(mosson, visit):
    app = visit("accesses")
    app.button(key="accesses.cards").click().run()
    assert len(read_accesses(mosson)) == 1
    app.text_input(key="accesses.address").set_value("https://192.168.1.20:8501").run()
    assert likely_address(mosson) == "https://192.168.1.20:8501"
    app.button(key="accesses.cards").click().run()
    assert len(read_accesses(mosson)) == 1 + 22
    assert app.button(key="print.accesses.print").label == say("accesses.cards_print", "fr")


@pytest.mark.slow
def test_the_foot_of_a_page_tells_the_organiser_of_a_badge_read_by_two_tablets(mosson, enter_as):
    with mosson.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
        frame = fairs.read_fair(reader, MOSSON)
    read_at = frame.moment(frame.opens)
    for nonce, station in (("a", "t1"), ("b", "t2")):
        take_scan(mosson, Scan(MOSSON, code, nonce, station, read_at))
    enter_as(mosson, Role.DOOR)
    assert "p01" not in said(opened())
    enter_as(mosson)
    assert "deux tablettes hors ligne ont lu le badge du n° 1 (" in said(opened())


@pytest.mark.slow
def test_a_lost_tablet_is_closed_from_the_organisers_page(mosson, visit, enter_as):
    enter_as(mosson, Role.DOOR)
    lost = open_screens(mosson)[0].visitor.session
    app = visit("accesses")
    app.button(key=f"accesses.close.{lost}").click().run()
    assert lost not in {one.visitor.session for one in open_screens(mosson)}


@pytest.mark.slow
def test_a_click_on_a_page_whose_screen_was_closed_does_nothing(mosson, visit):
    app = visit("accesses")
    app.text_input(key="accesses.name").set_value("Intrus")
    (screen,) = open_screens(mosson)
    close_screen(mosson, screen.visitor.session)
    app.button(key="accesses.give").click().run()
    assert [one.name for one in read_accesses(mosson)] == ["organiser"]
    assert links(app) == []


@pytest.mark.slow
def test_an_organiser_of_one_fair_gives_no_access(mosson, enter_as):
    enter_as(mosson, Role.ORGANISER, fair=MOSSON)
    assert "Accès" not in links(opened())
    assert "Fichiers" not in links(opened())


@pytest.mark.slow
def test_whoever_takes_back_their_own_access_sees_nothing_more(mosson, visit):
    first_access(mosson, name="Relève")
    app = visit("accesses")
    own = next(one.number for one in read_accesses(mosson) if one.name == "organiser")
    app.button(key=f"accesses.revoke.{own}").click().run()
    assert [one.name for one in read_accesses(mosson)] == ["Relève"]
    assert not app.button
    assert "fermé" in app.warning[0].value


@pytest.mark.slow
def test_the_door_sees_the_floor_before_a_plan_without_a_way_to_pages_that_are_not_its_own(
    mosson, enter_as
):
    enter_as(mosson, Role.DOOR)
    app = opened().switch_page(page_of("floor")).run()
    assert not app.exception
    assert "Planning" not in [link.label for link in app.main.get("page_link")]
