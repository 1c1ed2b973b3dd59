"""Arabic words are measured as they are written: each letter in the form that it takes."""

import pytest

from badges.measure import width
from badges.sheets import schedule_sheets

from .papers import opened, schedule

WORDS = ("محمد", "فاطمة", "سلام", "الآن", "لأحلام", "عبدالرحمن", "كيفية", "ورود", "مُدَرِّسة")


def printed(word):
    """Ems that a word of a head takes on paper, set large in bold."""
    (page,) = opened(schedule_sheets([schedule(first_name=word, last_name="", language="ar")]))
    spans = [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["size"] == pytest.approx(24) and span["text"].strip()
    ]
    edges = [edge for span in spans for edge in (span["bbox"][0], span["bbox"][2])]
    return (max(edges) - min(edges)) / 24


@pytest.mark.parametrize("word", WORDS)
def test_a_word_is_measured_as_wide_as_it_is_printed(word):
    most_spared = 0.16 * (1 + word.count("لا") + word.count("لأ"))  # two letters in one sign
    assert printed(word) - 0.02 <= width(word, bold=True) <= printed(word) + most_spared


def test_letters_that_join_are_narrower_than_apart():
    assert width("سس", bold=False) < 2 * width("س", bold=False)
    assert width("دد", bold=False) == pytest.approx(2 * width("د", bold=False))


def test_a_place_to_break_changes_no_width():
    assert width("مد\u200bرسة", bold=False) == width("مدرسة", bold=False)


def test_letters_of_other_languages_keep_their_widest_form():
    assert width("ڧڧ", bold=False) == pytest.approx(2 * width("ڧ", bold=False))
