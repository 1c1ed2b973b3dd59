import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.cards import PrescriberSheet, Printing
from badges.code import pretty_code
from badges.measure import width
from badges.pages.hours import HourRow, HoursSheet, hours_sheet
from badges.personal.slips import SLIPS, slip_sheets
from badges.sheets import (
    badge_sheet,
    door_sheet,
    prescriber_sheets,
    schedule_sheets,
    stand_sheets,
)
from badges.wording import printed
from matching.domain.day.happening import OUTCOMES
from matching.domain.day.next_steps import NextStep
from matching.phrases import SPOKEN, say
from tests.examples import examples

from .papers import (
    CODE,
    DAY,
    FAIR,
    LONG,
    MARKUP,
    PLACE,
    card,
    codes,
    door,
    opened,
    page_texts,
    scanned,
    schedule,
    schedule_line,
    spans,
    stand,
    stand_line,
    text,
)

ARABIC = "محمد عبد الله"
CYRILLIC = "Олександр"
NAMES = ("Amina", CYRILLIC, ARABIC, "Nguyễn", "Jean-Christophe", MARKUP, LONG)


def words(most):
    """A sentence of ordinary words, at most so many letters."""
    trade = st.sampled_from(
        ["aide", "accueil", "développement", "de", "en", "montage", "numérique", "réseau", "vous"]
    )
    return st.lists(trade, min_size=1, max_size=12).map(lambda some: " ".join(some)[:most].strip())


PRESSES = {
    "badges": lambda name: badge_sheet([card(first_name=name)], language="fr"),
    "schedules": lambda name: schedule_sheets([schedule([schedule_line()], first_name=name)]),
    "stands": lambda name: stand_sheets([stand([stand_line(first_name=name)])]),
    "door": lambda name: door_sheet(door([name])),
    "prescriber": lambda name: prescriber_sheets([PrescriberSheet(FAIR, DAY, name, 7, (LONG,))]),
}

EMPTY = {
    "badges": lambda language: badge_sheet([], language=language),
    "schedules": lambda language: schedule_sheets([], language=language),
    "stands": lambda language: stand_sheets([], language=language),
    "door": lambda language: door_sheet(door([], language=language)),
    "prescriber": lambda language: prescriber_sheets([], language=language),
}


def day_of_meetings(count, **changes):
    return [
        schedule_line(9 + number, 0, **{"exhibitor": f"Stand {number}"} | changes)
        for number in range(count)
    ]


@pytest.mark.parametrize("sheet", PRESSES)
@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_printed_as_written_and_adds_no_page(sheet, name):
    pdf = PRESSES[sheet](name)
    assert len(opened(pdf)) == 1
    printed = text(pdf)
    letters = sorted(letter for letter in name if letter.isalpha())
    missing = [letter for letter in set(letters) if letter not in printed]
    assert missing == []
    if name not in {ARABIC, LONG}:  # Arabic comes out in reading order, long names over lines
        assert name.replace("-", "") in printed.replace("- ", "").replace("-", "")


@pytest.mark.parametrize("sheet", PRESSES)
def test_an_arabic_name_is_joined_with_the_shipped_font(sheet):
    (page,) = opened(PRESSES[sheet](ARABIC))
    arabic = [span for span in spans(page) if "محمد" in span["text"]]
    assert arabic
    assert all("NotoSansArabic" in span["font"] for span in arabic)


@pytest.mark.parametrize("sheet", PRESSES)
def test_only_the_shipped_fonts_are_used(sheet):
    pdf = opened(PRESSES[sheet](f"Amina {CYRILLIC}"))
    fonts = {font[3].split("+")[-1].split("-")[0] for page in pdf for font in page.get_fonts()}
    assert fonts == {"NotoSans"}


@pytest.mark.parametrize("sheet", PRESSES)
@pytest.mark.parametrize("name", ["王伟", "😀", "\ue000", "a\x00\ud800\u202eb", "ⵣ" * 60])
def test_a_sign_without_a_glyph_never_stops_the_printing(sheet, name):
    assert len(opened(PRESSES[sheet](f"Amina {name}"))) == 1


@pytest.mark.parametrize("sheet", PRESSES)
def test_the_same_values_make_the_same_bytes(sheet):
    assert PRESSES[sheet]("Amina") == PRESSES[sheet]("Amina")


