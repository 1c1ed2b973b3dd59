import re
from dataclasses import replace
from datetime import timedelta
from enum import Enum
from pathlib import Path
from typing import get_args, get_type_hints

import pymupdf
import pytest

from matching.domain.access import Access, Role
from matching.domain.day.eligibility import PROOFS, EligibilityCheck
from matching.domain.day.happening import OUT, Happening, HappeningKind
from matching.domain.day.next_steps import NextStep
from matching.domain.day.places import ANSWER, HAS, WAITS
from matching.domain.edit import EditKind
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.programme.follow_up import Exit, Situation, State
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, Condition, Contract, Hours, Need
from matching.intake.written import written
from matching.phrases import codes, say
from matching.services.door.walk_in import walk_in
from matching.services.door.welcome import CheckInStatus, check_in
from matching.services.evening.doctor import examine
from matching.services.evening.report import report
from matching.services.files.receive_files import receive_folder
from matching.services.floor.stand_notes import write_note
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.live.rules.due import DayRuleCode
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.make_fair import set_next_steps
from matching.services.rights.access_file import access_file
from matching.services.rights.access_pdf import (
    _CHOSEN,
    _WORDS_OF,
    _answer,
    _said_plainly,
    access_pages,
)
from matching.services.rights.acts import rights_acts
from matching.services.rights.choices import set_matching
from matching.services.rights.consent import set_consent
from matching.services.rights.copies import EXPORT, PERSON_FILE, note_written
from matching.services.rights.delete_fair import delete_fair, would_delete
from matching.services.rights.forget import forget, would_forget
from matching.services.rights.rehearsal import clear_rehearsal, rehearsed
from matching.services.shop.retention_rules import notice
from matching.store import fairs
from matching.store.day import happenings, plans
from matching.store.people import badges, erasure
from matching.store.people.answers import keep_answers
from matching.store.people.choices import Choice

MOSSON = "mosson-2023"
EXAMPLE = Path("data/examples/mosson")


def code_of(shop, person):
    with shop.store.reading() as reader:
        return badges.live_codes(reader, MOSSON)[person]


def came(shop):
    return report(shop, MOSSON).section("reach").value("came")


def test_an_access_file_holds_all_that_is_kept_of_a_person_and_of_nobody_else(planned):
    check_in(planned, MOSSON, code_of(planned, "p01"), nonce="a")
    found = access_file(planned, MOSSON, "p01")
    assert found["profile"]["email"] == "ines.br@example.org"
    assert found["received"][0]["file"] == "jobseekers.csv"
    assert "06 39 98 10 01" in {value for _, value in found["received"][0]["cells"]}
    assert found["rows"]["badges"][0]["code"] == code_of(planned, "p01")
    assert [row["kind"] for row in found["rows"]["happenings"]] == ["arrived"]
    assert {row["person"] for row in found["rows"]["meetings"]} == {"p01"}
    assert [act.act for act in rights_acts(planned, MOSSON)] == ["access"]


def test_nobody_has_no_access_file(shop):
    with pytest.raises(FairError) as told:
        access_file(shop, MOSSON, "nobody")
    assert told.value.code == "person_unknown"


def test_consent_that_was_withdrawn_stays_so_when_the_list_comes_again(shop):
    def agrees():
        with shop.store.reading() as reader:
            return fairs.read_entries(reader, MOSSON).jobseekers["p01"].consent_contact

    assert agrees() is True
    set_consent(shop, MOSSON, "p01", agrees=False)
    receive_folder(shop, EXAMPLE)
    assert agrees() is False
    set_consent(shop, MOSSON, "p01", agrees=True)
    assert agrees() is True


def test_a_rehearsal_is_set_aside_when_the_day_begins_and_cleared_without_a_trace(
    planned, tmp_path
):
    before = replace(planned, clock=lambda: planned.clock() - timedelta(days=1))
    check_in(before, MOSSON, code_of(planned, "p01"), nonce="a")
    late = StaffReport("stand-late", stand="epf", until=planned.clock() + timedelta(hours=2))
    follow_day(before, MOSSON, late, nonce="l")
    tried = walk_in(before, MOSSON, first_name="Essayeuse", fields={}, nonce="w").person
    assert came(before) == 2
    check_in(planned, MOSSON, code_of(planned, "p02"), nonce="b")
    assert came(planned) == 1
    # A stand that will be late is known the day before.
    with planned.store.reading() as reader:
        facts = happenings.read_happenings(reader, MOSSON)
    assert [fact.kind for fact in facts if fact.stand] == [HappeningKind.STAND_LATE]
    again = check_in(planned, MOSSON, code_of(planned, "p01"), nonce="c")
    assert again.status is CheckInStatus.ACCEPTED
    assert rehearsed(planned, MOSSON).people == (tried,)
    assert "fair_rehearsed" in {found.code for found in examine(planned)}
    # two arrivals, the stand, and that whoever walked in was told
    assert clear_rehearsal(planned, MOSSON).facts == 4
    assert came(planned) == 2
    assert b"Essayeuse" not in (tmp_path / "fair.db").read_bytes()
    with pytest.raises(FairError):
        clear_rehearsal(planned, MOSSON)


