"""No page has a fault that keeps somebody out: axe-core looks at each, role by role."""

import pytest
from axe_playwright_python.sync_playwright import Axe

from matching.domain.access import Act, Role
from matching.phrases import say
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.shop.shop import open_shop
from matching.ui.shell import PAGES
from tests.browser.conftest import screen_of

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOSSON = "mosson-2023"
SEVERE = {"serious", "critical"}
# Streamlit may put the style sheet in a second after the words: a page is judged as it is read.
STANDS = """() => document.querySelector('[data-test-script-state=notRunning]')
    && [...document.querySelectorAll('style')].some(
        sheet => sheet.textContent.includes('stCaptionContainer'))"""


def cookie_of(url, role):
    shop = open_shop(url)
    of = {} if role is Role.ORGANISER else {"fair": MOSSON}
    if role is Role.RECRUITER:
        of["stand"] = "cgi"
    given = give_access(shop, name=role.value, role=role, **of).access
    cookie = open_station(shop, given.number, station="Essai").cookie
    shop.store.close()
    return cookie, [name for name in PAGES if given.may(Act(name))]


def faults(page):
    found = Axe().run(page).response["violations"]
    return {
        one["id"]: [node["html"][:200] for node in one["nodes"]]
        for one in found
        if one["impact"] in SEVERE or one["id"] == "heading-order"
    }


@pytest.mark.parametrize("role", [Role.ORGANISER, Role.DOOR, Role.RECRUITER, Role.DATA])
def test_no_page_of_a_role_has_a_serious_fault_before_the_day(served, role):
    """In the middle of it, in both looks: `test_colours`."""
    cookie, names = cookie_of(served[2], role)
    seen = {}
    with screen_of(served, cookie) as page:
        for name in names:
            page.goto(f"{served[0]}/{name}")
            page.get_by_role("heading", level=1).first.wait_for()
            page.get_by_text("la base répond").wait_for()
            page.wait_for_function(STANDS)
            if found := faults(page):
                seen[name] = found
    assert seen == {}


def test_an_organiser_of_one_fair_reads_that_a_page_of_visitors_has_a_screen_of_its_own(served):
    shop = open_shop(served[2])
    given = give_access(shop, name="Un forum", role=Role.ORGANISER, fair=MOSSON).access
    cookie = open_station(shop, given.number, station="Essai").cookie
    shop.store.close()
    with screen_of(served, cookie) as page:
        page.goto(f"{served[0]}/faces")
        page.get_by_text(say("shell.back", "fr")).wait_for()
        assert page.locator("[data-testid=stException]").count() == 0