@pytest.mark.parametrize("sheet", PRESSES)
def test_a_pdf_is_tagged_and_says_its_title_language_and_date(sheet):
    pdf = opened(PRESSES[sheet]("Amina"))
    catalogue = pdf.xref_object(pdf.pdf_catalog())
    assert "/StructTreeRoot" in catalogue
    assert "/Lang (fr)" in catalogue
    assert pdf.metadata["title"] == say(f"sheet.{sheet}", "fr")
    assert pdf.metadata["creationDate"].startswith("D:20230630")
    assert "pdfuaid" in pdf.get_xml_metadata()


@pytest.mark.parametrize("sheet", EMPTY)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_an_empty_job_makes_one_page_that_says_so(sheet, language):
    pdf = EMPTY[sheet](language)
    assert len(opened(pdf)) == 1
    assert say("sheet.nothing", language) in text(pdf)
    assert say(f"sheet.nothing_{sheet}", language) in text(pdf).replace("\n", " ")


class TestBadges:
    def test_ten_badges_fill_a_page_and_each_code_is_read(self):
        ten = codes(10)
        pdf = badge_sheet(
            [card(code=code, call_number=n) for n, code in enumerate(ten, 1)], language="fr"
        )
        (page,) = opened(pdf)
        assert scanned(page) == ten

    def test_the_eleventh_badge_starts_a_second_page(self):
        eleven = codes(11)
        pdf = badge_sheet([card(code=code) for code in eleven], language="fr")
        first, second = opened(pdf)
        assert scanned(first) + scanned(second) == eleven

    def test_a_code_is_at_least_thirty_millimetres_wide(self):
        import zxingcpp

        from .papers import picture

        (page,) = opened(badge_sheet([card()], language="fr"))
        (found,) = zxingcpp.read_barcodes(picture(page, dpi=254))
        across = found.position.top_right.x - found.position.top_left.x
        assert across >= 299  # ten pixels a millimetre, and the corners lie inside the outer ones

    def test_a_badge_shows_number_code_fair_and_no_surname(self):
        printed = text(badge_sheet([card(last_initial="B")], language="fr"))
        for part in ("Amina B.", "27", f"{CODE[:5]}-{CODE[5:]}", FAIR, PLACE):
            assert part in printed
        assert "Vendredi 30 juin 2023" in printed

    @pytest.mark.parametrize("name", [LONG, "Wwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwwww", MARKUP])
    def test_a_long_name_stays_off_the_code(self, name):
        (page,) = opened(badge_sheet([card(first_name=name, call_number=99_999)], language="fr"))
        assert scanned(page, dpi=254) == [CODE]

    def test_large_print_makes_a_short_name_larger(self):
        def size(large):
            (page,) = opened(badge_sheet([card(first_name="Bo", large_print=large)], language="fr"))
            return next(span["size"] for span in spans(page) if span["text"] == "Bo")

        assert size(large=True) > size(large=False) >= 24


