"""Whoever comes without an appointment is met as soon as a table they suit is free."""

from datetime import timedelta

import pytest

from matching.domain.slots import SlotGrid
from matching.planning.problem.check import violations
from matching.planning.repair.scope import ReplanScope
from matching.services.door.walk_in import walk_in
from matching.services.interview.answer_questions import keep_answer
from matching.services.interview.questions import QUESTIONS
from matching.services.live.live_fair import read_live_fair
from matching.services.live.redraw_plan import plan_person
from matching.services.live.rest_of_day import pose_rest_of_day
from tests.services.live.test_late_arrival import MOSSON, announced, entries

SAID = ({}, {"wishes": "développeur web"}, {"wishes": "aide à domicile, vente"})


def comes(shop, minutes, said, *, takes=True):
    fair = entries(shop).fair
    at = fair.moment(fair.opens) + timedelta(minutes=minutes)
    given = {"first_name": "Ana", "fields": said, "nonce": f"walk {minutes}", "at": at}
    return walk_in(shop, MOSSON, **given, takes=takes).person, at


def could_be_sooner(shop, person, at):
    """Meetings of somebody with an earlier place of the same stand that breaks no rule."""
    live, scope = read_live_fair(shop, MOSSON), ReplanScope(gains=frozenset({person}))
    posed = pose_rest_of_day(live, at, scope=scope)
    plan = set(posed.inward(live.plan.meetings))
    known = set(violations(posed.problem, sorted(plan)))
    for placed in plan:
        if posed.keys[placed.pair].person != person:
            continue
        for slot in range(posed.now_slot, placed.slot):
            tried = plan - {placed} | {placed._replace(slot=slot)}
            if known.issuperset(violations(posed.problem, sorted(tried))):
                yield placed, slot


@pytest.mark.parametrize("minutes", [0, 26, 46, 95])
@pytest.mark.parametrize("said", SAID)
def test_no_meeting_of_somebody_who_has_just_come_could_begin_earlier(planned, minutes, said):
    before = set(announced(planned))
    person, at = comes(planned, minutes, said)
    mine = [meeting for meeting in announced(planned) if meeting.person == person]
    assert mine
    assert list(could_be_sooner(planned, person, at)) == []
    assert before <= set(announced(planned))


def test_whoever_comes_early_in_the_day_is_met_within_the_hour(planned):
    person, at = comes(planned, 26, {})
    first = min(meeting for meeting in announced(planned) if meeting.person == person)
    begins = SlotGrid.of(entries(planned).fair).starts[first.slot]
    assert begins - at <= timedelta(hours=1)


def test_answers_given_at_a_kiosk_do_not_put_the_first_meeting_off(planned):
    person, at = comes(planned, 26, {}, takes=False)
    keep_answer(planned, MOSSON, person, QUESTIONS[1], "coiffeuse, vendeuse")
    plan_person(planned, MOSSON, person, at=at)
    assert list(could_be_sooner(planned, person, at)) == []
