"""Eligibility: only a prescriber ticks, with a proof, a day and a name; scores and lists follow."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.domain.access import Access, Role
from matching.domain.day.eligibility import PROOFS, EligibilityCheck
from matching.domain.errors import FairError
from matching.services.files.examples import open_example
from matching.services.live.eligibility import (
    check_eligibility,
    eligibility_answer,
    eligibility_view,
    take_back_check,
)
from matching.services.live.eligibility_pages import print_eligibility
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.plan.print_sheets import print_sheets
from matching.services.rights.access_file import access_file
from matching.services.rights.forget import forget
from matching.services.scores.matches import candidates_of_stand, offers_of_person
from matching.store.day import happenings, plans
from tests.badges.papers import page_texts
from tests.fairs import shop_in

FAIR, YARD, DAY = "lepoles-2019", "chantier", date(2019, 2, 7)
PRESCRIBER = Access(7, "Mission Locale", Role.PRESCRIBER)
YES = EligibilityCheck("g14", True, ("rsa", "single_parent"), DAY, "Mme Roux, Mission Locale")
NO = replace(YES, eligible=False, proofs=())
MARK = "Éligibilité à vérifier"
INSERTION = {"chantier", "tri"}


@pytest.fixture
def shop(tmp_path):
    opened = shop_in(tmp_path)
    open_example(opened, "lepoles")
    yield opened
    opened.store.close()


def tick(shop, check=YES, nonce="n1", access=PRESCRIBER):
    check_eligibility(shop, FAIR, check, access=access, nonce=nonce)


def verdict(shop, person="g14"):
    (score,) = [s for s in offers_of_person(shop, FAIR, person).scores if s.offer == YARD]
    if score.closed_by:
        return "closed"
    return "ask" if any(q.code == "entry_insertion_unknown" for q in score.ask) else "open"


def marked(shop):
    """Whom the recruiters of the yard read the mark beside."""
    found = candidates_of_stand(shop, FAIR, "poles")
    said = {who: found.candidate(who, offer, language="fr").mark for who, offer in found.ranked}
    return {who for who, mark in said.items() if MARK in mark}


def refused(act, *given, **named):
    with pytest.raises(FairError) as told:
        act(*given, **named)
    return told.value.code


def test_nobody_but_a_prescriber_may_tick_or_take_back(shop):
    tick(shop)
    for role in set(Role) - {Role.PRESCRIBER}:
        stand = {"fair": FAIR, "stand": "poles"} if role is Role.RECRUITER else {}
        other = Access(1, "Autre", role, **stand)
        assert refused(tick, shop, NO, access=other, nonce="n2") == "prescriber_only"
        taken = refused(take_back_check, shop, FAIR, "g14", access=other, nonce="n2")
        assert taken == "prescriber_only"
    assert verdict(shop) == "open"


@pytest.mark.parametrize(("check", "after"), [(YES, "open"), (NO, "closed")])
def test_the_word_of_a_prescriber_settles_the_rule_until_it_is_taken_back(shop, check, after):
    assert verdict(shop) == "ask"
    assert "g14" in marked(shop)
    tick(shop, check)
    assert verdict(shop) == after
    assert "g14" not in marked(shop)
    take_back_check(shop, FAIR, "g14", access=PRESCRIBER, nonce="n2")
    take_back_check(shop, FAIR, "g14", access=PRESCRIBER, nonce="n2")
    assert verdict(shop) == "ask"
    again = refused(take_back_check, shop, FAIR, "g14", access=PRESCRIBER, nonce="n3")
    assert again == "nothing_to_undo"


@pytest.mark.slow
def test_the_last_word_counts_and_what_was_checked_is_listed_last(shop):
    tick(shop, NO)
    tick(shop, YES, nonce="n2")
    view = eligibility_view(shop, FAIR)
    assert view.rows[-1].person == "g14"
    assert view.rows[-1].check == YES
    assert "g14" not in {row.person for row in view.open_rows}
    (row,) = [row for row in eligibility_answer(view) if row["person"] == "g14"]
    assert row["eligible"] is True
    assert "rsa" not in str(eligibility_answer(view))


def test_the_same_nonce_writes_once_and_never_another_word(shop):
    tick(shop)
    tick(shop)
    with shop.store.reading() as reader:
        assert len(happenings.read_happenings(reader, FAIR, person="g14")) == 1
    assert refused(tick, shop, NO) == "nonce_used"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("proofs", (), "invalid_empty"),
        ("proofs", ("a_friend",), "invalid_choice"),
        ("by", " ", "invalid_empty"),
        ("by", "x" * 101, "invalid_name"),
    ],
)
def test_a_check_says_which_proof_and_who(field, value, code):
    with pytest.raises(FairError) as told:
        replace(YES, **{field: value})
    assert told.value.code == code


def test_a_check_bears_no_day_to_come_and_names_somebody_of_the_fair(shop):
    later = shop.clock().date() + timedelta(days=400)
    assert refused(tick, shop, replace(YES, on=later)) == "check_later"
    assert refused(tick, shop, replace(YES, person="nobody")) == "person_unknown"


@pytest.mark.slow
def test_paper_asks_for_whoever_meets_such_an_employer_and_marks_leave_with_a_check(shop):
    draw_plan(shop, FAIR, seconds=10)
    announce(shop, FAIR)
    view = eligibility_view(shop, FAIR)
    expected = [row for row in view.open_rows if row.has_meeting]
    pages = page_texts(print_eligibility(shop, view))
    assert 0 < len(pages) == len(expected) < len(view.open_rows)
    for page, row in zip(pages, expected, strict=True):
        assert row.name in page
        assert "Moins de 26 ans" in page  # a box, the same on each page
    assert marks_on_paper(shop) > 0
    for number, row in enumerate(expected):
        tick(shop, replace(YES, person=row.person), nonce=f"n{number}")
    assert marks_on_paper(shop) == 0


def marks_on_paper(shop):
    return " ".join(page_texts(print_sheets(shop, FAIR, only=("stands",))["stands"])).count(MARK)


@pytest.mark.slow
def test_a_check_is_in_the_access_file_and_goes_when_somebody_is_forgotten(shop):
    tick(shop)
    assert "Mme Roux" in str(access_file(shop, FAIR, "g14"))
    forget(shop, FAIR, "g14")
    with shop.store.reading() as reader:
        assert happenings.eligibility_checks(reader, FAIR) == {}


def test_every_proof_has_words_in_each_language():
    from matching.phrases import LANGUAGES, say

    assert all(say(f"proof.{proof}", language) for proof in PROOFS for language in LANGUAGES)


def yard_meetings(shop, person="g14"):
    """The announced meetings about an insertion contract, of one person or of anybody."""
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, FAIR)
    return [
        meeting
        for meeting in plan.meetings
        if meeting.offer in INSERTION and person in {meeting.person, ""}
    ]


@pytest.mark.slow
def test_a_refusal_frees_the_meeting_tells_the_person_and_taking_it_back_gives_one_again(shop):
    draw_plan(shop, FAIR, seconds=10)
    announce(shop, FAIR)
    person = next(meeting.person for meeting in sorted(yard_meetings(shop, "")))
    before = {m for m in everything_announced(shop) if m.person != person}
    no = replace(NO, person=person)
    prompt = replace(shop, answers_within=0.0)
    answer = check_eligibility(prompt, FAIR, no, access=PRESCRIBER, nonce="n1")
    assert answer.changes == ()
    redrawn = answer.later.result(60)
    assert yard_meetings(shop, person) == []
    assert person in {change.person for change in redrawn.changes}
    kept = {m for m in everything_announced(shop) if m.person != person}
    assert {(m.person, m.offer) for m in before} <= {(m.person, m.offer) for m in kept}
    take_back_check(shop, FAIR, person, access=PRESCRIBER, nonce="n2")
    assert yard_meetings(shop, person) != []


@pytest.mark.slow
def test_a_refusal_before_any_plan_and_a_yes_move_nothing(shop):
    assert tick_answer(shop, NO, "n1") is None
    draw_plan(shop, FAIR, seconds=10)
    announce(shop, FAIR)
    before = everything_announced(shop)
    assert tick_answer(shop, YES, "n2") is None
    assert everything_announced(shop) == before


def everything_announced(shop):
    with shop.store.reading() as reader:
        return set(plans.announced_plan(reader, FAIR).meetings)


def tick_answer(shop, check, nonce):
    return check_eligibility(shop, FAIR, check, access=PRESCRIBER, nonce=nonce)
