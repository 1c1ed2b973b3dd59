"""Every page is truly dark on a dark device, and light on a light one, in the middle of a fair."""

import tomllib
from contextlib import contextmanager
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest

from matching.domain.access import Role
from matching.services.files.receive_files import receive_folder
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.shop.shop import open_shop
from matching.store.day import plans
from matching.store.people import badges
from tests.browser.conftest import app_over, example_at, screen_of
from tests.browser.test_axe import MOSSON, STANDS, cookie_of, faults
from tests.fairs import all_come
from tests.house.test_colours import colours, luminance

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCHEMES = ("light", "dark")
HEX = """(colour) => '#' + colour.match(/\\d+/g).slice(0, 3)
    .map(part => (+part).toString(16).padStart(2, '0')).join('')"""
FIRST_PAINT = f"() => ({HEX})(getComputedStyle(document.documentElement).backgroundColor)"
# What a page stands on and is written in: of a Streamlit page its app, else its body.
LOOK = f"""() => {{
  const page = document.querySelector('[data-testid=stMain]:has(.hall)')
    ?? document.querySelector('.stApp') ?? document.body;
  const {{ backgroundColor, color }} = getComputedStyle(page);
  return [backgroundColor, color].map({HEX});
}}"""
# Surfaces that shine in the dark, also inside components of ours; codes must stay black on white.
SHINING = """() => {
  const found = [];
  const look = (root) => root.querySelectorAll('*').forEach(element => {
    if (element.shadowRoot) look(element.shadowRoot);
    if (element.closest('svg')) return;
    const { width, height } = element.getBoundingClientRect();
    const [red, green, blue, seen = 1] =
      getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number);
    if (width * height > 400 && seen > .5 && Math.min(red, green, blue) > 200)
      found.push(element.outerHTML.slice(0, 200));
  });
  look(document);
  return found;
}"""

# Grounds that printed words stand on, of the page and of what is large on it.
ON_PAPER = """() => [...document.querySelectorAll('html, body, .stApp, .stApp *, main')]
  .filter(element => element.offsetWidth * element.offsetHeight > 40_000)
  .map(element => getComputedStyle(element).backgroundColor.match(/[\\d.]+/g).map(Number))
  .filter(([,,, seen = 1]) => seen > 0).map(colour => colour.slice(0, 3))"""
# Buttons and fields that neither have an edge nor stand in something that has one.
EDGELESS = """() => {
  const has = (element) => {
    const { borderBottomWidth, forcedColorAdjust } = getComputedStyle(element);
    return parseFloat(borderBottomWidth) > 0 || forcedColorAdjust === 'none';
  };
  const seen = (element) => element.offsetWidth * element.offsetHeight > 400;
  const asked = 'form button, input, select, [data-testid^="stBaseButton-"]';
  return [...document.querySelectorAll(asked)].filter(seen)
    .filter(element => !element.dataset.testid?.includes('header'))
    .filter(element => {
      for (let at = element, up = 0; at && up < 4; at = at.parentElement, up++)
        if (has(at)) return false;
      return true;
    }).map(element => element.outerHTML.slice(0, 160));
}"""


class Day(NamedTuple):
    """A fair that is under way: where it is served, a screen of each role, codes of badges."""

    served: tuple[str, str, str]
    screens: dict[Role, tuple[str, list[str]]]
    codes: list[str]


@pytest.fixture(scope="module")
def day(tmp_path_factory):
    """The app over the example fair at two in the afternoon: people met, absent, a stand closed."""
    folder = tmp_path_factory.mktemp("lived")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    receive_folder(shop, today(example_at(14, folder / "mosson")))
    draw_plan(shop, MOSSON, seconds=10)
    announce(shop, MOSSON)
    all_come(shop, MOSSON)
    with shop.store.reading() as reader:
        meetings = sorted(plans.announced_plan(reader, MOSSON).meetings, key=lambda one: one.slot)
        codes = badges.live_codes(reader, MOSSON)
    for meeting, kind in zip(meetings, ("held", "no-show", "refused", "begun"), strict=False):
        follow_day(shop, MOSSON, StaffReport(kind, meeting=meeting.id), nonce=kind)
    follow_day(shop, MOSSON, StaffReport("stand-closed", stand=meetings[-1].stand), nonce="closed")
    shop.store.close()
    screens = {role: cookie_of(url, role) for role in Role}
    with app_over(folder, url) as address:
        yield Day((address, "", url), screens, sorted(codes.values()))


def today(folder):
    """The fair of a folder on the date that it is where the fair is."""
    frame = folder / "fair.toml"
    text = frame.read_text("utf-8")
    zone = tomllib.loads(text)["timezone"]
    date = datetime.now(ZoneInfo(zone)).date()
    frame.write_text(text.replace("2023-06-30", date.isoformat()), "utf-8")
    return folder


