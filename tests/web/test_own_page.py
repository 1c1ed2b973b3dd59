"""A person's day on their own phone: their code opens it, and nothing but their day."""

import re
from dataclasses import replace
from datetime import timedelta
from html import escape

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from matching.phrases import SPOKEN, say
from matching.services.door.own_day import own_day
from matching.services.door.personal_page import personal_page
from matching.services.door.replace_badge import replace_badge
from matching.services.door.welcome import check_in
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import Signed, edit_plan
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.agenda import appointments, of_person
from matching.services.plan.print_sheets import personal_schedule
from matching.services.plan.sessions_held import titled
from matching.services.scores.sentences import terms_held_out
from matching.store.day import plans
from matching.store.people import badges
from matching.web.routes import guards, routes
from tests.badges.papers import page_texts
from tests.fairs import shop_on

MOSSON = "mosson-2023"


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def phone_of(shop, address="testclient"):
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    return TestClient(app, client=(address, 1))


@pytest.fixture
def phone(shop):
    return phone_of(shop)


@pytest.fixture
def met(shop, example):
    """Somebody with meetings, their code, and the meetings in order of time."""
    person = min(one.person for one in example.plan.version.meetings)
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON, people=[person])[person]
    mine = appointments(example.plan.entries, of_person(example.plan.version.meetings, person))
    return person, code, mine


def asked(phone, code, language="fr"):
    answer = phone.post("/mine", data={"code": code, "lang": language})
    return answer.status_code, answer.text


def test_the_question_is_open_to_all_in_seven_languages_and_keeps_nothing(phone):
    for language in SPOKEN:
        answer = phone.get(f"/mine?lang={language}")
        assert answer.status_code == 200
        assert say("mine.code", language) in answer.text
        assert ('dir="rtl"' in answer.text) == (language == "ar")
        assert (answer.cookies, answer.headers["cache-control"]) == ({}, "no-store")


def test_a_phone_that_prefers_a_language_we_do_not_speak_is_asked_in_its_next_one(phone):
    answer = phone.get("/mine", headers={"accept-language": "so-SO,so;q=0.9,ar;q=0.8,fr;q=0.7"})
    assert '<html lang="ar" dir="rtl">' in answer.text


@pytest.mark.parametrize("language", SPOKEN)
def test_ones_own_code_tells_number_and_every_meeting_to_come(phone, shop, met, language):
    person, code, mine = met
    status, page = asked(phone, f"{code[:5].lower()}-{code[5:]}", language)
    assert status == 200
    hours = re.findall(r'class="hour" data-said><bdi>(.+?)</bdi>', page)
    assert hours == [f"{one.starts_at:%H:%M}" for one in mine]
    assert all(escape(one.exhibitor.name) in page for one in mine)
    offers = [one.offer for one in mine if one.offer]
    about = [
        part for one in offers for part in (titled(one, language), *terms_held_out(one, language))
    ]
    assert any(terms_held_out(one, language) for one in offers)
    assert [line for line in about if escape(line) not in page] == []
    zones = {one.exhibitor.zone for one in mine} - {""}
    assert zones
    assert all(escape(say("sheet.zone", language, zone=zone)) in page for zone in zones)
    assert person not in page


def test_the_page_names_nobody(phone, met, example):
    person, code, _ = met
    _, page = asked(phone, code)
    jobseeker = example.plan.entries.jobseekers[person]
    said = {jobseeker.first_name, jobseeker.last_name, jobseeker.phone, jobseeker.email} - {
        None,
        "",
    }
    assert {word for word in said if word in page} == set()


def told(shop, at, kind, **said):
    return follow_day(shop, MOSSON, StaffReport(kind, **said), nonce=f"{kind}{at}", at=at)


def test_a_meeting_that_was_held_goes(phone, shop, met):
    _, code, mine = met
    first = mine[0]
    told(shop, first.starts_at, "held", meeting=first.meeting.id)
    _, page = asked(phone, code)
    assert f"{first.starts_at:%H:%M}" not in page
    assert all(f"{one.starts_at:%H:%M}" in page for one in mine[1:])


def test_who_has_no_meeting_left_reads_that_they_are_over_and_not_that_there_are_none(shop, met):
    _, code, mine = met
    evening = mine[-1].ends_at
    phone = phone_of(replace(shop, clock=lambda: evening))
    for language in SPOKEN:
        _, page = asked(phone, code, language)
        assert escape(say("ask.meetings_over", language)) in page
        assert escape(say("ask.no_meeting", language)) not in page


def test_whom_a_stand_has_marked_absent_is_sent_there_by_no_screen_and_no_sheet(shop, met):
    person, code, mine = met
    first, at = mine[0], mine[0].starts_at + timedelta(minutes=5)
    then = replace(shop, clock=lambda: at)
    check_in(shop, MOSSON, code, nonce="in", at=mine[0].starts_at - timedelta(minutes=30))
    told(then, at, "no-show", meeting=first.meeting.id)
    missed = first.meeting.id
    door = check_in(then, MOSSON, code, nonce="n", at=at)
    assert missed not in {one.meeting.id for one in door.next}
    assert missed not in {one.meeting.id for one in personal_page(then, MOSSON, person).next}
    assert missed not in {one.meeting.id for one in own_day(then, code, "fr").next}
    sheet = " ".join(page_texts(personal_schedule(then, MOSSON, person)))
    hour = f"{first.starts_at:%-H} h {first.starts_at:%M}"
    assert (hour in sheet) == any(one.starts_at == first.starts_at for one in door.next)


