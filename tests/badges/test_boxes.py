"""Nothing on paper is cut, collides or leaves its frame, however long the words are."""

from collections import Counter
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.hall.hall_map import MapStand, lay_out_hall
from badges.labels import FORMATS
from badges.measure import CAPITAL, LEADING, MM, rows_height
from badges.pages.posters import Poster, poster_sheets
from badges.personal.slips import SLIPS, slip_sheets
from badges.press import plain
from badges.sheets import (
    badge_sheet,
    calibration_sheet,
    door_sheet,
    schedule_sheets,
    stand_sheets,
)
from matching.phrases import SPOKEN, say
from tests.examples import examples

from .papers import (
    card,
    codes,
    door,
    opened,
    scanned,
    schedule,
    schedule_line,
    stand,
    stand_line,
)

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
    """The box of a span from the top of its capitals to its foot, less the white at its end."""
    left, _, right, _ = span["bbox"]
    foot, size = span["origin"][1], span["size"]
    white = len(span["text"]) - len(span["text"].rstrip())
    return left, foot - 0.7 * size, right - 0.26 * size * white, foot


def written(page):
    return [
        span
        for block in page.get_text("dict")["blocks"]
        for line in block.get("lines", ())
        for span in line["spans"]
        if span["text"].strip(" \u200b\xa0")
    ]


def outside(page, margin=MARGIN):
    wide, high = page.rect.width, page.rect.height
    return [
        span["text"]
        for span in written(page)
        for left, top, right, foot in [capitals(span)]
        if left < margin or top < margin or right > wide - margin or foot > high - margin
    ]


def has_all(pages, *texts):
    """Whether every letter of the texts is on the pages, as often as it is in one of them."""
    printed = letters("".join(span["text"] for page in pages for span in written(page)))
    return all(not letters(plain(text)) - printed for text in texts)


def over_each_other(page):
    found = []
    for one, other in combinations(written(page), 2):
        a, b = capitals(one), capitals(other)
        across = min(a[2], b[2]) - max(a[0], b[0])
        down = min(a[3], b[3]) - max(a[1], b[1])
        if across > 1 and down > 1:
            found.append((one["text"], other["text"]))
    return found


@pytest.mark.slow
@examples(40)
@given(
    fair=texts(),
    place=texts(),
    name=texts(80),
    lines=st.lists(st.tuples(texts(), texts(40), texts(), texts()), max_size=6),
    look=st.fixed_dictionaries({"large_print": st.booleans(), "language": st.sampled_from(SPOKEN)}),
)
def test_a_schedule_shows_every_letter_inside_its_margins_and_none_over_another(
    fair, place, name, lines, look
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
                    **look,
                )
            ]
        )
    )
    assert has_all(pages, fair, place, name, *(part for line in lines for part in line[:3]))
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


@pytest.mark.parametrize("form", sorted(FORMATS))
@pytest.mark.parametrize("name", ["0 0 0 0", "Zoé", "Bartholomew", "Anne-Sophie M"])
@pytest.mark.parametrize("letters", ["wagon ", "i"], ids=["wide", "narrow"])
def test_words_of_120_letters_move_nothing_of_a_badge_over_its_code(form, name, letters):
    long = (letters * 120)[:120].strip()
    badge = card(first_name=name, call_number=99_999, fair_title=long, place=long)
    (page,) = opened(badge_sheet([badge], language="fr", labels=form))
    assert outside(page, FORMATS[form].inset * MM - 0.5) == []
    assert over_each_other(page) == []
    assert scanned(page, dpi=200) == [badge.code]


OWN_DAY = "https://parvis.association-montpellier.fr:8501/mine"


@examples(15)
@given(
    form=st.sampled_from(sorted(FORMATS)),
    fair=texts(),
    place=texts(),
    names=st.lists(texts(60), min_size=1, max_size=4),
    look=st.fixed_dictionaries(
        {"call_number": st.integers(1, 99_999), "large_print": st.booleans()}
    ),
)
def test_a_badge_of_any_format_shows_every_letter_and_its_code_is_read(
    form, fair, place, names, look
):
    cards = [
        card(
            code=code,
            first_name=name,
            fair_title=fair,
            place=place,
            **look,
        )
        for name, code in zip(names, codes(len(names)), strict=True)
    ]
    pages = opened(badge_sheet(cards, language="fr", labels=form))
    label = FORMATS[form]
    assert has_all(pages, *names, *([] if label.is_small else [fair, place]))
    assert [outside(page, label.inset * MM - 0.5) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)
    read = [code for page in pages for code in scanned(page, dpi=200)]
    assert sorted(read) == sorted(shown.code for shown in cards)


