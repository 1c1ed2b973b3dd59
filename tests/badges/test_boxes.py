"""Nothing on paper is cut, collides or leaves its frame, however long the words are."""

from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.measure import MM
from badges.press import plain
from badges.sheets import schedule_sheets
from tests.examples import examples

from .papers import opened, schedule, schedule_line

LETTERS = "abcdefghijklmnopqrstuvwxyzéèçœàùABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
MARGIN = 5 * MM


def texts(most=120, alphabet=LETTERS):
    """Words of any length, one of them as long as the whole text may be."""
    word = st.text(alphabet, min_size=1, max_size=most)
    return (
        st.lists(
            st.one_of(word, st.text(alphabet, min_size=1, max_size=9)), min_size=1, max_size=14
        )
        .map(lambda words: " ".join(words)[:most].strip())
        .filter(bool)
    )


def letters(text):
    return Counter(sign for sign in text if sign.isalnum())


def capitals(span):
    """The box of a span from the top of its capitals to its foot."""
    left, _, right, _ = span["bbox"]
    foot = span["origin"][1]
    return left, foot - 0.7 * span["size"], right, foot


def written(page):
    return [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["text"].strip(" \u200b\xa0")
    ]


def outside(page):
    wide, high = page.rect.width, page.rect.height
    return [
        span["text"]
        for span in written(page)
        for left, top, right, foot in [capitals(span)]
        if left < MARGIN or top < MARGIN or right > wide - MARGIN or foot > high - MARGIN
    ]


def over_each_other(page):
    found = []
    for one, other in combinations(written(page), 2):
        a, b = capitals(one), capitals(other)
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        if across > 1 and down > 1:
            found.append((one["text"], other["text"]))
    return found


@examples(40)
@given(
    fair=texts(),
    place=texts(),
    name=texts(80),
    lines=st.lists(st.tuples(texts(), texts(40), texts(), texts()), max_size=6),
    large=st.booleans(),
)
def test_a_schedule_shows_every_letter_inside_its_margins_and_none_over_another(
    fair, place, name, lines, large
):
    meetings = [
        schedule_line(9 + number, exhibitor=stand, stand=f"Q{number}", zone=zone, offer_title=offer)
        for number, (stand, zone, offer, _) in enumerate(lines)
    ]
    pages = opened(
        schedule_sheets(
            [
                schedule(
                    meetings,
                    fair_title=fair,
                    place=place,
                    first_name=name,
                    last_name="",
                    notes=tuple(why for *_, why in lines[:1]),
                    large_print=large,
                )
            ]
        )
    )
    printed = letters("".join(span["text"] for page in pages for span in written(page)))
    for text in (fair, place, name, *(part for line in lines for part in line[:3])):
        assert not letters(plain(text)) - printed
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)


@pytest.mark.parametrize("alphabet", ["ЖКщюяІї", "שלוםאב", "王伟陳한지さく", "กขคงจ"])
def test_a_long_title_in_another_script_stays_inside(alphabet):
    title = " ".join([alphabet * 6] * 3)[:120]
    (page,) = opened(schedule_sheets([schedule([schedule_line()], fair_title=title, place=title)]))
    assert outside(page) == []
    assert over_each_other(page) == []


def test_a_title_of_59_letters_and_a_full_address_push_the_meetings_down():
    sheet = schedule(
        [schedule_line(9, 0)],
        fair_title="Forum de l'emploi et de la formation des quartiers nord 2027",
        place="Maison de quartier Gisèle-Halimi, 12 bis avenue de la République, 34080 Montpellier",
    )
    (page,) = opened(schedule_sheets([sheet]))
    feet = [capitals(span)[3] for span in written(page) if "Montpellier" in span["text"]]
    (top,) = [
        capitals(span)[1] for span in written(page) if span["text"].startswith("9\xa0h\xa000")
    ]
    assert max(feet) < top
