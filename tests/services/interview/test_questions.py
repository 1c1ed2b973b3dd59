import math
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import update

from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DiplomaLevel, FrenchLevel
from matching.domain.terms import Contract, Hours, Need
from matching.phrases import SPOKEN, codes, say
from matching.services.door.personal_page import personal_page
from matching.services.door.walk_in import walk_in
from matching.services.files.mending.mend import Mend, mend
from matching.services.files.receive_files import read_report
from matching.services.interview.answer_questions import interview, keep_answer
from matching.services.interview.known_answers import already_said
from matching.services.interview.questions import (
    QUESTIONS,
    Option,
    Way,
    asked,
    hours_left,
    options_now,
    question,
    written,
)
from matching.services.live.redraw_plan import plan_person
from matching.services.plan.agenda import appointments
from matching.services.scores.matches import offers_of_person
from matching.services.scores.understand import understand_with
from matching.services.shop.profile_fields import read_fields
from matching.store import fairs, schema
from matching.store.day import plans
from matching.store.documents import to_document
from tests.examples import examples
from tests.fairs import moment, morning_fair

MOSSON = "mosson-2023"


def profile(shop, person):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON).jobseekers[person]


def answer(shop, person, name, *options, words=""):
    one = question(name)
    chosen = tuple(option for option in one.options if option.name in options)
    return keep_answer(shop, MOSSON, person, one, written(one, chosen, words))


@pytest.mark.parametrize(
    ("one", "option"),
    [(one, option) for one in QUESTIONS for option in one.options],
    ids=lambda value: getattr(value, "name", value),
)
def test_every_answer_is_understood_as_the_files_are(one, option):
    read = read_fields(morning_fair(), {"first_name": "Zoé", one.column: option.text})
    assert [flaw.code for flaw in read.flaws if flaw.column == one.column] == []
    is_empty = to_document(read.person)[one.column] in (None, "", [])
    assert is_empty == (option.text == "" or option.alone)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_question_and_answer_is_said_in_every_language(language):
    for one in QUESTIONS:
        assert say(f"ask.{one.name}", language)
    assert {code for code in codes(language) if code.startswith(("ask.", "kiosk."))} == {
        code for code in codes("fr") if code.startswith(("ask.", "kiosk."))
    }


@pytest.mark.parametrize(("name", "kind"), [("wishes", "occupation"), ("skills", "skill")])
def test_work_touched_is_what_the_matching_knows(shop, name, kind):
    read = understand_with(shop, kind, top=1, language="fr")
    unknown = [
        option.name
        for option in question(name).options
        if read(option.text)["verdict"] == "unknown"
    ]
    assert unknown == []


def test_an_answer_is_kept_at_once_and_read_as_the_matching_reads_it(shop):
    answer(shop, "p01", "contracts", "training")
    answer(shop, "p01", "hours", "morning", "school_hours")
    answer(shop, "p01", "french", "daily")
    answer(shop, "p01", "needs", "step_free")
    answer(shop, "p01", "licences", "none")
    answer(shop, "p01", "vehicle", "bus")
    answer(shop, "p01", "diploma", "nothing")
    said = profile(shop, "p01")
    assert said.contracts == (Contract.TRAINING,)
    assert said.hours_wanted == (Hours.MORNING, Hours.SCHOOL_HOURS)
    assert said.french_level is FrenchLevel.A2
    assert said.needs == (Need.STEP_FREE,)
    assert said.licences == ()
    assert said.vehicle is False
    assert said.diploma_level is DiplomaLevel.NONE


def test_answers_touched_and_words_written_stand_side_by_side(shop):
    answer(shop, "p01", "wishes", "kitchen", words="dresseuse de chevaux")
    assert profile(shop, "p01").wishes == ("cuisinier", "dresseuse de chevaux")


def test_what_was_not_understood_changes_nothing_and_is_told(shop):
    answer(shop, "p01", "phone", words="06 39 98 00 77")
    before = profile(shop, "p01")
    flaws = answer(shop, "p01", "phone", words="bonjour")
    assert [flaw.column for flaw in flaws] == ["phone"]
    assert profile(shop, "p01") == before


def test_answers_stay_when_the_list_comes_again(shop):
    answer(shop, "p05", "wishes", "garden")
    flaw = next(one for one in read_report(shop, MOSSON).flaws if one.column == "Départ")
    mend(shop, MOSSON, [Mend(flaw.file, flaw.line, flaw.column, "16h30")])
    assert profile(shop, "p05").wishes == ("jardinier",)


def test_hours_answered_hold_and_what_a_newer_list_says_against_them_gives_way(shop):
    person = next(
        one for one in ("p01", "p02", "p03", "p04", "p06") if profile(shop, one).leaves is None
    )
    keep_answer(shop, MOSSON, person, question("leaves"), "10:00")
    with shop.store.writing() as writer:
        document = {**to_document(profile(shop, person)), "arrives": "11:00:00", "leaves": None}
        table = schema.jobseekers
        writer.execute(update(table).where(table.c.id == person).values(document=document))
    assert (profile(shop, person).arrives, profile(shop, person).leaves) == (None, time(10))


def test_the_next_question_is_the_first_of_which_nothing_is_known(shop):
    stranger = walk_in(shop, MOSSON, first_name="Zoé", fields={}, nonce="n").person
    assert interview(shop, MOSSON, stranger).next_open == 0
    answer(shop, stranger, "contracts", "job")
    answer(shop, stranger, "wishes", "garden")
    found = interview(shop, MOSSON, stranger)
    assert found.questions[found.next_open].name == "skills"
    answer(shop, stranger, "skills", "garden")
    assert interview(shop, MOSSON, stranger).next_open > found.next_open


