"""Notes of a stand: guarded, its own alone, in the person's file, gone with the person."""

import pytest

from matching.domain.access import Access, Role
from matching.domain.errors import FairError
from matching.services.floor.note_meeting import note_met
from matching.services.floor.stand_day import stand_day
from matching.services.floor.stand_notes import LONGEST_NOTE, erase_note, write_note
from matching.services.rights.access_file import access_file
from matching.services.rights.choices import set_contact
from matching.services.rights.forget import forget
from matching.store.day import plans
from tests.fairs import shop_on

MOSSON = "mosson-2023"
STAND = "cgi"
OWN = Access(2, "Stand", Role.RECRUITER, fair=MOSSON, stand=STAND)
OTHER = Access(3, "Autre", Role.RECRUITER, fair=MOSSON, stand="allo-clients")


@pytest.fixture
def shop(tmp_path, example):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


@pytest.fixture
def meeting(shop):
    with shop.store.reading() as reader:
        planned = plans.announced_plan(reader, MOSSON).meetings
    return min(each for each in planned if each.stand == STAND)


def write(shop, meeting, words, *, access=OWN, nonce="n1", **more):
    write_note(shop, MOSSON, meeting, words, access=access, nonce=nonce, **more)


def row_of(shop, meeting, stand=STAND):
    day = stand_day(shop, MOSSON, stand)
    rows = (*day.rows("fr", settled=False), *day.rows("fr", settled=True))
    return next(row for row in rows if row.now.appointment.meeting.id == meeting.id)


def words_of(shop, meeting):
    return [note.words for note in row_of(shop, meeting).notes]


def refused(act, *given, **named):
    with pytest.raises(FairError) as refusal:
        act(*given, **named)
    return refusal.value


def test_colleagues_of_a_stand_read_a_note_once_written(shop, meeting):
    for _ in range(2):
        write(shop, meeting.id, "  Bon contact,\nrappeler mardi ")
    assert words_of(shop, meeting) == ["Bon contact, rappeler mardi"]


def test_words_on_protected_criteria_are_pointed_at_before_anything_is_kept(shop, meeting):
    told = refused(write, shop, meeting.id, "Motivée mais enceinte, 52 ans")
    assert told.code == "words_protected"
    assert [each.code for each in told.refusals] == ["protected_family", "protected_age"]
    assert words_of(shop, meeting) == []


def test_words_that_speak_of_the_post_are_kept_when_the_writer_says_so(shop, meeting):
    words = "Le poste est au foyer, interdit avant 18 ans"
    assert refused(write, shop, meeting.id, words).code == "words_protected"
    write(shop, meeting.id, words, is_about_the_post=True)
    assert words_of(shop, meeting) == [words]


@pytest.mark.parametrize(("words", "code"), [("  \n", "note_empty"), ("x" * 501, "text_long")])
def test_a_note_says_something_and_not_too_much(shop, meeting, words, code):
    assert len(words) < 10 or len(words) == LONGEST_NOTE + 1
    assert refused(write, shop, meeting.id, words).code == code


def test_another_stand_neither_reads_writes_nor_erases(shop, meeting):
    write(shop, meeting.id, "Note du stand")
    known = refused(write, shop, meeting.id, "Autre", access=OTHER, nonce="n2")
    ghost = refused(write, shop, "no-such-meeting", "Autre", access=OTHER, nonce="n2")
    assert (known.code, ghost.code) == ("meeting_unknown", "meeting_unknown")
    for stand in (STAND, OTHER.stand):
        told = refused(erase_note, shop, MOSSON, "n1", stand=stand, access=OTHER)
        assert (told.code, dict(told.params)) == ("note_unknown", {})
    assert "Note du stand" not in str(stand_day(shop, MOSSON, OTHER.stand))
    erase_note(shop, MOSSON, "n1", stand=STAND, access=OWN)
    assert words_of(shop, meeting) == []


def test_a_note_is_in_the_file_of_the_person_and_goes_with_them(shop, meeting):
    write(shop, meeting.id, "Bon contact")
    rows = access_file(shop, MOSSON, meeting.person)["rows"]["notes"]
    assert [(row["stand"], row["words"]) for row in rows] == [(STAND, "Bon contact")]
    assert forget(shop, MOSSON, meeting.person).rows["notes"] == 1
    assert "Bon contact" not in str(stand_day(shop, MOSSON, STAND).notes)


def test_contact_is_shown_to_the_stand_that_was_met_and_agreed_to_and_while_it_is(shop, meeting):
    person = meeting.person
    assert row_of(shop, meeting).contact == ()
    set_contact(shop, MOSSON, person, STAND, agrees=True)
    assert row_of(shop, meeting).contact == ()
    note_met(shop, MOSSON, meeting.id, access=OWN, result="cv_taken", nonce="n1")
    jobseeker = stand_day(shop, MOSSON, STAND).view.entries.jobseekers[person]
    reach = tuple(filter(None, (jobseeker.phone, jobseeker.email)))
    assert row_of(shop, meeting).contact == reach != ()
    set_contact(shop, MOSSON, person, STAND, agrees=False)
    assert row_of(shop, meeting).contact == ()


def test_a_detail_of_a_next_step_is_guarded_too_and_nothing_of_it_is_kept(shop, meeting):
    note = {"access": OWN, "result": "nothing", "nonce": "n1"}
    told = refused(note_met, shop, MOSSON, meeting.id, detail="trop vieille", **note)
    assert told.code == "words_protected"
    assert row_of(shop, meeting).outcomes == ()
