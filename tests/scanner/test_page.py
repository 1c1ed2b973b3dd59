"""The page itself: language, size of what a finger hits, what is read aloud, who is forgotten."""

import pytest

from tests.scanner.conftest import answered, tablet_of, type_code

pytestmark = pytest.mark.browser
TARGETS = """() => [...document.querySelectorAll('button, a, input, select, summary')]
    .filter((target) => target.checkVisibility())
    .map((target) => [target.textContent || target.id, target.getBoundingClientRect().height])"""
SIDEWAYS = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


@pytest.mark.parametrize("size", [(768, 1024), (1280, 800), (360, 640)])
def test_what_a_finger_must_hit_is_big_enough(page, size):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    found = page.evaluate(TARGETS)
    assert len(found) >= 6
    assert [target for target in found if target[1] < 48] == []
    assert page.evaluate(SIDEWAYS) is False


def test_page_speaks_the_language_chosen_and_keeps_it(page, door):
    assert page.evaluate("document.documentElement.lang") == "fr"
    page.get_by_role("button", name="English").click()
    page.get_by_role("button", name="Sign in").wait_for()
    page.goto(door.page)
    page.get_by_role("button", name="Sign in").wait_for()
    assert page.evaluate("document.documentElement.lang") == "en"


def test_page_speaks_the_language_of_the_browser(browser, door):
    with tablet_of(browser, door, locale="en-GB") as tablet:
        page = tablet.new_page()
        page.goto(door.page)
        page.get_by_role("button", name="Sign in").wait_for()


def test_answers_are_read_aloud_by_screen_readers(page):
    card = page.locator(".answer")
    assert card.get_attribute("aria-live") == "assertive"
    assert card.get_attribute("role") == "status"
    assert page.locator(".link p").get_attribute("role") == "status"


def test_meetings_that_are_still_sought_are_filled_in(page, door):
    door.preparing = 3
    type_code(page, next(iter(door.people)))
    assert "se cherchent" in answered(page, "accepted")
    page.get_by_text("10:15").wait_for()
    assert "se cherchent" not in answered(page, "accepted")
    assert [asked.get("again", False) for asked in door.asked] == [False, True, True, True]
    assert len({asked["nonce"] for asked in door.asked}) == 1


def test_a_person_whose_arrival_was_taken_back_is_not_filled_in(page, door):
    door.preparing = 40
    type_code(page, next(iter(door.people)))
    answered(page, "accepted")
    page.get_by_role("button", name="Annuler cette arrivée").click()
    answered(page, "undone")
    door.preparing = 0
    page.wait_for_timeout(1500)
    assert "Arrivée annulée" in answered(page, "undone")


def test_person_is_forgotten_after_twenty_seconds(tablet, door):
    page = tablet.new_page()
    page.clock.install()
    page.goto(door.page)
    type_code(page, next(iter(door.people)))
    assert "Amina1" in answered(page, "accepted")
    page.clock.run_for(21_000)
    assert "Amina1" not in answered(page, "idle")


def test_an_answer_on_its_way_is_shown_although_the_one_before_is_forgotten(tablet, door):
    page = tablet.new_page()
    page.clock.install()
    page.goto(door.page)
    (first, _), (second, name), *_ = door.people.items()
    type_code(page, first)
    answered(page, "accepted")
    page.clock.run_for(19_850)
    door.waiting[second] = 1
    type_code(page, second)
    page.clock.run_for(200)  # sooner than it says that it asks
    told = f".answer[data-kind=accepted]:has-text('{name}'), .answer[data-kind=noted]"
    page.locator(told).wait_for()


def test_of_two_scans_answered_out_of_order_the_later_one_is_filled_in(page, door):
    (first, other), (second, name), *_ = door.people.items()
    door.waiting[first] = 1
    type_code(page, first)
    door.preparing = 3
    type_code(page, second)
    page.get_by_text("10:15").wait_for()
    assert name in answered(page, "accepted")
    assert other not in answered(page, "accepted")


def test_name_of_the_tablet_is_kept(page, door):
    page.get_by_label("Nom de cette tablette").fill("entrée nord")
    page.get_by_role("button", name="Garder ce nom").click()
    page.get_by_text("Que fait cette page hors ligne").wait_for()
    type_code(page, next(iter(door.people)))
    answered(page, "accepted")
    assert door.asked[0]["station"] == "entrée nord"


def test_text_from_the_server_is_never_markup(page, door):
    first = next(iter(door.people))
    door.people[first] = "<img src=x onerror=alert(1)>"
    type_code(page, first)
    assert "<img src=x onerror=alert(1)>" in answered(page, "accepted")
    assert page.locator(".answer img").count() == 0
