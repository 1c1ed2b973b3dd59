"""A scanner that types like a keyboard is heard wherever the focus is."""

import pytest

from badges.code import pretty_code
from tests.scanner.conftest import answered, scan

pytestmark = pytest.mark.browser

# A French keyboard: the key that a scanner set to English presses, and what it types.
AZERTY = {
    "A": "Q", "Q": "A", "Z": "W", "W": "Z", "M": "?",
    "2": "é", "3": '"', "4": "'", "5": "(", "6": "-", "7": "è", "8": "_", "9": "ç",
}  # fmt: skip


@pytest.mark.parametrize("end", ["Enter", "Tab", ""])
def test_badge_is_heard_without_touching_a_field(page, door, end):
    first = next(iter(door.people))
    scan(page, first, end)
    assert "Amina1" in answered(page, "accepted")


def test_badge_is_heard_as_it_is_printed(page, door):
    first = next(iter(door.people))
    scan(page, pretty_code(first))
    answered(page, "accepted")


def test_badge_scanned_into_a_field_leaves_the_field_as_it_was(page, door):
    first = next(iter(door.people))
    field = page.get_by_label("Nom de cette tablette")
    field.fill("entrée nord")
    field.focus()
    page.wait_for_timeout(200)
    scan(page, first)
    answered(page, "accepted")
    assert field.input_value() == "entrée nord"
    assert page.url == door.page


def test_badge_scanned_into_the_code_field_is_one_act(page, door):
    first = next(iter(door.people))
    page.get_by_label("Ou tapez les 10 signes").focus()
    scan(page, first)
    answered(page, "accepted")
    page.wait_for_timeout(400)
    assert len(door.asked) == 1


def test_scanner_set_to_another_keyboard_is_understood(page, door):
    first = next(iter(door.people))
    assert set(first) & set(AZERTY)
    scan(page, first, keyboard=AZERTY)
    answered(page, "accepted")


@pytest.mark.parametrize("end", ["Enter", ""])
def test_badge_is_heard_whole_by_a_page_that_was_busy(page, door, end):
    first = next(iter(door.people))
    scan(page, first, end, busy_after=4)
    assert "Amina1" in answered(page, "accepted")
    assert len(door.asked) == 1


def test_hand_that_types_is_not_a_scanner(page, door):
    first = next(iter(door.people))
    field = page.get_by_label("Ou tapez les 10 signes")
    field.focus()
    page.keyboard.type(first[:5], delay=200)
    page.keyboard.press("Tab")
    assert field.input_value() == first[:5]
    assert door.asked == []


def test_fast_text_that_is_no_badge_is_left_alone(page, door):
    page.get_by_label("Nom de cette tablette").fill("")
    page.get_by_label("Nom de cette tablette").focus()
    scan(page, "grande salle", end="")
    page.wait_for_timeout(400)
    assert page.get_by_label("Nom de cette tablette").input_value() == "grande salle"
    assert door.asked == []
