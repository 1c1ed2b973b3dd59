"""The organiser's grid at 400 people by 40 stands: an act, and how much is in the page."""

import time

import pytest

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.shop.shop import open_shop
from tests.benchmarks.large_fair import write_large_fair
from tests.benchmarks.spent import spent_by_children
from tests.browser.conftest import app_over, screen_of

SIZES = 400, 40
MOST_SECONDS, MOST_ELEMENTS, TURNS = 0.3, 3_000, 8


@pytest.fixture(scope="module")
def town(tmp_path_factory):
    """The app over a fair of a town: address, cookie, folder."""
    folder = tmp_path_factory.mktemp("town")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    write_large_fair(shop, *SIZES)
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    with app_over(folder, url) as address:
        yield address, cookie, folder


def test_an_act_on_the_grid_is_quick_and_the_page_small(town, measured):
    with screen_of(town, town[1]) as page:
        page.goto(f"{town[0]}/grid")
        page.get_by_role("grid").wait_for()
        page.locator(".cell.block.planned").first.click()
        page.locator(".cell.picked").wait_for()
        page.wait_for_timeout(1_000)
        wall, began = [], spent_by_children()
        for _ in range(TURNS):
            for state, cell in (("detached", ".cell.picked"), ("visible", ".cell.block.planned")):
                since = time.perf_counter()
                page.locator(cell).first.click()
                page.locator(".cell.picked").wait_for(state=state)
                wall.append(time.perf_counter() - since)
                page.wait_for_timeout(150)
        spent = (spent_by_children() - began) / (2 * TURNS)
        elements = page.evaluate(
            "[document, ...[...document.querySelectorAll('*')].map(e => e.shadowRoot)"
            ".filter(Boolean)].reduce((n, r) => n + r.querySelectorAll('*').length, 0)"
        )
        page.locator(".cell.free").first.click()
        page.get_by_role("button", name="Annuler le dernier changement").wait_for()
    subject = f"grid, {SIZES[0]} x {SIZES[1]}"
    measured(subject, "processor seconds an act, all told", spent)
    measured(subject, "wall seconds an act, median", sorted(wall)[TURNS])
    measured(subject, "elements, shadow trees too", elements)
    assert spent <= MOST_SECONDS
    assert elements <= MOST_ELEMENTS
