"""Whatever names what a meeting led to says the same: who has the place, who waits for it."""

import csv
from collections import Counter
from datetime import date
from io import StringIO

import pytest

from matching.domain.day.next_steps import NextStep
from matching.domain.day.places import PLACE_LEFT, PLACE_WAITED
from matching.domain.edit import EditKind
from matching.phrases import say
from matching.phrases.steps import step_name
from matching.services.door.own_day import own_day
from matching.services.evening.recalls import to_recall
from matching.services.evening.report import label_of, report
from matching.services.floor.stand_day import stand_day
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.places import PlaceAct, act_on_place
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.paper.key_in import key_in, lists_to_key_in, paper_rows
from matching.services.plan.paper.ticks import Tick
from matching.services.plan.print_sheets import personal_schedule
from matching.services.prepare.edit_entries import change_entry
from matching.services.prepare.make_fair import set_next_steps
from matching.services.rights.consent import set_consent
from matching.services.rights.leaving.with_consent import EXPORTS
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges
from tests.badges.papers import page_texts

MOSSON = "mosson-2023"
LATER = date(2024, 2, 1)


def wanted(shop):
    """The meetings about the course that most people speak of, and its stand."""
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON).meetings
        entries = fairs.read_entries(reader, MOSSON)
    courses = {key for key, offer in entries.offers.items() if offer.kind == "training"}
    counts = Counter(meeting.offer for meeting in plan if meeting.offer in courses)
    course = max(counts, key=lambda offer: (counts[offer], offer))
    return sorted(meeting for meeting in plan if meeting.offer == course)[:3]


def with_places(shop, offer, places):
    change_entry(shop, MOSSON, EditKind.OFFERS, offer, {"places": str(places)}, nonce="places")


def names_of(shop, meeting):
    """What each of those who tell says that a meeting led to; nothing noted is ""."""
    with shop.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON, people=[meeting.person])[meeting.person]
    stand = stand_day(shop, MOSSON, meeting.stand)
    own = own_day(shop, code, "fr").steps
    rows = csv.DictReader(
        StringIO(EXPORTS["outcomes"](shop, MOSSON, "fr").decode("utf-8-sig")), delimiter=";"
    )
    exported = [row[say("export.outcome", "fr")] for row in rows if meeting.id in row.values()]
    calls = {call.person: call for call in to_recall(shop, MOSSON, "fr", LATER)}
    noted = [step_name(each, "fr") for each in stand.outcomes.get(meeting.id, ())]
    told = [step_name(step.outcome, "fr") for step in own]
    return {
        "stand": ", ".join(noted),
        "own page": ", ".join(told),
        "export": ", ".join(exported),
        "call": calls[meeting.person].met[0].split(" — ")[-1] if told else "",
    }


def must_say(shop, meetings, results):
    """Everybody who tells says these results, and the report counts them."""
    for meeting, result in zip(meetings, results, strict=True):
        assert set(names_of(shop, meeting).values()) == {say(f"outcome.{result}", "fr")}
    section = report(shop, MOSSON).section("outcomes")
    assert section.value("training") == results.count("training")
    assert section.value(PLACE_WAITED) == results.count(PLACE_WAITED)


@pytest.fixture
def meetings(planned):
    found = wanted(planned)
    for meeting in found:
        set_consent(planned, MOSSON, meeting.person, agrees=True)
        follow_day(planned, MOSSON, StaffReport("held", meeting=meeting.id), nonce=meeting.id)
    return found


@pytest.mark.parametrize("places", [0, 1, 2])
def test_an_outcome_is_called_the_same_wherever_it_is_told(planned, meetings, places):
    with_places(planned, meetings[0].offer, places)
    noted = [
        note_outcome(planned, MOSSON, meeting.id, result="training", nonce=f"o{meeting.id}")
        for meeting in meetings
    ]
    waiting = ["training"] * places + [PLACE_WAITED] * (3 - places)
    assert [one.outcome.result for one in noted] == waiting
    must_say(planned, meetings, waiting)
    first = PlaceAct("give-back", meetings[0].offer, meetings[0].person)
    act_on_place(planned, MOSSON, first, nonce="back", language="fr")
    moved = ["training"] * places + [PLACE_WAITED] * (2 - places)
    must_say(planned, meetings, [PLACE_LEFT, *moved])
    with_places(planned, meetings[0].offer, 3)
    must_say(planned, meetings, [PLACE_LEFT, "training", "training"])


@pytest.mark.parametrize("places", [0, 1, 2])
def test_whoever_keys_in_a_sheet_reads_who_waits_for_a_place(planned, places):
    meetings, plan = wanted(planned), lists_to_key_in(planned, MOSSON).plan
    printed = paper_rows(planned, MOSSON, meetings[0].stand, plan=plan)
    with planned.store.reading() as reader:
        numbers = fairs.read_entries(reader, MOSSON).call_numbers
    row_of = {row.call_number: row.row for row in printed}
    rows_typed = [row_of[numbers[meeting.person]] for meeting in meetings]
    with_places(planned, meetings[0].offer, places)
    for meeting in meetings:
        set_consent(planned, MOSSON, meeting.person, agrees=True)
    ticks = [Tick(row, came=True, outcomes=("training",)) for row in rows_typed]
    rows = key_in(planned, MOSSON, meetings[0].stand, ticks, nonce="paper", plan=plan)
    led = ["training"] * places + [PLACE_WAITED] * (3 - places)
    assert [[each.result for each in row.outcomes] for row in rows] == [[one] for one in led]
    must_say(planned, meetings, led)


def test_the_sheet_of_somebody_who_waits_gives_no_place(planned, meetings):
    with_places(planned, meetings[0].offer, 0)
    note_outcome(planned, MOSSON, meetings[0].id, result="training", nonce="o")
    sheet = personal_schedule(planned, MOSSON, meetings[0].person, language="fr")
    text = " ".join(" ".join(page_texts(sheet)).split())
    assert " ".join(say("mine.step_training", "fr").split()) not in text
    assert " ".join(say("mine.step_place_waited", "fr").split()) in text


def test_a_next_step_is_called_in_the_report_and_in_exports_as_the_fair_calls_it(planned):
    steps = [NextStep("cv_taken", "CV gardé"), NextStep("nothing")]
    set_next_steps(planned, MOSSON, steps)
    with planned.store.reading() as reader:
        meeting = plans.announced_plan(reader, MOSSON).meetings[0]
    note_outcome(planned, MOSSON, meeting.id, result="cv_taken", nonce="cv")
    led = report(planned, MOSSON).section("outcomes")
    (figure,) = [one for one in led.figures if one.code == "cv_taken"]
    assert (label_of(led, figure, "fr"), figure.value) == ("CV gardé", 1)
    exported = EXPORTS["outcomes"](planned, MOSSON, "fr").decode("utf-8-sig")
    assert "CV gardé;cv_taken" in exported
