"""What is read from afar on a badge: the first name, and a code of 30 mm."""

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.labels import FORMATS
from badges.measure import MM, even_height, width
from badges.qr import QUIET_ZONE, SIDE
from badges.sheets import badge_sheet
from tests.examples import examples

from .papers import CODE, card, opened, scanned
from .test_boxes import outside, over_each_other

ROOMY = sorted(name for name, form in FORMATS.items() if not form.is_small)
NAMES = ("Bo", "Maximilienne", "Jean-Christoph", "Wilhelminatxx", "Élisabéthaïne", "Олександрівна")


def spans(page):
    return [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
    ]


def of_name(page, name):
    """The sizes of the largest words of a badge, which must be those of the name."""
    most = max(span["size"] for span in spans(page))
    rows = [span["text"] for span in spans(page) if span["size"] == most]
    told = "".join(rows).replace("-", "").replace("\u200b", "").strip()
    assert told == name.replace("-", "")
    return most


@pytest.mark.parametrize("labels", ROOMY)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_of_fourteen_letters_has_24_points_on_every_label_of_41_mm_and_more(labels, name):
    (page,) = opened(
        badge_sheet([card(first_name=name, languages=("fr", "ar"))], language="fr", labels=labels)
    )
    assert of_name(page, name) >= 24
    words = " ".join(span["text"] for span in spans(page)).replace("\u200b", "")
    assert "Parle français, arabe" in words
    assert "27" in words.split()
    assert scanned(page, dpi=200) == [CODE]


@examples(40)
@given(
    name=st.text("WMŒÆŴMŵŚĘmwÉЖЩШΩaitr", min_size=1, max_size=14).filter(
        lambda text: width(text, bold=True) <= 12
    ),
    number=st.integers(1, 9999),
    initial=st.sampled_from(("", "W")),
)
def test_the_smallest_label_shows_a_name_from_afar_with_its_number_and_a_code(
    name, number, initial
):
    badge = card(first_name=name, call_number=number, last_initial=initial)
    (page,) = opened(badge_sheet([badge], language="fr", labels="57x32"))
    assert max(span["size"] for span in spans(page)) >= 24
    assert str(number) in " ".join(span["text"] for span in spans(page)).split()
    assert scanned(page, dpi=200) == [CODE]
    assert outside(page, margin=0.5 * MM) == []
    assert over_each_other(page) == []


def test_fourteen_of_the_widest_letters_have_no_room_for_24_points_on_the_smallest_label():
    """Three rows are as high as the label; the code is the smallest that is read."""
    form, side = FORMATS["57x32"], 11 * (SIDE + 2 * QUIET_ZONE) / SIDE
    assert even_height("m", 24, 900, bold=True) * 4 > (form.label[1] - 2 * form.inset) * MM
    row = width("mmmmm-", bold=True) * 24  # the longest of three rows of fourteen
    assert row > (form.label[0] - form.inset - side) * MM
    whole = width("m" * 14, bold=True) * 24
    assert whole > 2 * (form.label[0] - 2 * form.inset) * MM  # nor two rows across the label


@pytest.mark.parametrize("labels", ["54x90", "60x90", "62x100"])
@pytest.mark.parametrize("name", ["Ayşe", "Bo", "Olena", "Zoé"])
def test_words_below_a_short_name_are_large_enough_to_be_read(labels, name):
    badge = card(first_name=name, languages=("tr", "fr", "ar"))
    (page,) = opened(badge_sheet([badge], language="fr", labels=labels))
    assert min(span["size"] for span in spans(page) if span["text"].strip() != "N°") >= 7
    assert outside(page, margin=4.9 * MM) == []  # words begin at five
    assert over_each_other(page) == []


@examples(40)
@given(
    labels=st.sampled_from(ROOMY),
    name=st.text("WMŒÆŴMŵŚĘmwÉЖЩШΩ", min_size=1, max_size=14),
    title=st.text("WMwmaei ", min_size=1, max_size=70).filter(str.strip),
    place=st.text("WMwmaei ,", min_size=1, max_size=80).filter(str.strip),
)
def test_the_widest_letters_are_read_from_afar_whatever_stands_below_them(
    labels, name, title, place
):
    badge = card(first_name=name, languages=("fr", "ar"), fair_title=title, place=place)
    (page,) = opened(badge_sheet([badge], language="fr", labels=labels))
    assert of_name(page, name) >= 24
    assert scanned(page, dpi=200) == [CODE]


def test_codes_are_as_large_as_the_label_lets_them():
    for form in FORMATS.values():
        border = 8 / 21  # four modules of white on each side of twenty-one
        assert form.code >= 30 or form.code * (1 + border) > min(form.label) - 2 * form.inset - 2
        assert form.code * (1 + border) <= min(form.label)


def test_a_name_in_rows_stays_inside_its_label():
    for labels in ROOMY:
        form = FORMATS[labels]
        pages = opened(
            badge_sheet([card(first_name="Wilhelminatxx")], language="fr", labels=labels)
        )
        left, top = form.corner(0)
        for span in spans(pages[0]):
            x, _, right, _ = span["bbox"]
            assert x >= (left + form.inset) * MM - 1
            assert right <= (left + form.label[0]) * MM
            assert span["origin"][1] <= (top + form.label[1]) * MM


@pytest.mark.parametrize("labels", ["85x54", "54x90", "a7", "102x57", "57x32"])
@pytest.mark.parametrize("name", ["မြတ်ခြုံ", "ខ្ញុំស្រី", "வைகறை", "حجي", "Ngọçq"])
def test_letters_that_reach_deep_stay_above_the_call_number(labels, name):
    (page,) = opened(badge_sheet([card(first_name=name)], language="fr", labels=labels))
    frames = [drawn["rect"] for drawn in page.get_drawings() if drawn["fill"] == (0.0, 0.0, 0.0)]
    (frame,) = (box for box in frames if box.height < 30)  # the other is the QR code
    strip = pymupdf.Rect(frame.x0, frame.y0 - 1.2, frame.x1 + 30, frame.y0 - 0.3)
    assert set(page.get_pixmap(clip=strip, dpi=200, colorspace="gray").samples) == {255}