FIRST_NAMES = [
    *("Abdoulaye", "Alexandrine", "Anne-Charlotte", "Bartholomé", "Christophe", "Fatoumata-Bin"),
    *("Guillemette", "Jean-Baptiste", "Jean-François", "Konstantinos", "Mamadou-Aliou", "Zoé"),
    *("Maria-Eduarda", "Maria-Fernanda", "Marie-Claude", "Marie-Laurence", "Maximilienne"),
    *("Mohamed-Lamine", "Nguyễn-Phương", "Ramatoulaye", "Sébastienne", "Wilhelmina"),
]


COMMON = (Path(__file__).parent / "first_names.txt").read_text(encoding="utf-8").split()
"""First names that many in France bear, of its several origins; none of more than 14 letters."""


def name_sizes(names, form):
    """The smallest letters of the name on each badge, one badge after the other."""
    label = FORMATS[form]
    pages = opened(
        badge_sheet([card(first_name=name) for name in names], labels=form, language="fr")
    )
    for number, name in enumerate(names):
        page, place = divmod(number, label.places)
        left, top = (side * MM for side in label.corner(place))
        wide, high = (side * MM for side in label.label)
        rows = [
            (span["size"], span["text"].replace("\xad", "").strip(" \u200b-"))
            for span in written(pages[page])
            if 0 <= span["bbox"][0] - left < wide and 0 <= span["origin"][1] - top < high
        ]
        assert "".join(row for size, row in rows if row in name and size >= 13).startswith(name[:2])
        yield name, max(size for size, row in rows if row and row in name)


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_first_names_that_people_have_are_at_least_24_points_high(form):
    assert {name for name, size in name_sizes(COMMON, form) if size < 23.99} == set()


@pytest.mark.parametrize("form", ["85x54", "90x54", "a7", "a6", "102x57"])
def test_a_first_name_of_fourteen_letters_is_at_least_24_points_high(form):
    cards = [card(first_name=name) for name in FIRST_NAMES]
    pages = opened(badge_sheet(cards, language="fr", labels=form))
    sizes = {
        name: max(
            span["size"]
            for page in pages
            for span in written(page)
            if span["text"].replace("\xad", "").strip(" \u200b") in name
        )
        for name in FIRST_NAMES
    }
    assert {name for name, size in sizes.items() if size < 23.99} == set()


@examples(15)
@given(
    fair=texts(),
    exhibitor=texts(),
    sign=texts(40),
    zone=texts(60),
    rows=st.lists(st.tuples(texts(60), texts(), texts(), texts(60)), max_size=6),
)
def test_a_list_of_a_stand_shows_every_letter_and_its_last_page_is_full(
    fair, exhibitor, sign, zone, rows
):
    lines = [
        stand_line(9 + number, 0, first_name=name, offer_title=offer, points=(why,), to_ask=(ask,))
        for number, (name, offer, why, ask) in enumerate(rows)
    ]
    sheet = stand(lines, fair_title=fair, exhibitor=exhibitor, stand=sign, zone=zone)
    pages = opened(stand_sheets([sheet]))
    assert has_all(pages, fair, exhibitor, sign, zone, *(part for row in rows for part in row))
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)
    assert lowest(pages[-1]) > 0.8


@examples(10)
@given(fair=texts(), names=st.lists(texts(80), min_size=1, max_size=60))
def test_the_list_of_the_door_shows_every_letter_and_its_last_page_is_full(fair, names):
    pages = opened(door_sheet(door(names, fair_title=fair)))
    assert has_all(pages, fair, *names)
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)
    assert lowest(pages[-1]) > 0.9


def lowest(page):
    """How far down the page its last box to tick reaches, of one."""
    return max(shape["rect"].y1 for shape in page.get_drawings()) / page.rect.height