def test_what_a_closed_stand_moves_is_marked_for_half_an_hour(shop, met):
    _, _, theirs = met
    closes = theirs[0].starts_at + timedelta(hours=1)
    then = replace(shop, clock=lambda: closes)
    with shop.store.reading() as reader:
        before = plans.announced_plan(reader, MOSSON).meetings
    changes = told(then, closes, "stand-closed", stand=theirs[-1].exhibitor.id).changes
    person = min(one.person for one in changes if one.was and one.now)
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON, people=[person])[person]
        now = plans.announced_meetings(reader, MOSSON, [person])[person]
    mine = [meeting for meeting in before if meeting.person == person]
    was = {(meeting.id, meeting.slot) for meeting in mine}
    fresh = [meeting for meeting in now if (meeting.id, meeting.slot) not in was]
    assert fresh != []
    new, gone = say("mine.new", "fr"), escape(say("mine.gone", "fr"))
    _, page = asked(phone_of(then), code)
    assert page.count(new) == len(fresh)
    dropped = {meeting.id for meeting in mine} - {meeting.id for meeting in now}
    assert page.count(gone) == len(dropped) > 0
    later = replace(shop, clock=lambda: closes + timedelta(minutes=31))
    _, page = asked(phone_of(later), code)
    assert new not in page
    assert gone not in page


def test_neither_an_unknown_nor_a_replaced_code_opens_anything(phone, shop, met):
    person, code, _ = met
    replace_badge(shop, MOSSON, person, nonce="lost")
    answers = [asked(phone, typed) for typed in (code, "", "ABCDE-FGHJK", "<script>")]
    assert {status for status, _ in answers} == {404}
    assert len({page for _, page in answers}) == 1


def test_whoever_tries_many_codes_waits_and_nobody_elses_phone_does(shop, met):
    _, code, _ = met
    app = Starlette(routes=routes(lambda: shop), middleware=guards(lambda: shop))
    guesser, other = (TestClient(app, client=(address, 1)) for address in ("10.0.0.1", "10.0.0.2"))
    assert [asked(guesser, "x")[0] for _ in range(20)] == [404] * 20
    assert asked(guesser, code)[0] == 429
    assert asked(other, code)[0] == 200


def test_what_a_meeting_led_to_is_read_there_in_ones_language_until_it_is_taken_back(
    shop, phone, met
):
    _, code, (first, *_) = met
    note = {"result": "second_interview", "detail": "mardi 4 juillet, 10 h"}
    note_outcome(shop, MOSSON, first.meeting.id, nonce="n1", **note)
    for language in SPOKEN:
        _, page = asked(phone, code, language)
        assert escape(say("mine.step_second_interview", language)) in page
        assert "mardi 4 juillet, 10 h" in page
    undo = StaffReport("undo", meeting=first.meeting.id)
    follow_day(shop, MOSSON, undo, nonce="n2")
    assert "mardi 4 juillet, 10 h" not in asked(phone, code)[1]


def test_who_is_called_by_a_stand_reads_it_there(shop, phone, met):
    _, code, (first, *_) = met
    assert say("mine.asked", "fr") not in asked(phone, code)[1]
    follow_day(shop, MOSSON, StaffReport("called", meeting=first.meeting.id), nonce="n1")
    assert say("mine.asked", "fr") in asked(phone, code)[1]
    follow_day(shop, MOSSON, StaffReport("begun", meeting=first.meeting.id), nonce="n2")
    assert say("mine.asked", "fr") not in asked(phone, code)[1]


@pytest.mark.parametrize("language", SPOKEN)
def test_whom_a_hand_put_at_two_stands_at_once_reads_it_on_every_screen_and_sheet(
    shop, phone, met, language
):
    person, code, theirs = met
    first, second = theirs[:2]
    at = f"{first.starts_at:%H:%M}"
    assert say("mine.at_once", language, at=at) not in asked(phone, code, language)[1]
    onto = HandEdit(HandEditKind.MOVE, second.meeting.id, slot=first.meeting.slot)
    edit_plan(shop, MOSSON, onto, Signed("n1", "demandé par le stand", "Portable"))
    said = escape(say("mine.at_once", language, at=at))
    assert asked(phone, code, language)[1].count(said) == 2
    if language == "fr":
        (page,) = page_texts(personal_schedule(shop, MOSSON, person))[:1]
        assert say("mine.at_once", "fr", at=at) in " ".join(page.split())


def test_the_plan_of_the_hall_shows_where_the_meetings_to_come_are(phone, met):
    _, code, mine = met
    _, told = asked(phone, code)
    drawn = re.search(r"<svg.*?</svg>", told, re.DOTALL)[0]
    assert escape(say("map.zones", "fr")) in told
    assert escape(say("mine.map", "fr")) in told
    assert "en noir" not in told  # a phone may show it white on black
    assert drawn.count('class="on"') == 2 * len({one.exhibitor.id for one in mine})
    for one in mine:
        assert f">{one.exhibitor.stand}</text>" in drawn
