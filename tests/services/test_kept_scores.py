"""Scores of a plan are what they were when it was drawn, though few are written at a re-plan."""

import pytest
from sqlalchemy import func, select

from matching.services.announce import announce
from matching.services.draw_plan import draw_plan
from matching.services.follow_day import Told, follow_day
from matching.services.live_scores import forget_readings, live_basis
from matching.services.prepare_scorer import scorer_of
from matching.services.redraw_plan import plan_person
from matching.store import fairs, plans, schema
from matching.store.answers import keep_answers

MOSSON = "mosson-2023"


@pytest.fixture
def planned(shop):
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
    follow_day(shop, MOSSON, Told("no-show", meeting=later[0].id), nonce=f"m{number}", at=at)


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
    forget_readings(planned.store.address, MOSSON)
    missed(planned, 2)
    plan, scores = told(planned)
    assert written(planned, plan.number) == len(plan.meetings)
    assert scores == scores_now(planned, plan)
    draw_plan(planned, MOSSON, seconds=10)
    missed(planned, 3)
    plan, scores = told(planned)
    assert scores == scores_now(planned, plan)
