"""The organiser's grid in a real browser: by click, by keyboard, over a rule, and back."""

import pytest
from playwright.sync_api import expect

from matching.domain.access import Role
from matching.services.access.enter import open_station
from matching.services.access.give_access import give_access
from matching.services.files.receive_files import receive_folder
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.shop.shop import open_shop
from matching.store.day import plans
from tests.browser.conftest import app_over, example_at, screen_of, settle
from tests.browser.test_axe import STANDS, faults

pytestmark = [pytest.mark.browser, pytest.mark.slow]
MOSSON = "mosson-2023"


@pytest.fixture(scope="module")
def morning(tmp_path_factory):
    """The app over the example fair, announced, at ten in the morning: address, cookie, store."""
    folder = tmp_path_factory.mktemp("grid")
    url = f"sqlite:///{folder / 'fair.db'}"
    shop = open_shop(url)
    receive_folder(shop, example_at(10, folder / "mosson"))
    draw_plan(shop, MOSSON, seconds=20)
    announce(shop, MOSSON)
    number = give_access(shop, name="Organisatrice", role=Role.ORGANISER).access.number
    cookie = open_station(shop, number, station="Portable").cookie
    shop.store.close()
    with app_over(folder, url) as address:
        yield address, cookie, url


def plan_of(morning):
    shop = open_shop(morning[2])
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
    shop.store.close()
    return plan


def opened(page, morning):
    page.goto(f"{morning[0]}/grid")
    page.get_by_role("grid").wait_for()
    settle(page)


def hold(page, cell):
    """Hold a meeting that has a free place."""
    for number in range(page.locator(cell).count()):
        page.locator(cell).nth(number).click()
        page.locator(".cell.picked").wait_for()
        settle(page)
        if page.locator(".cell.free").count():
            return
        page.get_by_role("button", name="Lâcher").click()
        page.locator(".cell.picked").wait_for(state="detached")
    raise AssertionError("nothing can move")


def undo(page):
    back = page.get_by_role("button", name="Annuler le dernier changement")
    back.click()
    back.wait_for(state="detached")


def test_a_meeting_moves_by_click_and_by_keyboard_and_back(morning):
    with screen_of(morning, morning[1]) as page:
        opened(page, morning)
        before = set(plan_of(morning).meetings)
        hold(page, ".cell.block.planned")
        page.locator(".cell.free").first.click()
        page.get_by_role("button", name="Annuler le dernier changement").wait_for()
        assert len(set(plan_of(morning).meetings) - before) == 1
        undo(page)
        assert set(plan_of(morning).meetings) == before
        hold(page, ".cell.block.planned")
        page.locator(".cell.picked").focus()
        page.keyboard.press("Escape")
        page.locator(".cell.picked").wait_for(state="detached")
        page.keyboard.press("Enter")
        page.locator(".cell.picked").wait_for()
        page.locator(".cell.free").first.focus()
        page.keyboard.press("Enter")
        page.get_by_role("button", name="Annuler le dernier changement").wait_for()
        assert len(set(plan_of(morning).meetings) - before) == 1
        undo(page)
        assert set(plan_of(morning).meetings) == before


def test_a_broken_rule_is_said_and_done_with_a_reason(morning):
    with screen_of(morning, morning[1]) as page:
        opened(page, morning)
        before = set(plan_of(morning).meetings)
        page.locator(".cell.block.planned").first.click()
        page.locator(".cell.picked").wait_for()
        settle(page)
        name = page.locator(".cell.picked").get_attribute("aria-label").split(" : ")[0]
        stand = name.split(", ", 1)[1].rsplit(" ", 1)[0]
        page.locator(f'.cell:not(.block):not(.free)[aria-label*="{stand}"]').last.click()
        page.get_by_text("ne respecte pas une règle").wait_for()
        assert set(plan_of(morning).meetings) == before
        assert faults(page) == {}
        page.get_by_label("Motif, sans nom").fill("vu avec le stand")
        page.get_by_role("button", name="Faire quand même").click()
        page.get_by_role("button", name="Annuler le dernier changement").wait_for()
        assert len(set(plan_of(morning).meetings) - before) == 1
        undo(page)
        assert set(plan_of(morning).meetings) == before


def test_a_telephone_shows_one_stand_and_dark_has_no_fault(morning):
    with screen_of(morning, morning[1], width=390, height=844) as page:
        page.emulate_media(color_scheme="dark")
        page.goto(f"{morning[0]}/grid")
        page.locator("ul.hours").wait_for()
        page.wait_for_function(STANDS)
        settle(page)
        assert page.locator("ul.hours li").count() > 10
        assert faults(page) == {}
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_a_box_that_asks_is_shut_by_its_answer_and_never_speaks_of_another_stand(morning):
    with screen_of(morning, morning[1]) as page:
        page.goto(f"{morning[0]}/floor")
        page.get_by_role("radio", name="Stands").or_(page.get_by_text("Stands")).last.click()
        settle(page)
        page.get_by_role("button", name="Fermer").nth(4).click()
        asked = page.get_by_role("button", name="Oui, fermer le stand")
        asked.wait_for()
        asked.click()
        page.get_by_role("button", name="Rouvrir").wait_for()
        settle(page)
        assert asked.count() == 0
        page.get_by_role("button", name="Rouvrir").click()
        page.get_by_role("button", name="Rouvrir").wait_for(state="detached")


@pytest.mark.parametrize("size", [{"width": 1280, "height": 800}, {"width": 768, "height": 1024}])
def test_what_the_grid_answers_is_in_the_window_wherever_one_has_touched(morning, size):
    with screen_of(morning, morning[1], **size) as page:
        page.goto(f"{morning[0]}/grid")
        page.locator(".timetable").wait_for()
        settle(page)
        page.locator(".cell.block.planned").last.click()
        page.locator(".cell.picked").wait_for()
        for name in ("Annuler ce rendez-vous", "Lâcher"):
            expect(page.get_by_role("button", name=name)).to_be_in_viewport(ratio=1)
        assert page.evaluate("getSelection().toString()") == ""
        page.get_by_role("button", name="Lâcher").click()
        page.locator(".cell.picked").wait_for(state="detached")


def test_what_a_finger_touches_stays_where_it_is(morning):
    with screen_of(morning, morning[1]) as page:
        opened(page, morning)
        where = "(box) => [box.scrollTop, box.scrollLeft]"
        scroller = page.locator(".scroller")
        scroller.evaluate("(box) => box.scrollTo(box.scrollLeft, 90)")
        settle(page)
        before = scroller.evaluate(where)
        low = """(cells) => {
          const box = cells[0].closest('.scroller').getBoundingClientRect();
          const seen = cells.filter((cell) => {
            const { top, bottom, left, right } = cell.getBoundingClientRect();
            return top > box.top + 40 && bottom < box.bottom && left > box.left + 200
              && right < box.right;
          });
          return cells.indexOf(seen.at(-1));
        }"""
        cells = page.locator(".cell.block")
        number = cells.evaluate_all(low)
        cells.nth(number).click()
        page.locator(".cell.picked").wait_for()
        settle(page)
        assert scroller.evaluate(where) == before
        cells.nth(number).click(modifiers=["Shift"])
        settle(page)
        assert scroller.evaluate(where) == before