def test_what_would_go_with_a_fair_is_what_goes_and_names_files_of_this_fair_alone(
    planned, tmp_path
):
    for name, fair in (("mine", MOSSON), ("other", "meaux-2021")):
        (tmp_path / name).mkdir()
        note_written(planned, EXPORT, tmp_path / name, fair=fair)
    foreseen = would_delete(planned, MOSSON)
    assert report(planned, MOSSON)
    assert [Path(copy.path).name for copy in foreseen.copies] == ["mine"]
    gone = delete_fair(planned, MOSSON)
    assert (gone.rows, gone.copies) == (foreseen.rows, foreseen.copies)


def test_somebodys_own_file_is_named_when_they_go_and_for_nobody_else(planned, tmp_path):
    for person in ("p01", "p02"):
        (tmp_path / person).write_text("")
        note_written(planned, PERSON_FILE, tmp_path / person, fair=MOSSON, person=person)
    assert [Path(copy.path).name for copy in would_forget(planned, MOSSON, "p02").copies] == ["p02"]
    assert [Path(copy.path).name for copy in forget(planned, MOSSON, "p01").copies] == ["p01"]
    with planned.store.reading() as reader:
        assert [copy.person for copy in erasure.read_copies(reader)] == ["p02"]
    delete_fair(planned, MOSSON)
    with planned.store.reading() as reader:
        assert [copy.person for copy in erasure.read_copies(reader)] == [""]


def test_a_fair_deleted_is_gone_whole_and_only_the_proof_stays(planned, tmp_path):
    gone = delete_fair(planned, MOSSON)
    assert gone.is_wiped
    assert gone.rows["jobseekers"] == 30
    content = b"".join(file.read_bytes() for file in tmp_path.glob("fair.db*"))
    assert [mark for mark in (b"Belkhiri", b"ines.br") if mark in content] == []
    with pytest.raises(FairError) as told:
        report(planned, MOSSON)
    assert told.value.code == "fair_unknown"
    assert [act.act for act in rights_acts(planned, MOSSON)] == ["fair_deleted"]
    assert receive_folder(planned, EXAMPLE).jobseekers == 30


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_file_on_paper_holds_every_word_of_the_file_for_programs(planned, language):
    found = access_file(planned, MOSSON, "p01")
    pages = pymupdf.open(stream=access_pages(planned, found, language))
    text = "".join("".join(page.get_text().split()) for page in pages).replace("\u200b", "")
    with planned.store.reading() as reader:
        person = fairs.read_entries(reader, MOSSON).jobseekers["p01"]
    free = ("id", "first_name", "last_name", "phone", "email", "wishes", "skills", "referrer")
    profile = {
        "en": [word for name in free for word in leaves(found["profile"][name])],
        "fr": [written(getattr(person, name), name) for name in found["profile"]],
    }
    words = (
        "Belkhiri",
        *profile[language],
        *leaves(found["received"]),
        *notice(planned, language),
    )
    assert [word for word in words if "".join(word.split()) not in text] == []
    assert len(notice(planned, language)) == 8


@pytest.mark.parametrize(("language", "said"), [("fr", "permis: aucun"), ("en", "licences: none")])
@pytest.mark.parametrize("licences", [(), None], ids=["none", "not said"])
def test_what_was_said_to_be_none_is_told_and_what_was_not_said_is_not(
    planned, language, said, licences
):
    with planned.store.writing() as writer:
        keep_answers(writer, MOSSON, "p01", {"licences": licences}, at=planned.clock())
    found = access_file(planned, MOSSON, "p01") | {"received": [], "rows": {}}
    pages = pymupdf.open(stream=access_pages(planned, found, language))
    text = " ".join("".join(page.get_text() for page in pages).split())
    assert (said in text) == (licences is not None), text


