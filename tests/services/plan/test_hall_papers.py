"""Papers beyond lists and schedules: plan by hour, posters, certificates, forms."""

import re
from dataclasses import replace
from datetime import timedelta

import pymupdf
import pytest

from badges.pages.own_day_poster import OwnDayPoster, own_day_poster
from badges.pages.posters import Poster, poster_sheets
from badges.personal.slips import SLIPS, slip_sheets
from badges.sheets import schedule_sheets
from matching.domain.errors import FairError
from matching.outcomes.satisfaction import FACES
from matching.phrases import LANGUAGES, SPOKEN, say
from matching.services.access.hall_address import keep_address
from matching.services.door.welcome import check_in
from matching.services.floor.everyone_left import everyone_left
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.plan.agenda import appointments
from matching.services.plan.print_sheets import print_sheet
from matching.services.rights.leaving.with_consent import attendance_csv
from matching.services.shop.retention_rules import notice, set_retention
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.badges.papers import opened, scanned, schedule
from tests.badges.test_boxes import has_all, outside, over_each_other

MOSSON = "mosson-2023"
ARABIC = re.compile("[\u0600-\u06ff]")


def text(pdf):
    return " ".join(" ".join(page.get_text() for page in pymupdf.open(stream=pdf)).split())


def test_the_plan_by_hour_names_every_meeting_once_without_a_surname(planned):
    told = text(print_sheet(planned, MOSSON, "hours"))
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        found = appointments(entries, plans.announced_plan(reader, MOSSON).meetings)
    for meeting in found:
        person = entries.jobseekers[meeting.meeting.person]
        assert f"{entries.call_numbers[person.id]} {person.first_name}" in told
        assert person.last_name not in told
    assert told.count(say("sheet.until_short", "fr")) >= len({one.starts_at for one in found})


def test_each_stand_has_a_poster_with_its_sign_and_name(planned):
    posters = pymupdf.open(stream=print_sheet(planned, MOSSON, "posters"))
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    stands = sorted(entries.exhibitors.values(), key=lambda stand: (stand.stand, stand.id))
    assert len(posters) == len(stands)
    for page, stand in zip(posters, stands, strict=True):
        letters = "".join(page.get_text().split()).replace("\u200b", "")
        assert "".join(f"{stand.stand}{stand.name}".split()) in letters


def test_a_poster_of_a_stand_opens_ones_own_day_where_phones_find_the_app(planned):
    address = "http://192.168.1.20:8501"
    posters = pymupdf.open(stream=print_sheet(planned, MOSSON, "posters", address=address))
    assert scanned(posters[0]) == [f"{address}/mine"]
    assert f"{address}/mine" in posters[0].get_text()
    assert scanned(pymupdf.open(stream=print_sheet(planned, MOSSON, "posters"))[0]) == []


def test_a_poster_of_the_longest_words_stays_on_its_page():
    long = "Coopérative d'activités et de services à la personne " * 2
    poster = Poster("Halle B, allée 12", long, long, "employer", long, link=f"http://{long}")
    alone = pymupdf.open(stream=poster_sheets([poster, replace(poster, stand="")]))
    assert len(alone) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_three_faces_to_cross_stand_on_one_page_for_the_exit(planned, language):
    (page,) = opened(print_sheet(planned, MOSSON, "faces", language=language))
    faces = (say(f"faces.{face}", language) for face in FACES)
    assert has_all([page], say("sheet.faces_question", language), *faces)
    assert (outside(page), over_each_other(page)) == ([], [])