@contextmanager
def screen(day, role, scheme, **size):
    """A page at a screen of a role, on a device of that scheme."""
    with screen_of(day.served, day.screens[role][0], **size) as page:
        page.emulate_media(color_scheme=scheme)
        yield page


def is_drawn(page):
    page.locator("h1:visible, .hall:visible").first.wait_for()
    page.wait_for_function(STANDS)


def flaws(page, scheme):
    """What is wrong with how a page looks, by what is wrong with it."""
    ground, ink = map(luminance, page.evaluate(LOOK))
    is_right = ground < 0.02 and ink > 0.7 if scheme == "dark" else ground > 0.8 and ink < 0.1
    found = {} if is_right else {"look": (ground, ink)}
    if scheme == "dark" and (shining := page.evaluate(SHINING)):
        found["shines"] = shining
    return found | faults(page)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("role", Role)
def test_each_page_of_a_role_looks_as_its_device_asks_and_has_no_serious_fault(day, role, scheme):
    with screen(day, role, scheme) as page:
        seen = {}
        for name in day.screens[role][1] or [role.value]:
            page.goto(f"{day.served[0]}/{name}")
            is_drawn(page)
            seen[name] = flaws(page, scheme)
    assert {name: found for name, found in seen.items() if found} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_outside_of_streamlit_look_as_their_device_asks(day, scheme):
    asked = ("enter", "enter/wrong", "mine", "scan", "scan/unknown")
    with screen(day, Role.DOOR, scheme, width=390, height=844) as page:
        seen = {}
        for name in asked:
            page.goto(f"{day.served[0]}/{name}")
            page.locator("h1").first.wait_for()
            seen[name] = flaws(page, scheme)
        page.goto(f"{day.served[0]}/mine")
        page.locator("[name=code]").fill(day.codes[0])
        page.locator("form button").last.click()
        page.locator(".number").wait_for()
        seen["a day"] = flaws(page, scheme)
    assert {name: found for name, found in seen.items() if found} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("look", SCHEMES)
def test_the_wall_is_as_its_address_says_whatever_the_device_asks(day, look, scheme):
    with screen(day, Role.HALL, scheme, width=1920, height=1080) as page:
        page.goto(f"{day.served[0]}/hall?look={look}")
        is_drawn(page)
        page.locator(f".hall.{look}").wait_for()
        assert page.evaluate(LOOK) == [colours(look)["page"], colours(look)["ink"]]
        assert faults(page) == {}


def test_a_page_is_dark_before_any_script_has_run(day):
    with screen(day, Role.ORGANISER, "dark") as page:
        page.route("**/*.js", lambda route: route.abort())
        page.goto(f"{day.served[0]}/floor")
        assert page.evaluate(FIRST_PAINT) == colours("dark")["page"]


@pytest.mark.parametrize("name", ["report", "grid", "hall", "mine"])
def test_paper_printed_from_a_dark_page_is_white(day, name):
    with screen(day, Role.ORGANISER, "dark") as page:
        page.goto(f"{day.served[0]}/{name}")
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(1_000)
        page.emulate_media(media="print", color_scheme="dark")
        paper = {tuple(colour) for colour in page.evaluate(ON_PAPER)}
    assert {colour for colour in paper if min(colour) < 200} == set()


@pytest.mark.parametrize("name", ["fair", "floor", "grid", "welcome", "mine", "enter"])
def test_controls_keep_an_edge_where_the_device_forces_its_colours(day, name):
    with screen(day, Role.ORGANISER, "dark") as page:
        page.emulate_media(color_scheme="dark", forced_colors="active")
        page.goto(f"{day.served[0]}/{name}")
        page.locator("h1").first.wait_for()
        page.wait_for_timeout(1_000)
        assert page.evaluate(EDGELESS) == []


@pytest.mark.parametrize("scheme", SCHEMES)
def test_what_a_touch_shows_has_no_serious_fault_in_either_look(day, scheme):
    with screen(day, Role.ORGANISER, scheme) as page:
        seen = {}
        page.goto(f"{day.served[0]}/grid")
        page.locator(".cell.planned").first.click()
        page.locator(".cell.picked").wait_for()
        page.locator(".st-key-grid-panel").get_by_role("button").first.wait_for()
        seen["a meeting held"] = faults(page)
        page.goto(f"{day.served[0]}/floor")
        page.get_by_role("button", name="Compter un accompagnant").click()
        page.get_by_test_id("stPopoverBody").wait_for()
        seen["a box"] = faults(page)
        page.goto(f"{day.served[0]}/welcome")
        page.get_by_label("Code du badge").fill("AAAAAAAAAA")
        page.keyboard.press("Enter")
        page.get_by_text("Pas enregistré").wait_for()
        seen["a refusal"] = faults(page)
        page.get_by_label("Code du badge").fill(day.codes[0])
        page.keyboard.press("Enter")
        page.get_by_text("Déjà enregistré").wait_for()
        seen["an answer"] = faults(page)
    assert {name: found for name, found in seen.items() if found} == {}