class TestSchedules:
    def test_a_schedule_shows_hours_stands_reasons_and_what_to_do_if_lost(self):
        lines = [
            schedule_line(9, 30, bring="votre CV"),
            schedule_line(13, 5, exhibitor="EPSI", stand="B12", zone="2", kind="school"),
        ]
        printed = text(schedule_sheets([schedule(lines, also=("C4 CRIJ",))]))
        for part in ("Mes rendez-vous", "Amina Benali", "9 h 30", "jusqu'à 9 h 45", "13 h 05"):
            assert part in printed
        for part in ("Simax", "A3", "EPSI", "B12", "Zone 2", "Vous aimez aider les gens."):
            assert part in printed
        for part in ("Apportez : votre CV", "C4 CRIJ", "Pause de 9 h 45 à 13 h 05"):
            assert part in printed
        assert "Perdu ? Montrez cette feuille à l'accueil." in printed

    def test_meetings_come_in_the_order_of_the_day(self):
        lines = [schedule_line(11, exhibitor="Onze"), schedule_line(9, exhibitor="Neuf")]
        printed = text(schedule_sheets([schedule(lines)]))
        assert printed.index("Neuf") < printed.index("Onze")

    def test_a_walk_to_the_next_stand_is_no_pause(self):
        lines = [schedule_line(9, 30), schedule_line(10, 0)]
        assert "Pause" not in text(schedule_sheets([schedule(lines)]))

    def test_the_code_is_read_from_the_page(self):
        (page,) = opened(schedule_sheets([schedule(day_of_meetings(3))]))
        assert scanned(page) == [CODE]

    def test_the_widest_code_is_printed_in_one_piece(self):
        widest = max(codes(2_000), key=lambda code: width(pretty_code(code), bold=True))
        assert pretty_code(widest) in text(schedule_sheets([schedule((), code=widest)]))

    @pytest.mark.parametrize("count", range(7))
    def test_up_to_six_meetings_hold_on_one_page(self, count):
        pdf = schedule_sheets([schedule(day_of_meetings(count), also=("C4 CRIJ",))])
        assert len(opened(pdf)) == 1
        assert all(f"Stand {number}" in text(pdf) for number in range(count))

    @pytest.mark.parametrize("large", [False, True])
    @pytest.mark.parametrize("count", [0, 1, 3, 6, 12])
    def test_no_text_is_smaller_than_fourteen_points(self, count, large):
        sheet = schedule(
            day_of_meetings(count, zone="Hall", bring="votre CV"),
            also=("C4 CRIJ",),
            notes=("Un interprète vient avec vous.",),
            printing=Printing(dt.datetime(2023, 6, 29, 11, 20, tzinfo=dt.UTC), 3),
            large_print=large,
        )
        sizes = [span["size"] for page in opened(schedule_sheets([sheet])) for span in spans(page)]
        assert min(sizes) >= 13.99  # sizes are stored as 32-bit floats

    def test_hours_are_the_largest_words_after_the_title(self):
        (page,) = opened(schedule_sheets([schedule(day_of_meetings(2))]))
        sizes = {" ".join(span["text"].split()): span["size"] for span in spans(page)}
        assert sizes["9 h 00"] >= 30 > sizes["Stand 0"]

    def test_a_page_overleaf_says_whose_it_is(self):
        first, *others = page_texts(schedule_sheets([schedule(day_of_meetings(12))]))
        assert others
        assert "N° 27 · Amina Benali" not in first
        assert all(other.startswith("N° 27 · Amina Benali") for other in others)
        goes_on = say("sheet.goes_on", "fr")
        assert [goes_on in page for page in (first, *others)] == [True] * len(others) + [False]

    def test_ten_meetings_of_long_names_hold_on_two_pages(self):
        long = {
            "exhibitor": "Entreprise de travail temporaire Adéquat Intérim & Recrutement",
            "offer_title": "Technicienne de maintenance informatique et réseaux",
            "zone": "Grande salle",
            "rank": 9,
            "reasons": ("Vous avez dit : « Technicienne de maintenance ». C'est ce métier.",) * 2,
        }
        sheet = schedule(day_of_meetings(10, **long), place=f"{PLACE}, {PLACE} Cedex")
        pages = page_texts(schedule_sheets([sheet]))
        assert len(pages) == 2
        assert "".join(pages).count("C'est ce métier.") >= 10

    def test_where_reasons_lack_room_the_starred_meetings_have_theirs(self):
        why = "Vous avez dit : « j'aime organiser des sorties avec les voisins ». C'est utile ici."
        lines = day_of_meetings(7, reasons=(why,), rank=9)
        starred = [*lines[:-1], replace(lines[-1], rank=1)]
        refusals = ("Cariste : pas possible. Il faut un CACES.\nDemandez à l'accueil.",) * 2
        (page,) = page_texts(schedule_sheets([schedule(starred, refusals=refusals)]))
        assert page.count("C'est utile ici.") < len(lines)
        assert "Vous avez dit" in page.partition(say("sheet.star", "fr"))[2]

    def test_the_next_person_starts_afresh_after_a_page_overleaf(self):
        long, short = schedule(day_of_meetings(12)), schedule(first_name="Bo", last_name="")
        *_, end_of_long, last = page_texts(schedule_sheets([long, short]))
        assert say("sheet.goes_on", "fr") not in end_of_long
        assert last.startswith("Mes rendez-vous")

    def test_no_meeting_is_said_kindly(self):
        printed = text(schedule_sheets([schedule()]))
        assert "Vous n'avez pas encore de rendez-vous." in printed
        assert "Allez à l'accueil avec cette feuille." in printed

    def test_each_sheet_speaks_its_own_language(self):
        pdf = schedule_sheets([schedule(day_of_meetings(1), language="en"), schedule()])
        english, french = page_texts(pdf)
        assert "My meetings" in english
        assert "Friday 30 June 2023" in english
        assert "09:00" in english
        assert "Mes rendez-vous" in french

    def test_a_second_printing_can_be_told_from_the_first(self):
        sheet = schedule(printing=Printing(dt.datetime(2023, 6, 29, 11, 20, tzinfo=dt.UTC), 3))
        assert "Imprimé le 29 juin 2023 à 11 h 20, planning n° 3." in text(schedule_sheets([sheet]))

    @pytest.mark.parametrize("language", SPOKEN)
    def test_the_number_of_a_plan_stays_on_the_row_of_its_sign(self, language):
        said = printed(Printing(dt.datetime(2023, 6, 29, 11, 20, tzinfo=dt.UTC), 3), language)
        *_, last = said.removesuffix(".").split(" ")
        assert last.endswith("\N{NO-BREAK SPACE}3")

    def test_how_close_an_offer_is_stands_there_in_words(self):
        for band in ("very_close", "close", "to_discover"):
            printed = text(schedule_sheets([schedule([schedule_line(band=band)])]))
            assert say(f"sheet.band_{band}", "fr") in printed

    @pytest.mark.parametrize(("meetings", "stars"), [(1, 0), (2, 1), (3, 1), (4, 2), (9, 2)])
    def test_the_best_meetings_say_so_in_words_and_never_more_than_half_of_them(
        self, meetings, stars
    ):
        lines = [
            replace(line, rank=meetings - number)
            for number, line in enumerate(day_of_meetings(meetings))
        ]
        printed = text(schedule_sheets([schedule(lines)]))
        assert printed.count(say("sheet.star", "fr")) == stars
        # one label a meeting
        assert printed.count(say("sheet.band_very_close", "fr")) == meetings - stars
        if stars:
            best = printed.rindex(say("sheet.star", "fr"))
            assert best > printed.index(f"Stand {meetings - 1}")

    @examples(10)
    @given(st.lists(st.tuples(words(30), words(40), words(60)), min_size=1, max_size=6))
    def test_six_meetings_in_ordinary_words_hold_on_one_page(self, texts):
        lines = [
            schedule_line(9 + number, exhibitor=name, offer_title=offer, reasons=(why, why))
            for number, (name, offer, why) in enumerate(texts)
        ]
        assert len(opened(schedule_sheets([schedule(lines)]))) == 1

    def test_sixty_sheets_make_sixty_pages(self):
        sixty = [
            schedule(day_of_meetings(2 + number % 5), first_name=f"Personne {number}.", code=code)
            for number, code in enumerate(codes(60))
        ]
        pages = page_texts(schedule_sheets(sixty))
        assert len(pages) == 60
        assert all(f"Personne {number}." in page for number, page in enumerate(pages))

    @examples(12)
    @given(
        st.lists(
            st.tuples(
                st.text("abcdefghij ÉçЖص", min_size=1, max_size=60).filter(str.strip),
                st.text("abcdefghij ", max_size=90),
                st.text("abcdefghij ", max_size=90),
                st.booleans(),
            ),
            max_size=6,
        ),
        st.booleans(),
    )
    def test_every_meeting_is_printed_once_whatever_the_texts(self, texts, large):
        lines = [
            schedule_line(
                hour=9 + number,
                stand=f"Q{number}",
                exhibitor=exhibitor,
                offer_title=offer,
                reasons=(reason,) if reason.strip() else (),
                bring=reason if bring else "",
            )
            for number, (exhibitor, offer, reason, bring) in enumerate(texts)
        ]
        pages = page_texts(schedule_sheets([schedule(lines, large_print=large)]))
        assert len(pages) <= (3 if large else 2)
        words = " ".join(pages).split()
        assert [words.count(line.stand) for line in lines] == [1] * len(lines)