def test_the_poster_of_peoples_own_day_opens_it_at_the_address_of_the_hall(planned):
    with pytest.raises(FairError, match="address_shape"):
        print_sheet(planned, MOSSON, "mine")
    keep_address(planned, "https://192.168.1.20:8501")
    (page,) = opened(print_sheet(planned, MOSSON, "mine"))
    assert scanned(page) == ["https://192.168.1.20:8501/mine"]
    (page,) = opened(print_sheet(planned, MOSSON, "mine", address="http://10.0.0.5:8501/"))
    assert scanned(page) == ["http://10.0.0.5:8501/mine"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_poster_of_peoples_own_day_speaks_every_language_whole_on_one_page(language):
    long = "https://" + "forum-des-quartiers." * 6 + "fr/mine"
    poster = OwnDayPoster(long, "Coopérative d'activités et de services " * 3, language)
    pdf = own_day_poster(poster)
    (page,) = opened(pdf)
    said = (say("sheet.mine_poster", spoken) for spoken in SPOKEN if spoken != "ar")
    assert has_all([page], long, poster.fair_title, *said)
    assert (outside(page), over_each_other(page)) == ([], [])
    assert own_day_poster(poster) == pdf


def test_no_certificate_and_no_list_says_when_somebody_left_whom_nobody_saw_leave(planned):
    with planned.store.reading() as reader:
        fair, codes = fairs.read_fair(reader, MOSSON), badges.live_codes(reader, MOSSON)
    seen, unseen = sorted(codes)[:2]
    opens, evening = fair.moment(fair.opens), fair.moment(fair.closes) + timedelta(minutes=11)
    for person in (seen, unseen):
        check_in(planned, MOSSON, codes[person], nonce=f"in {person}", at=opens)
    at = opens + timedelta(minutes=125)
    follow_day(planned, MOSSON, StaffReport("left", person=seen), nonce="out", at=at)
    shop = replace(planned, clock=lambda: evening)
    assert everyone_left(shop, MOSSON, nonce="all") == 1
    said = text(print_sheet(shop, MOSSON, "certificates"))
    assert f"{at:%-H h %M}" in said
    assert f"{evening:%-H h %M}." not in said
    assert say("sheet.certificate_from", "fr", start=f"{opens:%-H h %M}") in said
    assert f"{evening:%H:%M}" not in attendance_csv(shop, MOSSON, "fr").decode("utf-8-sig")


def test_a_certificate_says_hours_of_whoever_came_and_meetings_only_when_wished(planned):
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
        codes = badges.live_codes(reader, MOSSON)
        plan = plans.announced_plan(reader, MOSSON)
    meeting = plan.meetings[0]
    opens = entries.fair.moment(entries.fair.opens)
    check_in(planned, MOSSON, codes[meeting.person], nonce="in", at=opens)
    follow_day(
        planned,
        MOSSON,
        StaffReport("held", meeting=meeting.id),
        nonce="held",
        at=opens + timedelta(minutes=90),
    )
    follow_day(
        planned,
        MOSSON,
        StaffReport("left", person=meeting.person),
        nonce="out",
        at=opens + timedelta(minutes=125),
    )
    said = text(print_sheet(planned, MOSSON, "certificates"))
    named = text(print_sheet(planned, MOSSON, "certificates", names_meetings=True))
    person, stand = entries.jobseekers[meeting.person], entries.exhibitors[meeting.stand].name
    assert f"{person.first_name} {person.last_name}" in said
    assert said.count(say("sheet.certifies", "fr")) == 1
    leaves = (opens + timedelta(minutes=125)).strftime("%-H h %M")
    assert f"{opens:%-H h %M}" in said
    assert leaves in said
    assert stand not in said
    assert stand in named


def test_nobody_came_makes_one_page_that_says_so(planned):
    told = text(print_sheet(planned, MOSSON, "certificates"))
    assert say("sheet.nothing_certificates", "fr") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_notice_about_data_is_on_paper_in_seven_languages_by_the_rules_in_force(
    planned, language
):
    set_retention(planned, present_months=7)
    pages = opened(print_sheet(planned, MOSSON, "notice", language=language))
    for spoken in SPOKEN:
        lines = notice(planned, spoken)
        assert spoken == "ar" or has_all(pages, say("kiosk.privacy", spoken), *lines)
    assert say("kiosk.privacy", language) in pages[0].get_text()
    assert [outside(page) for page in pages] == [[]] * len(pages)
    met = [pair for page in pages for pair in over_each_other(page)]
    assert [pair for pair in met if not ARABIC.search("".join(pair))] == []  # letters of one word


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_blank_form_has_the_notice_on_its_back(planned, language):
    pages = opened(print_sheet(planned, MOSSON, "forms", language=language))
    lines = notice(planned, language)
    assert len(pages) == 10
    for front, back in zip(list(pages)[::2], list(pages)[1::2], strict=True):
        told = " ".join(back.get_text().split())
        assert has_all([front], say("sheet.form_back", language))
        assert [told.count(" ".join(line.split())) for line in lines] == [2] * len(lines)
        assert (outside(back), over_each_other(back)) == ([], [])


@pytest.mark.parametrize("language", SPOKEN)
def test_a_schedule_says_where_the_notice_is(language):
    told = " ".join(say("sheet.rights", language).split())
    for chosen in ("a4", "a5", "ticket"):
        sheet = schedule(language=language)
        form = SLIPS.get(chosen)
        pages = opened(slip_sheets([sheet], form) if form else schedule_sheets([sheet]))
        assert language == "ar" or has_all(pages, told)


def test_ten_blank_forms_ask_for_consent(planned):
    told = text(print_sheet(planned, MOSSON, "forms"))
    assert told.count(" ".join(say("sheet.form_consent", "fr").split())) == 10
