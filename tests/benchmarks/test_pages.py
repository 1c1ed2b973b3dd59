"""Every page in a real browser over the fair of a region: how soon it is there, how large it is."""

import os
import statistics
import time

import pytest

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access, give_stands_access
from matching.services.shop.shop import open_shop
from matching.ui.shell import PAGES
from tests.benchmarks.large_fair import LARGE, write_large_fair
from tests.benchmarks.spent import spent_by_children
from tests.browser.conftest import app_over, screen_of

SIZES = tuple(map(int, os.environ.get("PARVIS_PAGES", "5000,300").split(",")))
DRAWN = '[data-test-script-state="notRunning"]'
READY = "document.querySelector('h1, .hall') !== null"


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The app over a large fair: its address, an organiser's cookie, its store."""
    folder = tmp_path_factory.mktemp("region")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    write_large_fair(shop, *SIZES)
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    give_stands_access(shop, LARGE)
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    with app_over(folder, url) as address:
        yield address, cookie, url


def goes(page, name):
    """Until a page whose link was touched is drawn to its end: seconds, and processor seconds."""
    link = (
        page.locator(f'[data-testid=stSidebar] a[href$="/{name}"]')
        .or_(page.locator("[data-testid=stSidebar] a").nth(PAGES.index(name)))
        .first
    )
    began, worked = time.perf_counter(), spent_by_children()
    link.click()
    page.wait_for_url(f"**/{name}")  # else the page before would be taken for it
    page.locator(DRAWN).wait_for()
    page.wait_for_function(READY)
    return time.perf_counter() - began, spent_by_children() - worked


def test_every_page_opens_at_once_and_stays_small(region, measured):
    slow, large = [], []
    with screen_of(region, region[1]) as page:
        page.goto(region[0])
        page.locator(DRAWN).wait_for()
        page.wait_for_function(READY)
        for name in PAGES:
            goes(page, name)
            page.wait_for_timeout(300)
            other = PAGES[PAGES.index(name) - 1]
            spent = []
            for _ in range(3):
                goes(page, other)
                spent.append(goes(page, name))
            page.wait_for_timeout(500)
            wall, worked = (statistics.median(figures) for figures in zip(*spent, strict=True))
            elements = page.evaluate("document.querySelectorAll('*').length")
            height = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            told = f"{wall:.2f} · {worked:.2f} · {elements} · {height}"
            figures = "seconds · processor · elements · pixels"
            measured(f"{name}, {SIZES[0]} x {SIZES[1]}", figures, told)
            slow += [name] if wall > 1 else []
            large += [name] if elements > 3000 else []
    assert (slow, large) == ([], [])
