"""The day of a screen ends: said before, and then, with what was typed in sight and a way in."""

import re
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from matching.domain.access import Role
from matching.phrases import say
from matching.services.shop.shop import open_shop
from matching.store import schema
from tests.browser.conftest import entered, screen_of, settle

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LINE = ".screen-ends"


def opened(served, role, **of):
    """The cookie of a screen, and its session."""
    shop = open_shop(served[2])
    screen = entered(shop, role, **of)
    shop.store.close()
    return screen.cookie, screen.visitor.session


def let_end(served, session, left):
    """Let the day of a screen end after a while; its page hears of it at its next run."""
    shop = open_shop(served[2])
    with shop.store.writing() as writer:
        until = datetime.now(UTC) + left
        table = schema.sessions
        writer.execute(update(table).where(table.c.id == session).values(ends_at=until))
    shop.store.close()


@contextmanager
def page_of(served, cookie, name, **settings):
    with screen_of(served, cookie, **settings) as page:
        page.goto(f"{served[0]}/{name}")
        settle(page)
        yield page


def test_a_quarter_of_an_hour_before_its_end_a_screen_says_so(served):
    cookie, session = opened(served, Role.ORGANISER)
    let_end(served, session, timedelta(minutes=12, seconds=30))
    with page_of(served, cookie, "rights?look=dark") as page:
        expect(page.locator(LINE)).to_contain_text(re.compile("se ferme dans 1[123] min"))
        way = page.locator(LINE).get_by_role("link")
        expect(way).to_have_attribute("href", "/enter?next=%2Frights%3Flook%3Ddark")
        below = page.locator(LINE).evaluate("line => line.getBoundingClientRect().bottom")
        for part in ("stHeader", "stSidebar", "stMain"):
            assert page.get_by_test_id(part).bounding_box()["y"] >= below - 1


def test_a_screen_with_an_hour_before_it_says_nothing(served):
    cookie, session = opened(served, Role.ORGANISER)
    let_end(served, session, timedelta(hours=1))
    with page_of(served, cookie, "rights") as page:
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(LINE)).to_have_count(0)


def test_what_was_typed_stays_in_sight_when_the_day_ends_and_the_way_in_says_why(served):
    cookie, session = opened(served, Role.ORGANISER)
    with page_of(served, cookie, "welcome") as page:
        let_end(served, session, timedelta(seconds=40))
        page.get_by_text("Sans badge").click()
        field = page.get_by_role("textbox", name="Prénom", exact=True)
        field.fill("Ximena")
        expect(page.locator(LINE)).to_contain_text("est finie")
        expect(field).to_have_value("Ximena")
        page.get_by_role("button", name="Inscrire").click()
        expect(page.get_by_text("Ce qui n'était pas enregistré ne l'est pas").first).to_be_visible()
        page.locator(LINE).get_by_role("link").click()
        page.wait_for_url("**/enter?next=*")
        expect(page.get_by_text("sa journée est finie")).to_be_visible()


def test_a_kiosk_says_to_visitors_in_their_language_only_that_it_is_closed(served):
    cookie, session = opened(served, Role.KIOSK, fair="mosson-2023")
    with page_of(served, cookie, "kiosk") as page:
        page.locator(".st-key-kiosk-speak-es button").click()
        settle(page)
        let_end(served, session, timedelta(seconds=12))
        page.locator(".st-key-kiosk-speak-uk button").click()
        expect(page.locator(LINE)).to_contain_text(say("kiosk.closed", "uk"))
        assert say("kiosk.closed", "fr") not in page.locator("body").inner_text()