@examples(15)
@given(sign=texts(40), name=texts(), zone=texts(60), fair=texts())
def test_a_poster_shows_every_letter_on_one_page(sign, name, zone, fair):
    pages = opened(poster_sheets([Poster(sign, name, zone, "school", fair, link=OWN_DAY)]))
    assert len(pages) == 1
    assert has_all(pages, sign, name, zone, fair)
    assert outside(pages[0]) == []
    assert over_each_other(pages[0]) == []


@pytest.mark.slow
@examples(20)
@given(
    form=st.sampled_from(sorted(SLIPS)),
    fair=texts(),
    name=texts(80),
    lines=st.lists(st.tuples(texts(), texts(40), texts(), texts(), texts(20)), max_size=6),
    look=st.fixed_dictionaries({"large_print": st.booleans(), "language": st.sampled_from(SPOKEN)}),
)
def test_a_slip_shows_every_letter_inside_its_margins_and_its_code_is_read(
    form, fair, name, lines, look
):
    meetings = [
        schedule_line(
            9 + number, exhibitor=stand, stand=sign, zone=zone, offer_title=offer, bring=bring
        )
        for number, (stand, zone, offer, bring, sign) in enumerate(lines)
    ]
    sheet = schedule(
        meetings,
        fair_title=fair,
        place=fair,
        first_name=name,
        last_name="",
        notes=tuple(line[3] for line in lines[:1]),
        also=tuple(line[2] for line in lines[:2]),
        also_when_free=True,
        **look,
    )
    pages = opened(slip_sheets([sheet], SLIPS[form]))
    assert has_all(pages, fair, name, *(part for line in lines for part in line))
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)
    assert [code for page in pages for code in scanned(page, dpi=200)] == [sheet.code]


@pytest.mark.parametrize("form", sorted(SLIPS))
def test_no_slip_is_smaller_than_fourteen_points(form):
    sheet = schedule([schedule_line(9, 0, zone="Hall A"), schedule_line(11, 0, stand="Parvis")])
    sizes = {
        span["size"]
        for page in opened(slip_sheets([sheet], SLIPS[form]))
        for span in written(page)
        if not span["text"].isspace()
    }
    assert min(sizes) >= 14


@pytest.mark.parametrize("form", sorted(FORMATS))
def test_the_page_to_align_labels_stays_inside_the_first_label(form):
    (page,) = opened(calibration_sheet(language="fr", labels=form))
    label = FORMATS[form]
    assert outside(page) == []
    assert over_each_other(page) == []
    told = [span for span in written(page) if span["size"] < 12]
    foot = (label.corner(0)[1] + label.label[1]) * MM
    assert bool(told) != label.is_small
    assert [span["text"] for span in told if capitals(span)[3] > foot] == []


@pytest.mark.parametrize("form", ["85x54", "a7"])
def test_badges_begin_at_the_first_label_that_is_left(form):
    cards = [card(code=code) for code in codes(3)]
    label = FORMATS[form]
    pages = opened(badge_sheet(cards, language="fr", labels=form, first=label.places - 1))
    assert [len(scanned(page, dpi=200)) for page in pages] == [2, 1]
    left, top = label.corner(label.places - 2)
    assert min(capitals(span)[1] for span in written(pages[0])) >= top * MM
    assert min(capitals(span)[0] for span in written(pages[0])) >= left * MM


def hall_on(form):
    stands = [MapStand(f"s{number}", f"A{number}", "Zone A") for number in range(1, 9)]
    wide, high = form.column, form.most_of_hall
    return lay_out_hall(stands, wide, high, {"Zone A": "Zone A"}, signs=(14, 18))


FULL_DAY = (
    schedule_line(9, 30, exhibitor="Atelier Clic, dépannage et sites web", zone="B"),
    schedule_line(11, 0, zone="A", offer_title="Rencontre : les métiers du numérique"),
    schedule_line(14, 15, exhibitor="Allô Clients Sud, relation client", zone="B"),
)


@pytest.mark.parametrize("form", sorted(SLIPS))
@pytest.mark.parametrize("language", SPOKEN)
def test_three_meetings_stand_on_one_side_of_a_slip(form, language):
    sheet = schedule(FULL_DAY, language=language, notes=(say("note.cv", language),))
    (page,) = opened(slip_sheets([sheet], SLIPS[form]))
    assert outside(page) == []
    assert over_each_other(page) == []


