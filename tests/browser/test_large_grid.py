"""The organiser's grid of a fair with more stands than one page of it shows."""

import pytest
from playwright.sync_api import expect

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.floor.floor_view import floor_view
from matching.services.shop.shop import open_shop
from tests.benchmarks.large_fair import LARGE, write_large_fair
from tests.browser.conftest import app_over, screen_of, settle
from tests.browser.test_axe import faults
from tests.browser.test_keyboard import GridHand, told_of
from tests.browser.test_messy import Hand

pytestmark = [pytest.mark.browser, pytest.mark.slow]
PEOPLE, STANDS = 140, 70
SIGNS = "(rows) => [...new Set(rows.map(row => row.firstChild.innerText))]"


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The app over a fair of 70 stands with two tables each: address, cookie, store."""
    folder = tmp_path_factory.mktemp("region")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    write_large_fair(shop, PEOPLE, STANDS)
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    with app_over(folder, url) as address:
        yield address, cookie, url


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 768, "height": 1024}])
def test_what_is_held_stays_on_another_page_of_stands_and_beside_one_that_is_searched(region, size):
    with screen_of(region, region[1], **size) as page:
        page.goto(f"{region[0]}/grid")
        rows = page.locator(".timetable .rows .row")
        rows.first.wait_for()
        settle(page)
        expect(page.get_by_text("1 à 25 sur 70")).to_be_in_viewport()
        page.locator(".cell.block.planned").first.click()
        page.locator(".cell.picked").wait_for()
        settle(page)
        held = page.locator(".cell.picked").get_attribute("aria-label")
        page.locator(".scroller").evaluate("(box) => box.scrollTo(box.scrollLeft, 2000)")
        hand = Hand(page)
        hand.press("Page d'après")
        expect(page.get_by_text("26 à 50 sur 70")).to_be_in_viewport()
        settle(page)
        expect(page.locator(".cell.picked")).to_have_attribute("aria-label", held)
        assert page.locator(".scroller").evaluate("(box) => box.scrollTop") == 0
        hand.reach(page.locator('[role=gridcell][tabindex="0"]'))
        hand.choose("Stand", "E46")
        expect(page.get_by_text("26 à 50 sur 70")).to_have_count(0)
        settle(page)
        signs = rows.evaluate_all(SIGNS)
        assert [sign for sign in signs if "E46" in sign] == signs[-2:]
        assert len(signs) == 4  # two tables of the stand, and those of the meeting that is held
        expect(page.locator(".cell.picked")).to_have_attribute("aria-label", held)
        assert faults(page) == {}


def test_the_keyboard_comes_in_where_the_eye_is_after_the_grid_was_scrolled(region):
    with screen_of(region, region[1]) as page:
        page.goto(f"{region[0]}/grid")
        page.locator(".timetable .rows .row").first.wait_for()
        settle(page)
        here = page.locator('[role=gridcell][tabindex="0"]')
        running = int(page.locator(".hour.now").get_attribute("aria-colindex"))
        assert int(here.get_attribute("aria-colindex")) == running
        page.locator(".scroller").evaluate("(box) => box.scrollTo(box.scrollLeft, 2000)")
        settle(page)
        Hand(page).reach(here)
        assert int(here.get_attribute("data-row")) > 30
        page.keyboard.press("ArrowDown")
        expect(here).to_be_in_viewport(ratio=1)


def test_somebody_is_added_by_keyboard_alone_and_taken_back(region):
    shop = open_shop(region[2])
    view = floor_view(shop, LARGE)
    before = set(view.planned)
    with screen_of(region, region[1]) as page:
        page.goto(f"{region[0]}/grid")
        page.get_by_role("grid").wait_for()
        settle(page)
        hand = GridHand(page, view)
        hand.choose("Personne", "n° 2")
        free = page.locator(".cell.free").first
        free.wait_for()
        settle(page)
        place = [int(free.get_attribute(f"data-{name}")) for name in ("row", "slot")]
        hand.enter()
        hand.go_to(*place)
        page.keyboard.press("Enter")
        told_of(hand)
        (added,) = set(floor_view(shop, LARGE).planned) - before
        assert view.entries.call_numbers[added.person] == 2
        assert added.slot == place[1]
        hand.press("Annuler le dernier changement")
        page.get_by_role("button", name="Annuler le dernier changement").wait_for(state="detached")
    assert set(floor_view(shop, LARGE).planned) == before
    shop.store.close()
