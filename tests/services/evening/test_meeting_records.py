"""Report, meetings.csv and outcomes.csv count the same meetings, whatever has happened."""

import csv
from collections import Counter
from datetime import timedelta
from io import StringIO
from random import Random

import pytest

from matching.domain.day.happening import OUTCOMES, in_force, last_settled
from matching.domain.edit import EditKind
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.phrases import say
from matching.services.evening.report import report
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.plan.paper.key_in import key_in, paper_rows
from matching.services.plan.paper.ticks import read_ticks
from matching.services.prepare.edit_entries import change_entry
from matching.services.rights.forget import forget
from matching.services.rights.leaving.with_consent import EXPORTS
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.fairs import moment, shop_on

MOSSON = "mosson-2023"
STATES = ("held", "missed", "refused", "no_news")


@pytest.fixture
def shop(example, tmp_path):
    with shop_on(example.announced, tmp_path) as opened:
        yield opened


def plan_of(shop):
    with shop.store.reading() as reader:
        return sorted(plans.announced_plan(reader, MOSSON).meetings)


def entries_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def settled(shop):
    with shop.store.reading() as reader:
        return last_settled(in_force(happenings.read_happenings(reader, MOSSON)))


def rows_of(shop, name):
    text = EXPORTS[name](shop, MOSSON, "fr").decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text), delimiter=";"))


def must_agree(shop):
    """Every figure about meetings is the count over the files."""
    found = report(shop, MOSSON)
    states = Counter(row[say("export.state", "fr")] for row in rows_of(shop, "meetings"))
    told = {state: states[say(f"export.{state}", "fr")] for state in (*STATES, "unplanned")}
    meetings = found.section("meetings")
    assert {state: meetings.value(state) for state in told} == told
    assert meetings.value("planned") == sum(told[state] for state in STATES)
    led = [row[say("export.outcome", "fr")].split(", ") for row in rows_of(shop, "outcomes")]
    outcomes = found.section("outcomes")
    assert outcomes.value("noted") == len(led)
    words = {name: say(f"outcome.{name}", "fr") for name in OUTCOMES}
    words["place_waited"] = say("outcome.place_waited", "fr")
    for name, word in words.items():
        assert outcomes.value(name) == sum(word in each for each in led)


def whatever_happens(shop, chance, number):
    """One act of a day, in the order in which a careless evening would key it in."""
    plan, entries = plan_of(shop), entries_of(shop)
    at = SlotGrid.of(entries.fair).starts[chance.randrange(8)] + timedelta(minutes=5)
    meeting, nonce = chance.choice(plan), f"n{number}"
    act = chance.randrange(7)
    if act < 3:
        kind = ("held", "no-show", "refused")[act]
        told = StaffReport(kind, meeting=meeting.id)
    elif act == 3:
        told = StaffReport("no-show", person=meeting.person)
    elif act == 4:
        told = StaffReport("undo", person=meeting.person)
    elif act == 5:
        note_outcome(shop, MOSSON, meeting.id, result=chance.choice(OUTCOMES), nonce=nonce, at=at)
        return
    else:
        row = len(paper_rows(shop, MOSSON, meeting.stand)) + chance.randrange(1, 3)
        somebody = chance.choice(sorted(entries.call_numbers.values()))
        typed = f"{row} n{somebody} {chance.choice(('v1', 'v4', 'x', 'v!', '!'))}"
        key_in(shop, MOSSON, meeting.stand, read_ticks(typed), nonce=nonce)
        return
    follow_day(shop, MOSSON, told, nonce=nonce, at=at)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(4))
def test_report_and_files_agree_whatever_happens(shop, seed):
    chance = Random(seed)
    for number in range(14):
        try:
            whatever_happens(shop, chance, number)
        except FairError:
            continue  # a refusal changes nothing
        must_agree(shop)
    for person in chance.sample(sorted(entries_of(shop).jobseekers), 3):
        forget(shop, MOSSON, person)
        must_agree(shop)


