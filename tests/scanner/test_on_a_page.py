"""The same scanner inside a page of the app: the page runs again, the scanner stays."""

import pytest

from tests.scanner.conftest import answered, camera, chromium, scan, tablet_of
from tests.scanner.film import empty_table
from tests.scanner.real_door import FAIR, real_app

pytestmark = pytest.mark.browser
APP = """
import streamlit as st

from matching.ui.session import shop
from matching.web.routes import guards, routes

app = st.App("page.py", routes=routes(shop), middleware=guards(shop))
"""
PAGE = f"""
import streamlit as st

from matching.ui.scanner import draw_scanner


def heard():
    st.session_state["heard"] = st.session_state.get("heard", 0) + 1


language = st.segmented_control("language", ["fr", "en"], default="fr", required=True)
answer = draw_scanner("{FAIR}", language=language, station="accueil", on_answer=heard)
st.text_input("Nom", key="name")
st.write(f"answers: {{st.session_state.get('heard', 0)}}")
st.write(f"last: {{answer and answer['kind']}}")
"""


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    folder = tmp_path_factory.mktemp("page")
    (folder / "app.py").write_text(APP)
    (folder / "page.py").write_text(PAGE)
    film = empty_table(folder / "table.mjpeg")
    with real_app(folder, folder / "app.py") as door, chromium(*camera(film)) as browser:
        yield door, browser


@pytest.fixture
def page(app):
    door, browser = app
    with tablet_of(browser, door, viewport={"width": 1280, "height": 800}) as tablet:
        door.let_in(tablet)
        page = tablet.new_page()
        page.goto(door.address)
        page.get_by_text("answers: 0").wait_for()
        page.get_by_role("button", name="Enregistrer l'arrivée").wait_for()
        yield page


def code_of(app, person):
    return app[0].codes[person]


def type_code(page, code):
    page.get_by_label("Ou tapez les 10 signes").fill(code)
    page.get_by_role("button", name="Enregistrer l'arrivée").click()


def test_page_hears_each_answer_once_and_the_scanner_stays(page, app):
    page.get_by_role("button", name="Ouvrir la caméra").click()
    page.locator(".camera[data-state=on]").wait_for()
    page.evaluate("window.before = document.querySelector('video')")
    type_code(page, code_of(app, "p01"))
    answered(page, "accepted")
    page.get_by_text("answers: 1").wait_for()
    page.get_by_text("last: accepted").wait_for()
    type_code(page, code_of(app, "p01"))
    answered(page, "already")
    page.get_by_text("answers: 2").wait_for()
    page.get_by_text("last: already").wait_for()
    assert page.locator("video").count() == 1
    assert page.locator(".camera[data-state=on]").is_visible()
    arrivals = [fact.person for fact in app[0].arrivals]
    assert arrivals.count("p01") == 1


def test_camera_waits_to_be_asked_the_first_time_only(page):
    page.get_by_role("button", name="Ouvrir la caméra").click()
    page.locator(".camera[data-state=on]").wait_for()
    page.reload()
    page.locator(".camera[data-state=on]").wait_for()


def test_scanner_speaks_the_language_of_the_page(page):
    page.get_by_text("en", exact=True).first.click()
    page.get_by_role("button", name="Sign in").wait_for()


def test_badge_scanned_by_hand_into_a_field_of_the_page_is_heard(page, app):
    field = page.get_by_label("Nom")
    field.fill("dup")
    field.focus()
    page.wait_for_timeout(300)
    scan(page, code_of(app, "p02"))
    answered(page, "accepted")
    page.get_by_text("answers: 1").wait_for()
    assert field.input_value() == "dup"
