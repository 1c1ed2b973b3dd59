"""People of an ordinary fair are called again: everybody who agreed, and nobody else."""

import json
from dataclasses import replace
from datetime import date, timedelta

import pytest

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import State
from matching.phrases import percent
from matching.services.door.welcome import check_in
from matching.services.evening.programme.checkpoints import to_call
from matching.services.evening.recalls import _quotable, note_recall, recalls_answer, to_recall
from matching.services.evening.report import label_of, report
from matching.services.files.receive_follow_ups import receive_follow_ups
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.reported.note_outcome import note_outcome
from matching.services.rights.access_file import access_file
from matching.services.rights.consent import set_consent
from matching.services.rights.forget import forget
from matching.store import fairs
from matching.store.day import plans
from matching.store.people import badges

MOSSON = "mosson-2023"
ONE, SIX = date(2023, 7, 30), date(2023, 12, 30)


def people_of(shop):
    with shop.store.reading() as reader:
        return fairs.read_entries(reader, MOSSON)


def agreed(shop):
    people = people_of(shop).jobseekers.values()
    return {person.id for person in people if person.consent_contact is True}


def due(shop, day):
    return {call.person for call in to_recall(shop, MOSSON, "fr", day)}


def on(shop, day):
    return replace(shop, clock=lambda: shop.clock() + (day - shop.clock().date()))


def section_of(shop):
    found = report(shop, MOSSON).section("recalls")
    return {(f.label.split(" ")[0], f.code): f for f in found.figures}


@pytest.fixture
def later(planned):
    """The shop a month after the fair, of which everybody was asked whether to call."""
    for number, person in enumerate(sorted(people_of(planned).jobseekers)):
        set_consent(planned, MOSSON, person, agrees=number % 3 > 0)
    return on(planned, ONE)


def test_nobody_is_called_before_the_month_is_over(later):
    held = people_of(later).fair.date
    assert due(later, held + timedelta(days=27)) == set()


def test_everybody_who_agreed_is_called_until_they_answer_withdraw_or_are_forgotten(later):
    told, silent, gone, withdrawn, *rest = sorted(agreed(later))
    assert due(later, ONE) == agreed(later)
    note_recall(later, MOSSON, told, 1, State.TRAINING)
    note_recall(later, MOSSON, silent, 1, None)
    set_consent(later, MOSSON, withdrawn, agrees=False)
    forget(later, MOSSON, gone)
    assert due(later, ONE) == {silent, *rest}
    assert due(later, SIX) == {told, silent, *rest} == agreed(later)
    late = on(later, SIX)
    for person in agreed(late):
        note_recall(late, MOSSON, person, 6, State.PERMANENT_JOB)
    assert due(late, date(2025, 1, 1)) == set()


def test_a_call_tells_the_number_the_last_contact_what_was_met_and_what_was_noted(planned):
    with planned.store.reading() as reader:
        code = badges.live_codes(reader, MOSSON)["p01"]
        meeting = plans.announced_meetings(reader, MOSSON, ["p01"])["p01"][0]
    check_in(planned, MOSSON, code, nonce="a")
    follow_day(planned, MOSSON, StaffReport("held", meeting=meeting.id), nonce="b")
    note_outcome(planned, MOSSON, meeting.id, result="cv_taken", nonce="c")
    set_consent(planned, MOSSON, "p01", agrees=True)
    entries, shop = people_of(planned), on(planned, ONE)
    call = next(call for call in to_recall(shop, MOSSON, "fr") if call.person == "p01")
    known = entries.jobseekers["p01"]
    assert (call.phone, call.email, call.name) == (known.phone, known.email, known.full_name)
    assert call.last_contact == entries.fair.date
    (met,) = call.met
    assert entries.exhibitors[meeting.stand].name in met
    assert met.endswith("CV pris ou à donner")
    assert met in call.script[1]
    note_recall(shop, MOSSON, "p01", 1, None)
    call = next(call for call in to_recall(shop, MOSSON, "fr") if call.person == "p01")
    assert call.last_contact == ONE
    assert json.dumps(recalls_answer((call,)))


def test_answers_are_counted_and_stay_as_they_are_when_people_are_forgotten(later):
    everybody = sorted(agreed(later))
    for person in everybody[:12]:
        note_recall(later, MOSSON, person, 1, State.SEARCHING)
    before = section_of(later)
    assert before["1", "asked"].value == len(everybody)
    assert before["1", "answered"].value == before["1", "searching"].value == 12
    found = report(later, MOSSON).section("recalls")
    said = label_of(found, before["1", "searching"], "fr")
    assert f"taux de réponse\u00a0: {percent(12 / len(everybody), 'fr')}" in said
    for person in (everybody[0], everybody[-1]):
        forget(later, MOSSON, person)
    assert section_of(later) == before


def test_nobody_who_did_not_agree_is_noted(later):
    unasked = min(people_of(later).jobseekers.keys() - agreed(later))
    with pytest.raises(FairError, match="recall_not_agreed"):
        note_recall(later, MOSSON, unasked, 1, State.JOB)
    with pytest.raises(FairError, match="person_unknown"):
        note_recall(later, MOSSON, "nobody", 1, State.JOB)


def test_a_file_of_answers_is_taken_in_for_people_of_the_fair(later):
    person = min(agreed(later))
    receive_follow_ups(later, MOSSON, "s.csv", f"id;situation\n{person};CDI\n".encode())
    assert person not in due(later, ONE)
    assert section_of(later)["1", "asked"].value == len(agreed(later))
    assert to_call(later, MOSSON) == ()


def test_what_somebody_told_is_in_their_own_file(later):
    person = min(agreed(later))
    note_recall(later, MOSSON, person, 1, State.SHORT_JOB)
    (row,) = access_file(later, MOSSON, person)["rows"]["follow_ups"]
    assert row["document"]["state"] == "short_job"


def test_a_title_that_quotes_stands_between_quotes_with_the_inner_ones():
    assert _quotable("Forum : « on s'y met ! »") == "Forum : “on s'y met !”"
    assert _quotable("Forum de l'emploi") == "Forum de l'emploi"
