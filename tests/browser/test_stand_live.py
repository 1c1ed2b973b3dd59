"""A recruiter's telephone and the wall follow what is done on another screen, without a flash."""

import pytest
from playwright.sync_api import expect

from matching.domain.access import Role
from matching.services.floor.floor_view import floor_view
from matching.services.floor.stand_day import stand_day
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import open_shop
from tests.browser.conftest import entered, screen_of, settle
from tests.browser.test_axe import faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOSSON, STAND = "mosson-2023", "cgi"


@pytest.fixture
def shop(served):
    """The shop of the app, beside it, with a plan announced."""
    opened = open_shop(served[2])
    with opened.store.reading() as reader:
        is_announced = known_announced_plan(opened, reader, MOSSON) is not None
    if not is_announced:
        draw_plan(opened, MOSSON, seconds=5)
        announce(opened, MOSSON)
    yield opened
    opened.store.close()


def test_a_call_at_another_screen_is_on_a_telephone_by_itself(served, shop):
    cookie = entered(shop, Role.RECRUITER, fair=MOSSON, stand=STAND).cookie
    with screen_of(served, cookie, width=390, height=844) as page:
        page.goto(f"{served[0]}/stand")
        cards = page.locator("[class*=st-key-stand-card]")
        cards.first.wait_for()
        page.evaluate("window.isTheSame = true")
        rows = stand_day(shop, MOSSON, STAND).now_and_next("fr", next_ones=3)
        row = next(each for each in rows if not each.now.is_called)
        meeting = row.now.appointment.meeting.id
        told = StaffReport("begun", meeting=meeting)
        follow_day(shop, MOSSON, told, nonce=f"live-{meeting}")
        card = page.locator(f".st-key-stand-card-{meeting}")
        expect(card).to_contain_text("en cours", timeout=30_000)
        assert page.evaluate("window.isTheSame")
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert faults(page) == {}
        # Now and the next three in two screens of a telephone; the whole day is a tap away.
        last = "(cards) => cards.at(-1).getBoundingClientRect().bottom"
        assert cards.evaluate_all(last) <= 2 * 844


def test_a_refusal_stands_over_the_box_that_asked_on_a_telephone(served, shop):
    cookie = entered(shop, Role.RECRUITER, fair=MOSSON, stand=STAND).cookie
    with screen_of(served, cookie, width=390, height=844) as page:
        page.goto(f"{served[0]}/stand")
        page.get_by_role("button", name="Terminé").first.click()
        box = page.get_by_test_id("stPopoverBody")
        box.get_by_role("textbox").fill("enceinte")
        page.keyboard.press("Tab")
        box.get_by_role("button", name="Pas de suite").click()
        refusal = page.get_by_test_id("stAlertContentError")
        expect(refusal).to_contain_text("Rien n'est enregistré")
        expect(box).to_be_visible()
        assert refusal.evaluate(
            """(said) => {
              const { left, top, right, bottom } = said.getBoundingClientRect();
              const seen = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
              const isWhole = left >= 0 && right <= innerWidth && bottom <= innerHeight;
              return said.contains(seen) && isWhole;
            }"""
        )


def test_what_an_act_has_said_stays_when_another_screen_acts(served, shop):
    with screen_of(served, served[1]) as page:
        page.goto(f"{served[0]}/floor")
        page.get_by_text("Toute la journée").click()
        settle(page)
        page.get_by_role("button", name="Tenu").first.click()
        back = page.locator(".st-key-notice").get_by_role("button", name="Annuler")
        back.wait_for()
        page.evaluate("window.isTheSame = true")
        second = floor_view(shop, MOSSON).meetings(whole_day=True)[1]
        follow_day(shop, MOSSON, StaffReport("held", meeting=second.id), nonce="elsewhere")
        rows = page.locator(".st-key-floor-rows")
        expect(rows.get_by_role("button", name="Annuler")).to_have_count(2)
        page.wait_for_timeout(3_000)
        settle(page)
        assert back.is_visible()
        assert page.evaluate("window.isTheSame")
        back.click()
        expect(back).to_have_count(0)
