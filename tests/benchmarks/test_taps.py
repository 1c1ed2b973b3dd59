"""A tap in a real browser over the fair of a region: until its answer is painted."""

import os
import statistics
import time
from contextlib import contextmanager

import pytest

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.floor.floor_view import floor_view
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.shop.shop import open_shop
from matching.store.people import badges
from tests.benchmarks.large_fair import LARGE, write_large_fair
from tests.benchmarks.spent import spent_by_children
from tests.browser.conftest import app_over, screen_of, settle

SIZES = tuple(map(int, os.environ.get("PARVIS_TAPS", "5000,300").split(",")))
MOST_SECONDS, TAPS = 0.3, 5
STAND = "s007"
# Told by the page itself in each frame: an answer is there when it is painted.
CHANGED = """([where, before]) => {
    const seen = [...document.querySelectorAll(where)].map(one => one.innerText).join();
    return seen !== before && seen !== '';
}"""
WORDS = "(found) => found.map(one => one.innerText).join()"


@pytest.fixture(scope="module")
def region(tmp_path_factory):
    """The app over a large fair, a plan drawn since: address, cookie, store, cookies by role."""
    folder = tmp_path_factory.mktemp("taps")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    write_large_fair(shop, *SIZES)
    view = floor_view(shop, LARGE)
    ahead = [one for one in view.planned if view.still.has(one)]
    follow_day(shop, LARGE, StaffReport("no-show", meeting=ahead[-1].id), nonce="before")

    def cookie(role, **of):
        number = give_access(shop, name=role.value, role=role, **of).access.number
        return open_station(shop, number, station=role.value).cookie

    cookies = {
        Role.ORGANISER: cookie(Role.ORGANISER),
        Role.RECRUITER: cookie(Role.RECRUITER, fair=LARGE, stand=STAND),
        Role.DOOR: cookie(Role.DOOR, fair=LARGE),
        Role.KIOSK: cookie(Role.KIOSK, fair=LARGE),
    }
    with shop.store.reading() as reader:
        codes = [code for person, code in sorted(badges.live_codes(reader, LARGE).items())
                 if person not in view.attendance.came]  # fmt: skip
    shop.store.close()
    with app_over(folder, url) as address:
        yield address, cookies, url, codes


@contextmanager
def page_of(region, role, name):
    """A page of a role, open and warm; what follows from one screen alone is measured."""
    with screen_of(region, region[1][role]) as page:
        page.goto(f"{region[0]}/{name}")
        page.locator('[data-test-script-state="notRunning"]').wait_for()
        settle(page)
        yield page


def rest():
    """Wait until the app and the browser have nothing left to do: a plan follows behind a tap."""
    while True:
        before = spent_by_children()
        time.sleep(1)
        if spent_by_children() - before < 0.2:
            return


def tap(page, act, where):
    """Seconds, and processor seconds of app and browser, from an act until its answer is painted.

    The answer is whatever comes to be written in the places that `where` selects.
    """
    rest()
    before = page.locator(where).evaluate_all(WORDS)
    began, worked = time.perf_counter(), spent_by_children()
    act()
    page.wait_for_function(CHANGED, arg=[where, before])
    return time.perf_counter() - began, spent_by_children() - worked


def told(measured, name, taps):
    """The median of the taps of a page, written down."""
    wall, worked = (statistics.median(figures) for figures in zip(*taps, strict=True))
    first = f"{taps[0][0]:.2f} · {taps[0][1]:.2f}"
    measured(f"{name}, {SIZES[0]} x {SIZES[1]}", "tap: seconds · processor (the first)",
             f"{wall:.2f} · {worked:.2f} ({first})")  # fmt: skip
    return worked


def way_to_absent(page):
    """The tap by which the first person is absent: one whose hour has not come is asked about."""
    absent = page.get_by_role("button", name="Absent").first
    if not absent.locator("xpath=ancestor::*[@data-testid='stPopover']").count():
        return absent.click
    absent.click()
    sure = page.get_by_role("button", name="Absent, quand même").first
    sure.wait_for()
    return sure.click