def ten_meetings(**changes):
    """A full morning, two of it starred, as its people tell it: names and titles of two rows."""
    usual = {
        "exhibitor": "Rive Gauche, ménage et repassage",
        "offer_title": "Aide-soignante ou aide-soignant de nuit",
        "zone": "B",
        "reasons": ("Vous avez dit : « j'aide ma voisine ». C'est utile ici.",) * 2,
    }
    ranks = [9, 9, 1, 9, 9, 9, 2, 9, 9, 9]
    return [
        schedule_line(9 + n // 3, n % 3 * 20, 20, stand=f"B{n}", rank=rank, **usual | changes)
        for n, rank in enumerate(ranks)
    ]


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize(("large", "most"), [(False, 2), (True, 3)])
def test_ten_meetings_fit_two_sides_of_half_a_page_and_three_in_large_print(language, large, most):
    notes = (say("note.cv", language),)
    sheet = schedule(ten_meetings(), language=language, notes=notes, large_print=large)
    pages = opened(slip_sheets([sheet], SLIPS["a5"]))
    assert len(pages) <= most
    assert [outside(page) for page in pages] == [[]] * len(pages)
    assert [over_each_other(page) for page in pages] == [[]] * len(pages)


def test_names_of_three_rows_take_a_third_side_because_they_are_higher_than_two():
    """No look can leave out the head, names, offers, and 1.5 mm of white on both sides of a line.

    Not even on paper printed to 5 mm of its edges.
    """
    long = {
        "exhibitor": "Entreprise de travail temporaire Adéquat Intérim & Recrutement",
        "offer_title": "Technicienne de maintenance informatique et réseaux",
    }
    pages = opened(slip_sheets([schedule(ten_meetings(**long))], SLIPS["a5"]))
    rows = 10 * (rows_height(3, 14) + LEADING + rows_height(2, 14) + LEADING)
    head_and_foot = 36 * MM + 4 * (14 * CAPITAL + LEADING)
    assert rows + 11 * 3 * MM + head_and_foot > 2 * (210 - 2 * 5 - 4) * MM
    assert len(pages) == 3


def test_of_many_meetings_the_starred_ones_have_their_reasons_first():
    (first, second) = opened(slip_sheets([schedule(ten_meetings())], SLIPS["a5"]))
    told = " ".join(" ".join(page.get_text().split()) for page in (first, second))
    starred = told.split(say("sheet.star", "fr"))[1:]
    assert len(starred) == 2
    assert all(words.strip().startswith("Vous avez dit") for words in starred)


@pytest.mark.parametrize("form", sorted(SLIPS))
def test_a_slip_shows_the_way_through_the_hall_where_there_is_room(form):
    def said(lines=()):
        sheet = schedule(lines, hall=hall_on(SLIPS[form]), stops={"s3": "1"})
        (page,) = opened(slip_sheets([sheet], SLIPS[form]))
        assert outside(page) == []
        return " ".join(span["text"] for span in written(page)).split()

    assert {"noir,", "A3", "A8"} <= set(said())
    assert ("A8" in said(FULL_DAY)) == (form == "ticket")


@examples(12)
@given(
    st.integers(1, 9),
    st.lists(st.text("abcdefghij ", max_size=80), min_size=9, max_size=9),
    st.sampled_from(SPOKEN),
    st.booleans(),
)
def test_no_page_of_a_slip_tells_only_what_to_do_when_lost(count, texts, language, large):
    lines = [
        schedule_line(hour=8 + n, stand=f"Q{n}", offer_title=text, reasons=(text,) if text else ())
        for n, text in enumerate(texts[:count])
    ]
    sheet = schedule(lines, language=language, large_print=large)
    pages = opened(slip_sheets([sheet], SLIPS["a5"]))
    signs = {f"Q{n}" for n in range(count)}
    assert [signs & set(page.get_text().split()) != set() for page in pages] == [True] * len(pages)


@pytest.mark.parametrize("language", SPOKEN)
def test_a_row_that_ends_in_a_comma_keeps_it_inside_the_margin_of_a_ticket(language):
    place = "12 avenue du Général-de-Gaulle-Fauvel, 13 avenue du Général-de-Gaulle-Fauvel, 94000"
    sheet = schedule([schedule_line(9)], language=language, place=place)
    for page in opened(slip_sheets([sheet], SLIPS["ticket"])):
        assert outside(page, 5.3 * MM) == []
