"""Scores of a plan are what they were when it was drawn, though few are written at a re-plan."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select

from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.score import Reason, Score
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.redraw_plan import plan_person
from matching.services.plan.announce import announce
from matching.services.plan.draw_plan import draw_plan
from matching.services.scores.kept_scores import KeptScores
from matching.services.scores.prepare_scorer import scorer_of
from matching.services.scores.scored_fair import live_basis
from matching.store import fairs, schema
from matching.store.day import plans
from matching.store.last_read import let_go_of_kept
from matching.store.people.answers import keep_answers

MOSSON = "mosson-2023"
pytestmark = pytest.mark.slow


@pytest.fixture
def planned(shop):
    """A plan drawn in this process, which remembers the scores that it drew it from."""
    draw_plan(shop, MOSSON, seconds=30)
    announce(shop, MOSSON)
    return shop


def told(shop):
    """The plan in force, and the scores that the store holds for it."""
    with shop.store.reading() as reader:
        plan = plans.announced_plan(reader, MOSSON)
        return plan, plans.scores_of_plan(reader, MOSSON, plan.number)


def scores_now(shop, plan):
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, MOSSON)
    return live_basis("elsewhere", entries, scorer_of(shop, MOSSON)).score_meetings(plan.meetings)


def written(shop, number):
    table = schema.meeting_scores
    with shop.store.reading() as reader:
        query = select(func.count()).where(table.c.fair == MOSSON, table.c.number == number)
        return reader.scalar(query)


def missed(shop, number):
    """Somebody does not come to a meeting of the afternoon; the plan follows."""
    plan, _ = told(shop)
    later = [one for one in plan.meetings if one.slot > 6]
    at = shop.day_moment(fair(shop))
    follow_day(shop, MOSSON, StaffReport("no-show", meeting=later[0].id), nonce=f"m{number}", at=at)


def fair(shop):
    with shop.store.reading() as reader:
        return fairs.read_fair(reader, MOSSON)


def test_a_replan_writes_the_scores_of_new_meetings_only(planned):
    before, scores = told(planned)
    assert scores == scores_now(planned, before)
    assert written(planned, before.number) == len(before.meetings)
    for number in range(3):
        missed(planned, number)
        plan, scores = told(planned)
        new = {one.id for one in plan.meetings} - {one.id for one in before.meetings}
        assert written(planned, plan.number) <= len(new)
        assert scores == scores_now(planned, plan)


def test_scores_are_written_again_when_their_person_has_said_more(planned):
    before, old = told(planned)
    person = before.meetings[-1].person
    with planned.store.writing() as writer:
        fields = {"wishes": ["cuisine", "vente"]}
        keep_answers(writer, MOSSON, person, fields, at=planned.clock())
    plan_person(planned, MOSSON, person, always=True)
    plan, scores = told(planned)
    assert plan.number == before.number + 1
    assert scores == scores_now(planned, plan)
    mine = {one.id for one in plan.meetings if one.person == person}
    assert any(old[one] != scores[one] for one in mine & old.keys())
    with planned.store.reading() as reader:
        assert plans.scores_of_plan(reader, MOSSON, before.number) == old


def test_scores_are_right_when_others_have_drawn_plans_meanwhile(planned):
    missed(planned, 1)
    let_go_of_kept()
    missed(planned, 2)
    plan, scores = told(planned)
    assert written(planned, plan.number) == len(plan.meetings)
    assert scores == scores_now(planned, plan)
    draw_plan(planned, MOSSON, seconds=10)
    missed(planned, 3)
    plan, scores = told(planned)
    assert scores == scores_now(planned, plan)


SAID = object()


def drawn(number, *meetings):
    at = datetime(2023, 6, 30, 9, number, tzinfo=UTC)
    return PlanVersion(MOSSON, number, PlanState.ANNOUNCED, at, "v", 0, "optimal", meetings)


def scored(value):
    return Score("p01", "cgi", "o", (Reason("skills", "skills_some", 1.0, value, value),), (), ())


def test_what_another_process_has_kept_meanwhile_is_written_over():
    mine = KeptScores()
    mine.remember({"m": scored(0.25)}, drawn(1), None, SAID)
    assert mine.unlike({"m": scored(0.25)}, drawn(1), number=2) == {}
    # plan 2 is another's and says 0.5; plan 3 is mine, without that meeting
    assert mine.unlike({}, drawn(2), number=3) == {}
    mine.remember({}, drawn(3), drawn(2), SAID)
    assert mine.unlike({"m": scored(0.25)}, drawn(3), number=4) == {"m": scored(0.25)}


def test_a_plan_remembered_late_does_not_hide_the_one_after_it():
    mine = KeptScores()
    mine.remember({"m": scored(0.5)}, drawn(3), drawn(2), SAID)
    mine.remember({"m": scored(0.25)}, drawn(2), drawn(1), SAID)
    assert mine.unlike({"m": scored(0.5)}, drawn(3), number=4) == {}


def test_of_the_next_plan_only_new_meetings_are_scored_while_nobody_says_anything_else():
    mine, stays, new = KeptScores(), Meeting(0, "p01", "cgi"), Meeting(1, "p02", "cgi")
    before, after = drawn(1, stays), drawn(2, stays, new)
    mine.remember({"m": scored(0.25)}, before, None, SAID)
    assert mine.unknown(after, before, SAID) == [new]
    assert mine.unknown(after, before, object()) == [stays, new]
    assert mine.unknown(drawn(3, stays), drawn(2, stays), SAID) == [stays]
