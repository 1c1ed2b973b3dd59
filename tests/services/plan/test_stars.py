"""What a schedule claims is said with its reason, and what nobody knows is asked on it."""

import random
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from badges.cards import Printing
from badges.code import new_code
from badges.schedule import printed_lines
from matching.domain.score import Question
from matching.domain.slots import SlotGrid
from matching.domain.terms import Need
from matching.phrases import say
from matching.services.plan.agenda import of_person
from matching.services.plan.paper.desk import Desk, by_person
from matching.services.plan.paper.own_schedules import own_schedule
from matching.services.scores.sentences import speaks_for, to_ask

AT = datetime(2023, 10, 5, 8, tzinfo=UTC)
SAYS_LITTLE = {"contract", "distance", "hours", "remote", "sector"}


@pytest.fixture
def desk(example):
    basis, version = example.plan.basis, example.plan.version
    scores = basis.score_meetings(version.meetings).values()
    codes = {person: new_code(random.Random(5).randbytes) for person in basis.entries.jobseekers}
    return Desk(
        basis.entries,
        codes,
        version.meetings,
        {(score.person, score.offer): score for score in scores},
        Printing(AT, 1),
        "fr",
        basis.floor["meeting"],
        scores_of=by_person(scores),
    )


def starred(desk):
    """Every printed meeting that bears a star."""
    return [
        line
        for person in desk.entries.jobseekers.values()
        for line in printed_lines(own_schedule(desk, person))
        if line.star
    ]


def test_a_star_is_printed_with_a_reason(desk):
    found = starred(desk)
    assert found
    assert all(line.reasons for line in found)


def test_nothing_is_starred_for_its_contract_distance_and_hours(desk):
    bare = {
        pair: replace(score, reasons=tuple(r for r in score.reasons if r.criterion in SAYS_LITTLE))
        for pair, score in desk.scores.items()
    }
    assert starred(replace(desk, scores=bare)) == []


def test_nothing_is_starred_that_is_not_worth_a_meeting(desk):
    low = tuple(replace(meeting, score=desk.floor / 2) for meeting in desk.meetings)
    assert starred(replace(desk, meetings=low)) == []


def test_what_speaks_for_an_offer_stands_among_its_first_reasons(desk):
    for score in desk.scores.values():
        if speaks_for(score):
            assert {one.criterion for one in score.reasons} - SAYS_LITTLE


NEEDS = ("stand.step_free", "needs", "interpreter", "rqth", "birth_year", "status")


@pytest.mark.parametrize("field", NEEDS)
def test_a_stand_is_never_told_to_ask_what_speaks_of_health_or_of_statistics(desk, field):
    for score in desk.scores.values():
        asked = replace(score, ask=(*score.ask, Question(field, "step_free_unknown")))
        assert to_ask(asked, "fr") == to_ask(score, "fr")


@pytest.mark.parametrize(("step_free", "is_asked"), [(None, True), (True, False)])
def test_who_needs_no_steps_reads_where_nobody_knows_of_them(desk, step_free, is_asked):
    entries, meeting = desk.entries, desk.meetings[0]
    stand = replace(entries.exhibitors[meeting.stand], step_free=step_free)
    stands = {**entries.exhibitors, stand.id: stand}
    person = replace(entries.jobseekers[meeting.person], needs=(Need.STEP_FREE,))
    notes = own_schedule(replace(desk, entries=replace(entries, exhibitors=stands)), person).notes
    (asked,) = [note for note in notes if "sans marche" in note] or [""]
    assert (stand.label in asked) is is_asked


@pytest.mark.parametrize("objects", [False, True])
def test_meetings_that_a_hand_put_at_one_hour_are_said_to_whoever_has_them(desk, objects):
    first, second = next(
        mine[:2]
        for person in sorted(desk.entries.jobseekers)
        if len(mine := of_person(desk.meetings, person)) > 1
    )
    clash = replace(second, slot=first.slot)
    begins = SlotGrid.of(desk.entries.fair).starts[first.slot]
    entries = replace(desk.entries, objectors=frozenset({first.person} if objects else ()))
    both = replace(desk, entries=entries, meetings=(first, clash))
    notes = own_schedule(both, entries.jobseekers[first.person]).notes
    assert say("mine.at_once", "fr", at=f"{begins:%H:%M}") in notes
    assert (say("note.objection", "fr") in notes) is objects