def test_a_tap_on_the_floor(region, measured):
    with page_of(region, Role.ORGANISER, "floor") as page:
        taps = [tap(page, way_to_absent(page), ".st-key-notice") for _ in range(TAPS)]
    assert told(measured, "floor, absent", taps) <= MOST_SECONDS


def test_a_touch_of_the_grid(region, measured):
    panel, held = ".st-key-grid-panel", ".st-key-grid-cancel"
    picks, acts = [], []
    with page_of(region, Role.ORGANISER, "grid") as page:
        cells = page.locator(".cell.block.planned")
        cells.first.wait_for()
        for number in range(TAPS):
            picks.append(tap(page, cells.nth(3 * number).click, held))
            cancel = page.get_by_role("button", name="Annuler ce rendez-vous")
            acts.append(tap(page, cancel.click, panel))
            drop = page.get_by_role("button", name="Laisser")
            if drop.count():
                tap(page, drop.click, panel)
    spent = [told(measured, "grid, held", picks), told(measured, "grid, cancelled", acts)]
    assert max(spent) <= MOST_SECONDS


def test_a_tap_of_a_recruiter(region, measured):
    begun, absent = [], []
    with page_of(region, Role.RECRUITER, "stand") as page:
        for _ in range(TAPS):
            act = page.get_by_role("button", name="Commencé").first.click
            begun.append(tap(page, act, ".st-key-notice"))
            back = page.locator(".st-key-notice").get_by_role("button", name="Annuler").click
            begun.append(tap(page, back, ".st-key-notice"))
            absent.append(tap(page, way_to_absent(page), ".st-key-notice"))
    spent = [
        told(measured, "stand, begun and back", begun),
        told(measured, "stand, absent", absent),
    ]
    assert max(spent) <= MOST_SECONDS


def test_a_badge_at_the_door(region, measured):
    taps = []
    with page_of(region, Role.DOOR, "welcome") as page:
        page.get_by_text("Code ou douchette").click()
        field = page.get_by_role("textbox", name="Code du badge")
        for code in region[3][:TAPS]:
            settle(page)
            field.fill(code)
            taps.append(tap(page, lambda: page.keyboard.press("Enter"), ".st-key-door-answer h2"))
    assert told(measured, "door, badge", taps) <= MOST_SECONDS


def test_somebody_walks_in_at_the_desk(region, measured):
    taps = []
    with page_of(region, Role.DOOR, "welcome") as page:
        page.get_by_text("Sans badge").click()
        settle(page)
        for name in ("Awa", "Ousmane", "Djibril", "Ximena", "Kwame"):  # like nobody on the list
            page.get_by_role("textbox", name="Prénom", exact=True).fill(name)
            enter = page.get_by_role("button", name="Inscrire").click
            taps.append(tap(page, enter, "[data-testid=stMain] h2"))
            rest()
            page.get_by_role("button", name="Personne suivante").click()
            settle(page)
    assert told(measured, "desk, walk-in", taps) <= MOST_SECONDS


def test_somebody_registers_at_the_kiosk(region, measured):
    ways, registered = [], []
    with page_of(region, Role.KIOSK, "kiosk") as page:
        for number in range(TAPS):
            act = page.get_by_role("button", name="Je n'ai pas de badge").click
            ways.append(tap(page, act, "h1"))
            page.get_by_role("textbox").fill(f"Visiteuse {number}")
            settle(page)
            registered.append(tap(page, page.get_by_role("button", name="Commencer").click, "h1"))
            page.goto(f"{region[0]}/kiosk")
            settle(page)
    spent = [told(measured, "kiosk, no badge", ways), told(measured, "kiosk, name", registered)]
    assert max(spent) <= MOST_SECONDS


def test_somebody_was_told(region, measured):
    with page_of(region, Role.ORGANISER, "notices") as page:
        said = page.get_by_role("button", name="C'est dit")
        taps = [tap(page, said.first.click, ".st-key-notice") for _ in range(TAPS)]
    assert told(measured, "notices, told", taps) <= MOST_SECONDS
