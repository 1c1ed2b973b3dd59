"""A person's own schedule is in that person's own language, whole."""

from dataclasses import replace

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import FrenchLevel
from matching.domain.score import Reason, Score
from matching.domain.terms import Condition, Hours
from matching.phrases import LANGUAGES, SPOKEN, codes, say
from matching.scoring.criteria import GATES, WEIGHINGS
from matching.services.interview.answer_questions import choose_language
from matching.services.plan.paper.own_language import sheet_language
from matching.services.plan.print_sheets import personal_schedule, print_sheets
from matching.services.scores.sentences import bars, reasons_for
from tests.scoring.pairs import offer, person, score
from tests.strategies import OFFERS, PEOPLE

MOSSON = "mosson-2023"
NEVER_IN_FAVOUR = frozenset(
    {
        *("contract_refused", "distance_beyond", "gap_elsewhere", "gap_nothing_new"),
        *("hours_clash", "hours_partly", "need_known_already", "need_licence_held"),
        *("need_other_level", "remote_not_offered", "sector_other", "skills_none"),
        *("skills_none_of_trade", "title_lacked", "title_named", "title_not_said"),
        "trade_other",
        *("trade_for_the_trained", "trade_not_asked", "trade_other_held"),
        *("contract_unknown", "distance_unknown", "experience_unknown", "gap_offer_unknown"),
        *("gap_wish_unknown", "hours_unknown", "remote_unknown", "sector_unknown"),
        *("skills_not_understood", "skills_offer_unknown", "skills_unknown"),
        *("trade_offer_unknown", "trade_offer_unread", "trade_unknown"),
    }
)
"""Reasons worth nothing, unknown, or never told as a reason to meet."""
TRUE_OF_ANY_OFFER = frozenset({"contract_free", "distance_free", "hours_free"})


@pytest.mark.parametrize("language", SPOKEN)
def test_every_reason_to_meet_is_said_in_every_language(language):
    for weighing in WEIGHINGS:
        for code, params in weighing.reasons.items():
            if code in NEVER_IN_FAVOUR:
                continue
            told = dict.fromkeys([*params, "radius_km", "taught", "missing_words"], "Qz")
            reason = Reason(weighing.name, code, 1.0, 1.0, 1.0, told)
            score = Score("amina", "agence", "dev", (reason,))
            assert bool(reasons_for(score, language)) != (code in TRUE_OF_ANY_OFFER)


@pytest.mark.parametrize("language", SPOKEN)
def test_every_refusal_on_a_sheet_is_said_in_every_language_with_its_way_round(language):
    said = codes(language)
    assert {f"bar.{bar}" for gate in GATES for bar in gate.bars} <= said
    assert {f"hours.{one}" for one in Hours} <= said
    for start in ("help.", "contract.", "diploma.", "nothing_better."):
        assert {code for code in codes("fr") if code.startswith(start)} <= said


@given(someone=PEOPLE, something=OFFERS, language=st.sampled_from(SPOKEN))
def test_whatever_closes_an_offer_or_speaks_for_it_is_said_in_any_language(
    someone, something, language
):
    found = score(someone, something)
    assert len(bars(found, language)) == len(found.closed_by)
    assert all(reasons_for(found, language))


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("conduire un", "conduire"),
        ("cariste en", "cariste"),
        ("préparer de la, cuisiner pour", "préparer, cuisiner"),
        ("aide à domicile", "aide à domicile"),
        ("la toilette, une personne âgée", "la toilette, une personne âgée"),
        ("vitamine", "vitamine"),
    ],
)
def test_a_quotation_ends_in_no_article_or_preposition(said, quoted):
    reason = Reason("skills", "skills_held", 1.0, 1.0, 1.0, {"said": said})
    (told,) = reasons_for(Score("amina", "agence", "dev", (reason,)), "fr")
    assert f"« {quoted} »" in told.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize("language", SPOKEN)
@pytest.mark.parametrize("condition", Condition)
def test_work_that_somebody_avoids_is_told_in_any_language(condition, language):
    found = score(person(avoid=(condition,)), offer(conditions=(condition,)))
    (told,) = bars(found, language)
    assert told.startswith(say(f"bar.condition_{condition}", language))


@pytest.mark.parametrize("language", sorted({*SPOKEN} - {*LANGUAGES}))
def test_a_page_of_a_planned_day_is_told_in_the_language_asked_for(planned, language):
    told = personal_schedule(planned, MOSSON, "p01", language=language)
    (page,) = pymupdf.open(stream=told)
    letters = "".join(page.get_text().split())
    assert "".join(say("sheet.my_meetings", language).split()) in letters
    assert "rendez-vous" not in letters


@given(
    spoken=st.text(max_size=8),
    level=st.sampled_from([None, *FrenchLevel]),
)
def test_any_language_gives_a_sheet_that_can_be_said(spoken, level):
    person = Jobseeker("a", "Amina", language=spoken, interpreter=spoken, french_level=level)
    assert sheet_language(person, "fr") in SPOKEN


@pytest.mark.parametrize("chosen", SPOKEN)
def test_a_language_that_somebody_touched_comes_before_what_is_known_of_them(chosen):
    known = Jobseeker(
        "a", "Amina", language="so", interpreter="tr", french_level=FrenchLevel.NATIVE
    )
    assert sheet_language(replace(known, sheet_language=chosen), "fr") == chosen


def test_a_language_chosen_at_a_tablet_is_on_the_sheet(planned):
    choose_language(planned, MOSSON, "p01", "uk")
    told = print_sheets(planned, MOSSON, only=("schedules",))["schedules"]
    pages = [page.get_text() for page in pymupdf.open(stream=told)]
    (own,) = (page for page in pages if "Belkhiri" in page)
    assert say("sheet.my_meetings", "uk") in own


@pytest.mark.parametrize(
    ("language", "interpreter", "level", "printed"),
    [
        ("ar", "", None, "ar"),
        ("ary", "", FrenchLevel.A2, "ar"),
        ("pt-BR", "", FrenchLevel.B1, "pt"),
        ("pt", "", FrenchLevel.B2, "fr"),
        ("uk", "", FrenchLevel.NATIVE, "fr"),
        ("fr", "tr", FrenchLevel.NATIVE, "tr"),
        ("so", "", FrenchLevel.A1, "fr"),
        ("", "", None, "fr"),
    ],
)
def test_a_sheet_speaks_what_its_person_reads_best(language, interpreter, level, printed):
    person = Jobseeker("a", "Amina", language=language, interpreter=interpreter, french_level=level)
    assert sheet_language(person, "fr") == printed