def test_nobody_is_asked_who_does_not_exist(shop):
    with pytest.raises(FairError) as refusal:
        interview(shop, MOSSON, "nobody")
    assert refusal.value.code == "person_unknown"


@pytest.mark.parametrize(
    ("known", "name", "is_asked"),
    [
        ({}, "interpreter", True),
        ({"french_level": 2}, "interpreter", True),
        ({"french_level": 3}, "interpreter", False),
        ({"french_level": 6, "interpreter": "fsl"}, "interpreter", True),
        ({}, "commune", False),
        ({"radius_km": 5.0}, "commune", True),
        ({"consent_contact": False}, "phone", False),
        ({"consent_contact": True}, "phone", True),
    ],
)
def test_a_question_that_cannot_matter_is_left_out(known, name, is_asked):
    assert (name in [one.name for one in asked(known)]) == is_asked


def test_hours_gone_by_cannot_be_chosen():
    found = options_now(question("leaves"), morning_fair(), moment(10, 10))
    assert [option.text for option in found] == ["11:00", ""]
    assert hours_left(morning_fair(), moment(11, 50)) == (Option("end", ""),)


def test_what_a_file_holds_is_shown_as_chosen(shop):
    answer(shop, "p01", "wishes", "kitchen", "web", words="potière")
    answer(shop, "p01", "avoid", "none")
    found = interview(shop, MOSSON, "p01")
    wishes, avoid = question("wishes"), question("avoid")
    assert already_said(wishes, wishes.options, found) == (("kitchen", "web"), "potière")
    assert already_said(avoid, avoid.options, found) == (("none",), "")


SEVERAL = [one for one in QUESTIONS if one.way is Way.SEVERAL]


@examples(60)
@given(st.data())
def test_what_was_chosen_comes_back_as_chosen(data):
    one = data.draw(st.sampled_from(SEVERAL))
    chosen = tuple(
        option for option in one.options if not option.alone and data.draw(st.booleans())
    )
    fields = {"first_name": "Zoé", one.column: written(one, chosen)}
    person = read_fields(morning_fair(), fields).person
    from matching.services.interview.answer_questions import Interview

    found = Interview(
        morning_fair(), "x", "Zoé", 1, QUESTIONS, to_document(person), frozenset({one.column})
    )
    names, words = already_said(one, one.options, found)
    assert (set(names) if chosen else set(), words) == ({option.name for option in chosen}, "")


def test_meetings_follow_the_answers_and_nobody_else_moves(planned):
    shop = planned
    stranger = walk_in(shop, MOSSON, first_name="Zoé", fields={}, nonce="n").person
    before = announced(shop)
    answer(shop, stranger, "contracts", "training")
    answer(shop, stranger, "wishes", "web")
    assert plan_person(shop, MOSSON, stranger)
    after = announced(shop)
    assert {one for one in before if one.person != stranger} == {
        one for one in after if one.person != stranger
    }
    now = {score.offer: score.value for score in offers_of_person(shop, MOSSON, stranger).scores}
    as_was = math.fsum(now[one.offer] for one in before if one.person == stranger)
    assert total(after, stranger) > as_was
    assert plan_person(shop, MOSSON, stranger) == ()
    shop.store.close()


def test_one_person_is_asked_without_the_files_of_the_others_being_read(planned):
    shop = planned
    with shop.store.reading() as reader:
        mine = plans.announced_meetings(reader, MOSSON, ["p01"])["p01"]
    with shop.store.writing() as writer:
        table = schema.jobseekers
        writer.execute(update(table).where(table.c.id != "p01").values(document={"no": "file"}))
    assert answer(shop, "p01", "contracts", "training") == ()
    assert interview(shop, MOSSON, "p01").known["contracts"] == ["training"]
    shown = personal_page(shop, MOSSON, "p01")
    assert shown.next == appointments_of(shop, mine)
    assert shown.code
    shop.store.close()


def appointments_of(shop, meetings):
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, MOSSON)
        stands = fairs.read_stands_of(reader, frame, meetings)
    return appointments(stands, meetings, after=shop.day_moment(frame))


def announced(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON).meetings


def total(meetings, person):
    return sum(one.score for one in meetings if one.person == person)


def test_without_an_announced_plan_there_is_nothing_to_change(shop):
    assert plan_person(shop, MOSSON, "p01") == ()


def test_a_first_name_alone_is_a_profile_that_can_be_asked():
    assert asked(to_document(Jobseeker("x", "Zoé")))[0].name == "contracts"


def test_a_short_name_is_not_everybody_whose_name_begins_so(shop):
    from matching.services.door.find_people import maybe_known

    assert maybe_known(shop, MOSSON, "An") == ()
    assert [one.person for one in maybe_known(shop, MOSSON, "fatoumata")] == ["p04"]
    assert [one.person for one in maybe_known(shop, MOSSON, "ndiombana fatou")] == []
    assert [one.person for one in maybe_known(shop, MOSSON, "Fatoumata Ndiombana")] == ["p04"]


def test_somebody_is_found_by_the_number_that_they_say(shop):
    from matching.services.door.find_people import find_people

    stranger = walk_in(shop, MOSSON, first_name="Zoé", fields={}, nonce="n")
    assert [one.person for one in find_people(shop, MOSSON, " 31 ")] == [stranger.person]
    assert find_people(shop, MOSSON, "99") == ()


@pytest.mark.parametrize("language", SPOKEN)
def test_every_language_fills_in_the_same_blanks(language):
    from string import Formatter

    from matching.phrases.say import _phrases

    def blanks(spoken, code):
        return {name for _, name, _, _ in Formatter().parse(_phrases(spoken)[code]) if name}

    told = [code for code in codes("fr") if code.startswith(("ask.", "kiosk."))]
    assert [code for code in told if blanks(language, code) != blanks("fr", code)] == []