class TestStands:
    def test_a_list_shows_who_comes_why_and_what_to_ask(self):
        printed = text(stand_sheets([stand([stand_line()])]))
        for part in ("A3", "Simax", "Zone Hall", "9 h 30", "27", "Amina", "Permis B ?"):
            assert part in printed
        for part in (
            "Aime aider les gens.",
            "Demandez à la personne : Permis B ?",
            "Est là",
            "Pas là",
        ):
            assert part in printed

    def test_every_outcome_that_the_app_knows_has_its_box_with_its_number(self):
        printed = text(stand_sheets([stand([stand_line()], free_rows=0)]))
        for number, outcome in enumerate(OUTCOMES, 1):
            assert f"{number} {say(f'sheet.outcome_{outcome}', 'fr')}" in printed

    def test_boxes_are_those_of_the_fair_in_its_words_under_the_numbers_they_always_have(self):
        steps = (
            NextStep("nothing"),
            NextStep("hired"),
            NextStep("cv_taken", "CV à l'accueil " * 4),
        )
        printed = text(stand_sheets([stand([stand_line()], free_rows=0, steps=steps)]))
        shown = [
            printed.index(told) for told in ("2 CV à l'accueil", "7 Embauche", "8 Pas de suite")
        ]
        assert shown == sorted(shown)
        assert "Immersion" not in printed

    def test_each_stand_starts_a_fresh_page_numbered_from_one(self):
        many = [stand_line(9 + n // 5, n % 5 * 10, call_number=n + 1) for n in range(20)]
        pages = page_texts(stand_sheets([stand(many), stand(exhibitor="EPSI", stand="B12")]))
        assert len(pages) > 2
        *first, last = pages
        for number, page in enumerate(first, 1):
            assert page.endswith(f"page {number} sur {len(first)}")
            assert "A3 · Simax" in page
        assert last.endswith("page 1 sur 1")
        assert "B12 · EPSI" in last

    def test_rows_are_numbered_on_through_the_free_ones(self):
        late, early = stand_line(11, first_name="Zoé"), stand_line(9, first_name="Bo")
        pages = opened(stand_sheets([stand([late, early])]))
        numbers = [
            int(span["text"])
            for page in pages
            for span in spans(page)
            if span["text"].strip().isdigit() and span["bbox"][0] < 60
        ]
        assert numbers == list(range(1, len(numbers) + 1))
        assert len(numbers) >= 4

    def test_a_group_stands_under_its_words_on_the_page_of_its_first_row(self):
        words = ("10 h 00 · 4 places sur 6 · Coder", "11 h 00 · 3 places sur 6 · Coder")
        alone = [stand_line(9, 10 * n, call_number=90 + n, first_name="Zoé") for n in range(4)]
        names = {10: ("Abel", "Bo", "Cy", "Di"), 11: ("Evelyne", "Fa", "Gil")}
        members = [
            stand_line(hour, 0, call_number=n, first_name=name, group=group)
            for group, (hour, people) in zip(words, names.items(), strict=True)
            for n, name in enumerate(people, 1)
        ]
        for count in range(5):  # wherever the page ends
            pages = page_texts(stand_sheets([stand([*alone[:count], *members])]))
            for group, people in zip(words, names.values(), strict=True):
                (page,) = (page for page in pages if group in page)
                assert page.index(group) < page.index(people[0])

    def test_no_meeting_leaves_free_rows_for_people_who_come_by(self):
        pages = page_texts(stand_sheets([stand(free_rows=3)]))
        assert len(pages) == 1
        assert "Pas encore de rendez-vous à ce stand." in pages[0]
        assert pages[0].count("Personne sans rendez-vous") >= 3


class TestDoor:
    def test_people_stand_in_the_order_given_with_their_numbers(self):
        names = ["Zoé", "Amina", "Bo"]
        printed = text(door_sheet(door(names)))
        assert sorted(names, key=printed.index) == names
        assert "1 Zoé 2 Amina 3 Bo" in printed

    def test_rows_for_people_nobody_expected_fill_the_page(self):
        (page,) = opened(door_sheet(door(["Amina"])))
        boxes = [one for one in page.get_drawings() if one["width"] == pytest.approx(1.2)]
        assert len(boxes) > 8

    def test_a_thousand_people_are_all_listed_over_numbered_pages(self):
        names = [f"Personne-{number}." for number in range(1000)]
        pages = page_texts(door_sheet(door(names)))
        printed = " ".join(pages)
        assert all(f"-{number}." in printed for number in range(1000))
        assert pages[-1].endswith(f"page {len(pages)} sur {len(pages)}")

    def test_the_hour_of_printing_is_told(self):
        sheet = replace(
            door(["Amina"]),
            printing=Printing(dt.datetime(2023, 6, 30, 8, 20, tzinfo=dt.UTC)),
            date=DAY,
        )
        assert "Imprimé le 30 juin 2023 à 8 h 20." in text(door_sheet(sheet))


def test_one_job_mixes_languages_and_arabic_runs_from_right_to_left():
    sheets = [
        schedule([schedule_line(9, 30)], language=language, code=code)
        for language, code in zip(("fr", "ar", "uk"), codes(3), strict=True)
    ]
    french, arabic, ukrainian = opened(schedule_sheets(sheets))
    hours = [page.search_for(hour)[0].x0 for page, hour in ((french, "30"), (arabic, "9:30"))]
    signs = [page.search_for("A3")[0].x0 for page in (french, arabic)]
    assert hours[0] < signs[0]
    assert hours[1] > signs[1]
    assert say("sheet.my_meetings", "uk") in ukrainian.get_text()


def test_signs_at_the_end_of_a_french_title_stay_there_on_an_arabic_page():
    line = schedule_line(exhibitor="Atelier C#", offer_title="Aide (H/F)")
    (page,) = opened(schedule_sheets([schedule([line], language="ar")]))
    (name,) = page.search_for("Atelier")
    (sign,) = (word for word in page.get_text("words") if "#" in word[4])
    assert sign[0] >= name.x1 - 1


def test_an_arabic_page_that_goes_on_says_whose_it_is_on_the_right_and_points_left():
    lines = day_of_meetings(9, reasons=(LONG, LONG), offer_title=LONG)
    sheet = schedule(lines, language="ar", large_print=True)
    first, second, *_ = opened(schedule_sheets([sheet]))
    middle = first.rect.width / 2
    (name,) = second.search_for("Benali")
    foot = first.rect.height - 37
    pointing = [span["bbox"] for span in spans(first) if span["origin"][1] > foot]
    assert name.x0 > middle
    assert pointing
    assert all(right < middle for _, _, right, _ in pointing)


def test_a_stand_without_a_sign_has_neither_an_empty_frame_nor_an_empty_column():
    def pages(sign, **changes):
        lines = [schedule_line(stand=sign, **changes)]
        sheets = [schedule(lines, hall=None)]
        return [schedule_sheets(sheets), *(slip_sheets(sheets, form) for form in SLIPS.values())]

    def shapes(pdf):
        return sum(len(page.get_drawings()) for page in opened(pdf))

    for bare, signed in zip(pages(""), pages("A3"), strict=True):
        assert shapes(bare) < shapes(signed)
    for bare, zoned in zip(pages(""), pages("", zone="Hall"), strict=True):
        assert "Hall" in text(zoned)
        assert shapes(bare) < shapes(zoned)
    hour = HourRow(dt.time(9), dt.time(9, 15), "", "Simax", 7, "Amina B.")
    listed = text(hours_sheet(HoursSheet("Forum", dt.date(2023, 6, 30), (hour,))))
    assert say("sheet.stand", "fr") not in listed.split()
    assert "Simax" in listed


@pytest.mark.parametrize("language", ["es", "pt"])
@pytest.mark.parametrize("form", [None, *SLIPS])
def test_a_name_with_a_hyphen_is_printed_as_it_is_where_a_row_ends_with_it(language, form):
    exhibitor = "École régionale d'auxiliaires-" + "petites-" * 12 + "soins"
    sheet = schedule([schedule_line(exhibitor=exhibitor)], language=language)
    pages = opened(slip_sheets([sheet], SLIPS[form]) if form else schedule_sheets([sheet]))
    rows = [row.strip() for page in pages for row in page.get_text().splitlines()]
    assert any(row.endswith("petites-") for row in rows)
    assert [row for row in rows if row.startswith("-")] == []


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "Imprimé le 1er décembre 2026 à 9 h 05."),
        ("es", "Impreso el 1 de diciembre de 2026 a las 9:05."),
        ("pt", "Impresso em 1 de dezembro de 2026 às 9:05."),
    ],
)
def test_a_date_in_a_sentence_is_written_as_its_language_does(language, said):
    moment = dt.datetime(2026, 12, 1, 9, 5, tzinfo=dt.UTC)
    assert printed(Printing(moment), language).replace("\N{NO-BREAK SPACE}", " ") == said
