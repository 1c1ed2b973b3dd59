"""Nothing on a sheet that a visitor carries or reads is smaller than 14 points."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from badges.evening.person import PersonPages, PersonPart, person_pages
from badges.hall.hall_map import mark_of
from badges.pages.certificate import Certificate, certificate_sheets
from badges.pages.faces import FacesSheet, faces_sheet
from badges.pages.forms import FormSheet, form_sheet
from badges.pages.map_poster import MAP_HIGH, MAP_WIDE, MapPoster, map_poster
from badges.pages.notice import NoticeLines, NoticeSheet, notice_sheet
from badges.pages.own_day_poster import OwnDayPoster, own_day_poster
from badges.pages.posters import Poster, poster_sheets
from badges.personal.slips import SLIPS, slip_sheets
from badges.schedule import schedule_sheets
from matching.domain.exhibitor import Exhibitor
from matching.phrases import SPOKEN
from matching.services.plan.paper.stand_map import ON_A4, map_of_hall, map_on_sheet
from tests.examples import examples

from .papers import DAY, FAIR, LONG, PLACE, opened, schedule, schedule_line
from .test_boxes import outside, texts, written

LEAST = 14


def smallest(pdf):
    return min(round(span["size"], 1) for page in opened(pdf) for span in written(page))


def stands(count, *, is_signed=True):
    return tuple(
        Exhibitor(
            id=f"s{number}",
            name=f"Entreprise {number}",
            stand=f"A{number}" if is_signed else "",
            zone="Hall" if number % 2 else "Cour",
        )
        for number in range(count)
    )


@examples(10)
@given(
    form=st.sampled_from([None, *SLIPS.values()]),
    language=st.sampled_from(SPOKEN),
    hall=st.builds(stands, st.integers(1, 40), is_signed=st.booleans()),
    stops=st.lists(st.integers(1, 99), min_size=1, max_size=4, unique=True).map(sorted),
    offer=st.tuples(texts(80), st.booleans()),
)
def test_a_schedule_in_every_format_and_language_with_its_plan_of_the_hall(
    form, language, hall, stops, offer
):
    room = (form.column, form.most_of_hall) if form else ON_A4
    sheet = schedule(
        [schedule_line(9, zone="Hall", offer_title=offer[0], bring="votre CV")],
        language=language,
        large_print=offer[1],
        hall=map_on_sheet(hall, language, room),
        stops={"s0": mark_of(stops)},
        also=("A3 Simax, Technicien",),
    )
    pdf = slip_sheets([sheet], form) if form else schedule_sheets([sheet])
    assert smallest(pdf) >= LEAST
    assert [outside(page) for page in opened(pdf)] == [[]] * len(opened(pdf))


def test_two_meetings_at_one_stand_are_both_marked_on_the_plan_and_of_four_the_first():
    hall = map_on_sheet(stands(6), "fr", ON_A4)
    for numbers, said in (((3,), "3"), ((1, 3), "1·3"), ((2, 4, 6, 8), "2·4")):
        sheet = schedule([schedule_line(9)], hall=hall, stops={"s0": mark_of(numbers)})
        (page,) = opened(schedule_sheets([sheet]))
        marks = [span["text"] for span in written(page) if set(span["text"]) <= set("0123468·")]
        assert marks == [said]
        assert outside(page) == []


def poster_of(hall):
    zones = {"signs": (14.0, 28.0), "wide": MAP_WIDE, "high": MAP_HIGH}
    names = [(stand.stand, stand.name) for stand in hall]
    return map_poster(MapPoster(FAIR, map_of_hall(hall, "fr", **zones), "Les zones.", names))


PAPERS = {
    "forms": lambda: form_sheet(FormSheet(LONG, DAY, 4, "fr", (LONG,) * 8)),
    "notice": lambda: notice_sheet(NoticeSheet(LONG, DAY, (NoticeLines("fr", (LONG,) * 8),))),
    "faces": lambda: faces_sheet(FacesSheet(FAIR, DAY)),
    "map": lambda: poster_of(stands(40)),
    "mine": lambda: own_day_poster(OwnDayPoster("http://192.168.1.20:8501/mine", FAIR)),
    "posters": lambda: poster_sheets([Poster("A3", LONG, "Hall", "employer", FAIR)]),
    "certificates": lambda: certificate_sheets(
        [Certificate("Amina", LONG, FAIR, PLACE, DAY, dt.time(9), dt.time(11), ("Simax",))]
    ),
    "person": lambda: person_pages(
        PersonPages(FAIR, DAY, (PersonPart("Profil", (("Prénom", "Amina"),)),), ("Droits",))
    ),
}


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_that_a_visitor_reads(paper):
    assert smallest(PAPERS[paper]()) >= LEAST