def test_the_file_on_paper_speaks_in_words_local_hours_and_rounded_numbers(planned):
    with planned.store.reading() as reader:
        codes, plan = badges.live_codes(reader, MOSSON), plans.announced_plan(reader, MOSSON)
    for person in ("p01", "p05", "p18"):
        check_in(planned, MOSSON, codes[person], nonce=f"in {person}")
    meeting = next(one for one in plan.meetings if one.person == "p05")
    lead = Access(1, "Organisatrice", Role.ORGANISER)
    words = "Rappeler mardi, très motivée"
    write_note(planned, MOSSON, meeting.id, words, access=lead, nonce="note")
    for person in ("p01", "p05", "p18"):
        pages = access_pages(planned, access_file(planned, MOSSON, person), "fr")
        text = "".join(page.get_text() for page in pymupdf.open(stream=pages))
        text = text.replace("\u200b", "")
        codes_or_raw = r"\b[a-z]+_[a-z_]+\b|\d-\d\d?T\d\d:|\d[.,]\d{3,}|nonce|field = |\$"
        assert re.findall(codes_or_raw, text) == []
        assert (words in " ".join(text.split())) == (person == "p05")


def leaves(kept):
    """Every word that is kept, inside whatever it stands in."""
    if isinstance(kept, dict):
        return [word for value in kept.values() for word in leaves(value)]
    if isinstance(kept, list):
        return [word for value in kept for word in leaves(value)]
    return [kept] if isinstance(kept, str) and kept else []


def said_of_facts():
    """Every word that rows of a person's file may hold in code, whatever table it stands in."""
    kinds = (HappeningKind, Choice, State, Situation, Exit)
    return sorted({member.value for kind in kinds for member in kind})


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_table_and_every_code_of_a_person_has_words(planned, language):
    check_in(planned, MOSSON, code_of(planned, "p01"), nonce="a")
    with planned.store.reading() as reader:
        places = [*erasure._places(reader, MOSSON, ["p01"]), erasure._told_of(MOSSON, ["p01"])]
    tables = {table.name for table, _ in places} - {"judgements"}
    titles = [f"person_file.{name}" for name in sorted(tables)]
    assert [code for code in titles if code not in codes(language)] == []
    ways = ("person_file.kind_", "floor.did_", "stand.did_", "outcome.", "recall.", "follow_up.")
    wordless = [
        value
        for value in said_of_facts()
        if not any(f"{way}{value}" in codes(language) for way in ways)
    ]
    assert wordless == []


IN_WORDS = {
    "answer": (HAS, WAITS),
    "proofs": PROOFS,
    "reason": ("too_early", "badge_replaced", "badge_revoked", "not_inside"),
    "rule": tuple(rule.value for rule in DayRuleCode),
    "way": (OUT,),
}


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_code_that_a_fact_says_has_words_of_its_field(language):
    assert IN_WORDS.keys() == _WORDS_OF.keys()
    said = [(f"{_WORDS_OF[name]}{code}") for name, told in IN_WORDS.items() for code in told]
    said += [f"person_file.field_{name}" for name in IN_WORDS if name != "proofs"]
    assert [code for code in said if code not in codes(language)] == []


CHOSEN = {
    "avoid": Condition,
    "contracts": Contract,
    "digital_level": DigitalLevel,
    "diploma_level": DiplomaLevel,
    "french_level": FrenchLevel,
    "hours_wanted": Hours,
    "needs": Need,
    "qpv": Answer,
    "rqth": Answer,
    "rsa": Answer,
}


PREFIXES = {
    "avoid": "condition.",
    "contracts": "contract.",
    "digital_level": "value.digital_level.",
    "diploma_level": "value.diploma_level.",
    "french_level": "value.french_level.",
    "hours_wanted": "hours.",
    "needs": "ask.needs.",
    "qpv": "value.",
    "rqth": "value.",
    "rsa": "value.",
}
"""Where the words of each choice stand among the phrases."""


def test_every_field_of_a_person_that_is_chosen_from_a_list_is_among_those_told_in_words():
    """A field of a closed list is one whose type names an enumeration."""
    types = {**get_type_hints(Jobseeker), **get_type_hints(Statistics)}
    kinds = {
        name: kind
        for name, told in types.items()
        for kind in (
            told,
            *get_args(told),
            *(part for arg in get_args(told) for part in get_args(arg)),
        )
        if isinstance(kind, type) and issubclass(kind, Enum)
    }
    assert kinds == CHOSEN
    assert kinds.keys() == _CHOSEN


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("name", sorted(CHOSEN))
def test_an_answer_chosen_from_a_list_is_told_in_words(name, language):
    for member in CHOSEN[name]:
        said = _answer(name, member.value, language)
        label = member.label if name == "french_level" else member.value
        assert said == say(f"{PREFIXES[name]}{label}", language)


