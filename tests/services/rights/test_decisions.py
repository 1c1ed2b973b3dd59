"""The log of decisions tells what was decided, outlives the people in it, and names none."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete, update

from matching.domain.wish import WishedBy
from matching.services.floor.wish_meeting import wish_meeting
from matching.services.rights.access_file import access_file
from matching.services.rights.choices import set_matching
from matching.services.rights.decisions import decision_log, export_decisions, keep_decisions
from matching.services.rights.forget import forget
from matching.store import schema
from matching.store.day import plans

MOSSON = "mosson-2023"


def acts(shop):
    return [line["act"] for line in decision_log(shop, MOSSON).document["decisions"]]


def test_every_meeting_of_a_plan_is_in_the_log_with_score_inputs_and_versions(planned):
    found = decision_log(planned, MOSSON)
    drawn, announced = found.document["decisions"]
    with planned.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
    assert (drawn["act"], announced["act"], announced["plan"]) == ("plan", "announced", 1)
    told = sorted((row["stand"], row["slot"], row["score"]) for row in drawn["planned"])
    assert told == sorted((m.stand, m.slot, m.score) for m in plan.meetings)
    assert all(len(row["inputs"]) == 32 for row in drawn["planned"])
    assert len({row["subject"] for row in drawn["planned"]}) == len(
        {m.person for m in plan.meetings}
    )
    assert set(found.document["scores"][drawn["scores"]]) == {"weights", "vocabulary", "lists"}


def test_log_stays_word_for_word_when_a_person_is_forgotten_and_tells_of_nobody(planned, tmp_path):
    subject = access_file(planned, MOSSON, "p01")["rows"]["subjects"][0]["subject"]
    before = export_decisions(decision_log(planned, MOSSON))
    assert subject.encode() in before
    forget(planned, MOSSON, "p01")
    assert export_decisions(decision_log(planned, MOSSON)) == before
    assert b"p01" not in before
    left = b"".join(file.read_bytes() for file in tmp_path.iterdir())
    assert b"Belkhiri" not in left
    assert b"p01" not in left


def test_people_who_overrule_are_logged_with_what_they_decided(planned):
    wish_meeting(planned, MOSSON, person="p02", stand="cgi", by=WishedBy.STAND, wanted=True)
    set_matching(planned, MOSSON, "p02", agrees=False, station="bureau")
    asked, objected, *moved = decision_log(planned, MOSSON).document["decisions"][2:]
    assert (asked["act"], asked["stand"], asked["by"]) == ("asked_for", "cgi", "stand")
    assert (objected["act"], objected["station"]) == ("objection", "bureau")
    assert objected["subject"] == asked["subject"]
    assert {row["subject"] for line in moved for row in line["withdrawn"]} == {asked["subject"]}


@pytest.mark.parametrize(
    "act",
    [
        update(schema.decisions).where(schema.decisions.c.act == "announced").values(plan=7),
        delete(schema.decisions).where(schema.decisions.c.act == "plan"),
        delete(schema.decisions).where(schema.decisions.c.act == "announced"),
        delete(schema.decisions),
    ],
    ids=["changed", "the first out", "the last out", "all out"],
)
def test_a_line_that_was_changed_or_taken_out_shows(planned, act):
    assert decision_log(planned, MOSSON).is_whole
    with planned.store.writing() as writer:
        writer.execute(act)
    assert not decision_log(planned, MOSSON).is_whole
    assert json.loads(export_decisions(decision_log(planned, MOSSON)))["whole"] is False


def test_decisions_are_kept_as_long_as_was_configured_and_never_under_six_months(planned):
    with pytest.raises(ValueError, match="decisions_months"):
        keep_decisions(planned, 5)
    later = replace(planned, clock=lambda: planned.clock() + timedelta(days=180))
    assert keep_decisions(later, 6) == 0
    later = replace(planned, clock=lambda: planned.clock() + timedelta(days=190))
    assert keep_decisions(later, 6) == 2
    assert acts(planned) == []
    assert decision_log(planned, MOSSON).is_whole
    wish_meeting(planned, MOSSON, person="p02", stand="cgi", by=WishedBy.STAND, wanted=True)
    assert decision_log(planned, MOSSON).is_whole
    assert decision_log(planned, MOSSON).months == 6