def test_a_meeting_missed_that_left_the_plan_stays_in_the_file(shop):
    first = plan_of(shop)[0]
    follow_day(shop, MOSSON, StaffReport("no-show", meeting=first.id), nonce="a", at=moment(9))
    assert first.id not in {meeting.id for meeting in plan_of(shop)}
    (row,) = [row for row in rows_of(shop, "meetings") if first.id in row.values()]
    assert row[say("export.state", "fr")] == "manqué"
    assert row[say("export.starts", "fr")] != ""
    must_agree(shop)


def test_whoever_does_not_come_has_missed_the_meetings_that_have_begun(shop):
    plan = plan_of(shop)
    person = Counter(meeting.person for meeting in plan).most_common(1)[0][0]
    mine = [meeting for meeting in plan if meeting.person == person]
    starts = SlotGrid.of(entries_of(shop).fair).starts
    at = starts[mine[0].slot] + timedelta(minutes=1)
    redrawn = follow_day(shop, MOSSON, StaffReport("no-show", person=person), nonce="a", at=at)
    assert redrawn.missed == (mine[0].id,)
    assert settled(shop) == {mine[0].id: "no-show"}
    must_agree(shop)
    follow_day(shop, MOSSON, StaffReport("undo", person=person), nonce="b", at=at)
    assert settled(shop) == {}


def test_nobody_is_missed_on_a_free_row(shop):
    stand = plan_of(shop)[0].stand
    rows, known = paper_rows(shop, MOSSON, stand), entries_of(shop).call_numbers
    theirs = {row.call_number for row in rows}
    number = next(one for one in sorted(known.values()) if one not in theirs)
    typed = f"{len(rows) + 1} n{number}"
    with pytest.raises(FairError, match="row_nobody_expected"):
        key_in(shop, MOSSON, stand, read_ticks(f"{typed} x"), nonce="a")
    before = report(shop, MOSSON).section("meetings")
    key_in(shop, MOSSON, stand, read_ticks(f"{typed} v"), nonce="b")
    key_in(shop, MOSSON, stand, read_ticks(f"{typed} x!"), nonce="c")
    assert report(shop, MOSSON).section("meetings") == before


def test_a_free_row_is_for_one_person_and_is_shown(shop):
    stand = plan_of(shop)[0].stand
    rows, known = paper_rows(shop, MOSSON, stand), entries_of(shop).call_numbers
    theirs = {row.call_number for row in rows}
    first, second = [one for one in sorted(known.values()) if one not in theirs][:2]
    row = len(rows) + 1
    key_in(shop, MOSSON, stand, read_ticks(f"{row} n{first} v1"), nonce="a")
    shown = paper_rows(shop, MOSSON, stand)[-1]
    assert (shown.row, shown.call_number, shown.is_free) == (row, first, True)
    with pytest.raises(FairError, match="row_taken") as refusal:
        key_in(shop, MOSSON, stand, read_ticks(f"{row} n{second} v"), nonce="b")
    assert refusal.value.params["of"] == first
    key_in(shop, MOSSON, stand, read_ticks(f"{row} n{second} v!"), nonce="c")
    assert [one.call_number for one in paper_rows(shop, MOSSON, stand)[len(rows) :]] == [second]
    assert report(shop, MOSSON).section("meetings").value("unplanned") == 1


def test_whoever_waits_for_a_place_has_not_entered(shop):
    entries = entries_of(shop)
    wanted = [
        meeting
        for meeting in plan_of(shop)
        for offer in (entries.offers[meeting.offer],)
        if offer.kind == "training" and offer.is_certain
    ]
    offer, meetings = max(
        ((one, [m for m in wanted if m.offer == one]) for one in {m.offer for m in wanted}),
        key=lambda found: len(found[1]),
    )
    fields = {"places": str(len(meetings) - 1)}
    change_entry(shop, MOSSON, EditKind.OFFERS, offer, fields, nonce="fewer")
    for number, meeting in enumerate(meetings):
        note_outcome(shop, MOSSON, meeting.id, result="training", nonce=f"o{number}")
    outcomes = report(shop, MOSSON).section("outcomes")
    assert outcomes.value("training") == len(meetings) - 1
    assert outcomes.value("place_waited") == 1
    must_agree(shop)
