"""Every name of people who live in France prints, in fonts that Parvis brings."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.glyphs import printable_signs, unprintable
from badges.pages.posters import Poster, poster_sheets
from badges.personal.slips import SLIPS, slip_sheets
from badges.press import plain
from badges.sheets import badge_sheet, door_sheet, schedule_sheets, stand_sheets

from .papers import FAIR, card, door, opened, schedule, schedule_line, stand, stand_line, text

NAMES = {
    "Amharic": "ሰላማዊት",
    "Arabic": "محمد عبد الله",
    "Armenian": "Արամ",
    "Bengali": "মোহাম্মদ",
    "Burmese": "အောင်",
    "Chinese": "王伟",
    "Chinese, traditional": "陳龍",
    "Georgian": "გიორგი",
    "Greek": "Ελένη",
    "Gujarati": "પટેલ",
    "Hebrew": "אברהם",
    "Hindi": "राजेश",
    "Japanese": "さくら",
    "Khmer": "សុខា",
    "Korean": "한지민",
    "Lao": "ສົມ",
    "Malayalam": "അനിൽ",
    "Punjabi": "ਸਿੰਘ",
    "Sinhala": "නිමල්",
    "Tamazight": "ⵎⴰⵙⵉⵏ",
    "Tamil": "தமிழ்ச்செல்வன்",
    "Telugu": "రాజు",
    "Thai": "สมชาย",
    "Ukrainian": "Олександр",
    "Vietnamese": "Nguyễn Thị Ngọc",
}
SHEETS = {
    "badges": lambda name: badge_sheet([card(first_name=name)], language="fr"),
    "schedules": lambda name: schedule_sheets([schedule([schedule_line()], first_name=name)]),
    "stands": lambda name: stand_sheets([stand([stand_line(first_name=name)])]),
    "door": lambda name: door_sheet(door([name])),
}


def test_fancy_letters_are_printed_as_plain_ones_and_nothing_is_said_of_them():
    fancy = "\N{MATHEMATICAL BOLD SCRIPT CAPITAL L}\N{MATHEMATICAL BOLD SCRIPT SMALL E}a ⑫"
    assert (plain(fancy), unprintable(fancy)) == ("Lea 12", "")
    assert (plain("Zoé \N{GRINNING FACE}"), unprintable("Zoé \N{GRINNING FACE}")) == (
        "Zoé",
        "\N{GRINNING FACE}",
    )


@pytest.mark.parametrize("name", NAMES.values(), ids=NAMES)
def test_a_name_has_all_its_signs_in_our_fonts(name):
    assert unprintable(name) == ""


@pytest.mark.parametrize("sheet", SHEETS)
def test_names_of_every_script_are_printed_in_our_fonts_and_stay_tagged(sheet):
    pdf = opened(SHEETS[sheet](" ".join(NAMES.values())))
    fonts = {font[3].split("+")[-1] for page in pdf for font in page.get_fonts()}
    assert all(font.startswith("NotoSans") for font in fonts)
    assert "pdfuaid" in pdf.get_xml_metadata()


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sign_that_no_font_has_is_left_out_and_costs_nobody_the_tags(sheet):
    pdf = SHEETS[sheet]("Zoé 😀𓀀")
    assert unprintable("Zoé 😀𓀀😀") == "😀𓀀"
    assert "Zoé" in text(pdf)
    assert "pdfuaid" in opened(pdf).get_xml_metadata()


NOTHING = ("ଓଡ଼ିଆ", "😀", "\u200d")


@pytest.mark.parametrize("name", NOTHING)
def test_a_name_of_which_nothing_prints_refuses_nobodys_sheets(name):
    assert "N° 27" in text(badge_sheet([card(first_name=name)], language="fr"))
    sheet = schedule([schedule_line(exhibitor=name)], first_name=name, last_name=name)
    for pages in (
        schedule_sheets([sheet]),
        slip_sheets([sheet], SLIPS["ticket"]),
        stand_sheets([stand([stand_line(first_name=name)], exhibitor=name)]),
        poster_sheets([Poster("A3", name, "", "employer", FAIR)], language="fr"),
    ):
        assert text(pages).count("A3") > 1
    assert text(door_sheet(door([name])))


@given(st.text(max_size=40))
def test_what_is_printed_and_what_is_said_missing_is_the_whole_text(written):
    missing = unprintable(written)
    assert not set(missing) & printable_signs()
    assert unprintable(plain(written)) == ""