@pytest.mark.parametrize("name", [*sorted(CHOSEN), "languages"])
def test_what_was_written_before_a_change_is_said_in_the_same_words(planned, name):
    with planned.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    for value in [one.value for one in CHOSEN.get(name, ())] or ["pt"]:
        before = _said_plainly(f"before {name}", value, entries, "fr")
        assert before == _said_plainly(name, value, entries, "fr") != str(value)


def test_the_english_file_of_a_person_prints_no_code(planned):
    answers = {
        "needs": ("step_free", "large_print"),
        "hours_wanted": ("school_hours", "night"),
        "avoid": ("loads",),
        "contracts": ("civic_service",),
        "french_level": 1,
        "language": "uk",
    }
    with planned.store.writing() as writer:
        keep_answers(writer, MOSSON, "p01", answers, at=planned.clock())
    found = access_file(planned, MOSSON, "p01") | {"received": [], "rows": {}}
    pages = pymupdf.open(stream=access_pages(planned, found, "en"))
    text = " ".join("".join(page.get_text() for page in pages).split())
    told = (
        "No steps, Large print",
        "during school hours, at night",
        "carrying loads",
        "civic service",
        "A1 — beginner",
        "language: Ukrainian",
    )
    assert [words for words in told if words not in text] == []
    assert re.findall(r"\b[a-z]+_[a-z_]+\b", text) == []


def test_how_a_place_and_a_proof_were_told_is_on_paper_in_words(planned):
    with planned.store.writing() as writer:
        at = planned.clock()
        proofs = ("rsa", "senior")
        seen = EligibilityCheck("p01", eligible=True, proofs=proofs, on=at.date(), by="M. Roux")
        told = (
            Happening(
                HappeningKind.PLACE_TAKEN, at, "t", "p01", data={"offer": "x", ANSWER: WAITS}
            ),
            Happening(
                HappeningKind.ELIGIBILITY_CHECKED,
                at,
                "u",
                "p01",
                data=seen.data,
            ),
            Happening(HappeningKind.SCAN_REFUSED, at, "v", "p01", data={"reason": "too_early"}),
        )
        for fact in told:
            happenings.append(writer, MOSSON, fact, recorded_at=at)
    pages = access_pages(planned, access_file(planned, MOSSON, "p01"), "fr")
    text = " ".join("".join(page.get_text() for page in pymupdf.open(stream=pages)).split())
    expected = [
        "réponse = est sur la liste d'attente",
        "preuve vue = Reçoit le RSA, 50 ans ou plus",
        " ".join(f"motif = {say('refused.too_early', 'fr')}".split()),
    ]
    assert [words for words in expected if words not in text] == []
    assert [code for code in ("waits", "rsa|senior", "too early") if code in text] == []


def test_what_was_changed_chosen_and_noted_is_told_on_paper_without_a_code(planned):
    with planned.store.reading() as reader:
        meeting = min(plans.announced_plan(reader, MOSSON).meetings)
    set_next_steps(planned, MOSSON, [NextStep("cv_taken", "CV à l'accueil"), NextStep("nothing")])
    check_in(planned, MOSSON, code_of(planned, meeting.person), nonce="a")
    note_outcome(planned, MOSSON, meeting.id, result="cv_taken", nonce="o")
    change_entry(
        planned, MOSSON, EditKind.JOBSEEKERS, meeting.person, {"phone": "0639989912"}, nonce="e"
    )
    set_matching(planned, MOSSON, meeting.person, agrees=False)
    pages = access_pages(planned, access_file(planned, MOSSON, meeting.person), "fr")
    text = " ".join("".join(page.get_text() for page in pymupdf.open(stream=pages)).split())
    told = [
        "téléphone = 0639989912",
        "téléphone avant = ",
        "texte = CV à l'accueil",
        "votre choix = rendez-vous proposés par l'ordinateur · d'accord = non",
    ]
    assert [words for words in told if words not in text] == []
    for code in ("outcome", "choice", "agrees", "edits", "cv_taken", "screen", "act ="):
        assert code not in text
