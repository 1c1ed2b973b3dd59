"""A double tap on any button of the day is one act, and what it has done is read where it was done.

Buttons are found on the pages as they stand: a new one joins by itself.
"""

from collections import Counter

import pytest
from playwright.sync_api import TimeoutError as TookTooLong

from matching.domain.access import Role
from matching.services.door.welcome import Scan
from matching.store.day import happenings
from matching.store.people import badges
from tests.browser.conftest import entered, screen_of, settle
from tests.browser.test_stand_live import MOSSON, STAND, shop
from tests.fairs import take_scan

__all__ = ["shop"]  # the fixture
pytestmark = [pytest.mark.browser, pytest.mark.slow]
PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
# One of each kind: buttons of a list differ by whom they are about, told in the key's third part.
FOUND = """() => {
  document.querySelectorAll('[data-tap]').forEach((one) => one.removeAttribute('data-tap'));
  const outside = '[data-testid=stSidebar], [data-testid=stHeader]';
  return [...document.querySelectorAll('button')].flatMap((button, place) => {
    if (!button.checkVisibility() || button.disabled || button.closest(outside)) return [];
    const opens = button.matches('[data-testid=stPopoverButton]');
    if (!opens && !button.closest('[data-testid=stButton], [data-testid=stFormSubmitButton]'))
      return [];
    const box = button.closest('[class*=st-key-]');
    const key = box && [...box.classList].find((name) => name.startsWith('st-key-')).slice(7);
    const words = button.querySelector('[data-testid=stMarkdownContainer]')?.innerText ?? '';
    button.dataset.tap = place;
    const kind = opens || !key ? words.replace(/[0-9]+/g, '') : key.split('-', 2).join('-');
    return [{ place, kind, opens, isInner: !!button.closest('[data-testid=stPopoverBody]') }];
  });
}"""
# Whether an answer is within the screen, and nothing lies over its first line.
IN_VIEW = """() => [...document.querySelectorAll('[data-testid=stAlert]')].some((one) => {
  const { top, left, width } = one.getBoundingClientRect();
  const over = document.elementFromPoint(left + width / 2, top + 20);
  return top >= 0 && top + 40 <= innerHeight && one.contains(over);
})"""


def untouched(page, done):
    """The next button of a kind that nobody has touched yet, of an open list first."""
    found = [each for each in page.evaluate(FOUND) if (each["kind"], each["opens"]) not in done]
    return max(found, key=lambda each: (each["isInner"], each["place"]), default=None)


def tap_twice(page, button):
    """As a finger does that trembles: the browser counts the second click as one of two."""
    box = button.bounding_box()
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    for count in (1, 2):
        page.mouse.down(click_count=count)
        page.mouse.up(click_count=count)
        page.wait_for_timeout(130)


def noted(shop):
    """Everything that has happened, in order."""
    with shop.store.reading() as reader:
        return happenings.read_happenings(reader, MOSSON)


def touch_every_button(page, shop, done):
    """What went wrong where, and which kinds of buttons did something."""
    wrong, acted = [], []
    while (found := untouched(page, done)) is not None:
        done.add((found["kind"], found["opens"]))
        if not found["isInner"]:
            page.keyboard.press("Escape")  # an open list with nothing left to touch
        button = page.locator(f"[data-tap='{found['place']}']")
        button.evaluate("(button) => button.scrollIntoView({ block: 'center' })")
        before = len(noted(shop))
        if found["opens"]:
            button.click()
        else:
            tap_twice(page, button)
        settle(page)
        page.wait_for_timeout(300)
        facts = noted(shop)[before:]
        acts = Counter(map(_about, facts))
        if max(acts.values(), default=0) > 1 or (facts and not is_answered(page)):
            wrong.append((found["kind"], dict(acts)))
        acted += [found["kind"]] if facts else []
    return wrong, acted


def _about(fact):
    """What a fact is of: one act may begin several workshops of a stand later."""
    return (
        fact.kind,
        fact.person,
        fact.stand,
        fact.meeting,
        fact.data.get("offer", ""),
        fact.data.get("starts", ""),
    )


def is_answered(page):
    """Whether the answer comes into view, soon after the act is noted."""
    try:
        page.wait_for_function(IN_VIEW, timeout=10_000)
    except TookTooLong:
        return False
    return True


def looks_of(page):
    """The names of what a page can show in turn, one where it shows one thing."""
    bar = page.locator("[class*='-look']").get_by_role("radio")
    return [bar.nth(place) for place in range(bar.count())] or [None]


@pytest.fixture(params=[Role.RECRUITER, Role.ORGANISER])
def day_of(request):
    """A role, its pages of the day, its screen, and how many kinds of buttons act there."""
    if request.param is Role.RECRUITER:
        return request.param, ("stand",), PHONE, 6
    return request.param, ("floor", "notices", "fair", "grid", "welcome"), LAPTOP, 8


def test_a_double_tap_on_any_button_of_the_day_is_one_act_whose_answer_stays_in_view(
    served, shop, day_of
):
    role, pages, size, least = day_of
    with shop.store.reading() as reader:
        codes = badges.live_codes(reader, MOSSON)
    for person in sorted(codes)[:20]:
        take_scan(shop, Scan(MOSSON, codes[person], f"tap-{person}", "Porte", shop.clock()))
    of = {"fair": MOSSON, "stand": STAND} if role is Role.RECRUITER else {}
    wrong, acted, done = [], [], set()
    with screen_of(served, entered(shop, role, **of).cookie, **size) as page:
        for name in pages:
            page.goto(f"{served[0]}/{name}")
            page.get_by_text("la base répond").wait_for()
            settle(page)
            for look in looks_of(page):
                if look is not None:
                    look.click()
                    settle(page)
                found = touch_every_button(page, shop, done)
                wrong, acted = wrong + found[0], acted + found[1]
    assert wrong == []
    assert len(acted) >= least, acted


def test_the_day_of_the_hall_is_one_screen_of_a_laptop_the_late_first(served, shop):
    with screen_of(served, entered(shop, Role.ORGANISER).cookie, **LAPTOP) as page:
        page.goto(f"{served[0]}/floor")
        page.get_by_text("la base répond").wait_for()
        settle(page)
        height = "document.querySelector('[data-testid=stMain]').scrollHeight"
        assert page.evaluate(height) <= LAPTOP["height"]
        rows = page.locator(".st-key-floor-rows [data-testid=stMarkdown]").all_inner_texts()
        assert len(rows) > 3
        is_late = ["en retard" in row for row in rows]
        assert is_late == sorted(is_late, reverse=True)
