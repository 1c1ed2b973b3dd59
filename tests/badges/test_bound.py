"""Texts are set once and written on every page that has them."""

import zlib
from io import BytesIO

import pikepdf
import pymupdf
import pytest

from badges.measure import MM
from badges.personal.slips import SLIPS, slip_sheets
from badges.personal.type_case import CaseText, is_seen, set_once
from badges.sheets import badge_sheet, door_sheet, schedule_sheets, stand_sheets
from badges.tagged.pdf_parts import read_objects

from .papers import card, codes, door, opened, schedule, schedule_line, spans, stand, stand_line
from .test_boxes import hall_on

LANGUAGES = ("fr", "ar", "uk")
DATA = {"language": "fr", "words": {"schedules": "Programmes"}, "date": None}


def case_text(words, lead=""):
    return CaseText("fr", 200.0, 14.0, words, "regular", "start", lead, False)


@pytest.fixture(scope="module")
def mixed():
    """The same day for three people of three languages, then twelve meetings for a fourth."""
    line = schedule_line(9, exhibitor="Maison Bleue")
    few = [
        schedule([line], first_name=name, code=code, language=language)
        for name, code, language in zip(("Ana", "سمير", "Олена"), codes(3), LANGUAGES, strict=True)
    ]
    return schedule_sheets([*few, schedule([line] * 12, first_name="Zoé", code=codes(4)[3])])


def test_a_text_of_many_pages_is_set_once():
    case = set_once(DATA, [case_text("Bonjour"), case_text("Bonjour"), case_text("Zone")], [])
    assert [len(words) for words in case.texts.values()] == [1, 1]


def test_bold_words_before_a_text_are_an_element_of_their_own():
    text = case_text("Maison", lead="Si un créneau se libère :")
    assert [words.is_strong for words in set_once(DATA, [text], []).texts[text]] == [True, False]


@pytest.mark.parametrize("words", ["", " ", "\u200d", "\u200b\u00a0", "\ufdd0"])
def test_a_text_of_which_nothing_is_seen_is_not_set(words):
    assert not is_seen(case_text(words))
    assert is_seen(case_text(words, lead="Ana"))


def test_what_is_not_one_element_a_text_is_refused():
    with pytest.raises(ValueError, match="not one element"):
        set_once(DATA, [case_text("Ana"), case_text("\u200d")], [])


def test_a_drawing_is_in_the_file_once_however_many_pages_have_it(mixed):
    objects = read_objects(mixed).numbered.values()
    drawings = [one for one in objects if b"/Subtype/Form" in one.said]
    assert len(drawings) == len({one.stream for one in drawings}) > 5


def test_a_sheet_in_another_language_says_so_of_each_element(mixed):
    with pikepdf.open(BytesIO(mixed)) as pdf:
        elements = list(pdf.Root.StructTreeRoot.K[0].K)
        pages = [page.obj.objgen for page in pdf.pages]
        spoken = {
            number: {str(one.get("/Lang", "")) for one in elements if one.Pg.objgen == page}
            for number, page in enumerate(pages)
        }
        kinds = [str(one.S) for one in elements if one.Pg.objgen == pages[0]][:3]
    assert [spoken[number] for number in range(3)] == [{""}, {"ar"}, {"uk"}]
    assert kinds == ["/H1", "/Figure", "/P"]


def test_whoever_has_to_turn_the_page_sees_the_arrow(mixed):
    """It lies below the last meeting, where a drawing as large as the page once cut it."""
    with pymupdf.open(stream=mixed) as pdf:
        page = pdf[3]
        (words,) = page.search_for("La suite est sur l'autre page.")
        beside = pymupdf.Rect(words.x1, words.y0, words.x1 + 10 * MM, words.y1)
        samples = page.get_pixmap(clip=beside, dpi=72, colorspace="gray").samples
    assert min(samples) < 64


def test_the_plan_of_the_hall_lies_below_the_marks_of_stands():
    sheet = schedule([schedule_line(9)], hall=hall_on(SLIPS["a5"]), stops={"s3": "1"})
    streams = (one.stream for one in read_objects(schedule_sheets([sheet])).numbered.values())
    pages = [zlib.decompress(stream) for stream in streams if stream and stream[:1] == b"x"]
    (page,) = (contents for contents in pages if b"/hall-0 Do" in contents)
    assert page.index(b"/hall-0 Do") < page.index(b"/Artifact")


LONGEST = "Wolfeschlegelsteinhausenbergerdorff"


@pytest.mark.parametrize(
    "pages",
    [
        lambda: schedule_sheets([schedule([schedule_line(9)], last_name=LONGEST)]),
        lambda: door_sheet(door([LONGEST])),
        lambda: badge_sheet([card(first_name=LONGEST)], language="fr"),
        lambda: stand_sheets([stand([stand_line(first_name=LONGEST)])]),
    ],
    ids=["schedule", "door", "badge", "stand"],
)
def test_a_long_name_is_found_by_whoever_looks_for_it_in_the_pdf(pages):
    with pymupdf.open(stream=pages()) as pdf:
        told = "".join(page.get_text() for page in pdf)
        bookmarks = "".join(title for _, title, _ in pdf.get_toc())
    assert "\u200b" not in told + bookmarks
    assert LONGEST in "".join(told.split())


@pytest.mark.parametrize(
    "pages", [schedule_sheets, lambda sheets: slip_sheets(sheets, SLIPS["a5"])], ids=["a4", "a5"]
)
def test_letters_that_reach_low_do_not_reach_the_words_below(pages):
    def below(name):
        (page,) = opened(pages([schedule((), first_name=name, last_name="")]))
        lines = {span["text"][:12].strip(): span["origin"][1] for span in spans(page)}
        return lines["Le Numérique"] - lines[name]

    assert below("علي") - below("Ali") > 4
    assert below("Олена") == pytest.approx(below("Ali"))
