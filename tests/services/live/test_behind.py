"""A tap is answered before its plan is drawn; the plan comes out behind it, the same."""

import time
from dataclasses import replace

import pytest

from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.live import redraw_plan as redrawing
from matching.services.live.behind import is_preparing
from matching.services.live.follow_day import StaffReport, follow_day
from matching.store import fairs
from matching.store.day import happenings, plans
from tests.fairs import all_come, shop_on
from tests.held_plans import failing, holding

MOSSON = "mosson-2023"


@pytest.fixture
def shop(planned):
    """The example fair an hour after opening, everybody here; a tap waits for no plan."""
    with planned.store.reading() as reader:
        moment = SlotGrid.of(fairs.read_fair(reader, MOSSON)).starts[2]
    all_come(planned, MOSSON)
    return replace(planned, clock=lambda: moment, answers_within=0.0)


@pytest.fixture
def held(monkeypatch):
    """Re-plans wait until the test lets them go."""
    with holding(monkeypatch, "redraw_plan") as go:
        yield go


def plan_of(shop):
    with shop.store.reading() as reader:
        return plans.announced_plan(reader, MOSSON)


def noted(shop):
    with shop.store.reading() as reader:
        return [fact.nonce for fact in happenings.read_happenings(reader, MOSSON)]


def closed(shop, nonce="c"):
    stand = max(plan_of(shop).meetings).stand
    return follow_day(shop, MOSSON, StaffReport("stand-closed", stand=stand), nonce=nonce)


def none_is_preparing(shop):
    """The last word of a drawing is that it is done, a moment after its plan came out."""
    until = time.monotonic() + 60
    while is_preparing(shop, MOSSON) and time.monotonic() < until:
        time.sleep(0.01)
    return not is_preparing(shop, MOSSON)


def test_what_happened_is_written_down_before_the_plan_is_drawn(shop, held):
    before = plan_of(shop)
    answer = closed(shop)
    assert answer.changes == ()
    assert answer.version == before
    assert noted(shop)[-1] == "c"
    assert is_preparing(shop, MOSSON)
    held.set()
    drawn = answer.later.result(60)
    assert drawn.version == plan_of(shop)
    assert drawn.version.number > before.number
    assert none_is_preparing(shop)


def test_the_plan_behind_an_answer_is_that_of_who_waits_for_it(shop, example, tmp_path_factory):
    behind = closed(shop).later.result(60)
    with shop_on(example.announced, tmp_path_factory.mktemp("other")) as other:
        all_come(other, MOSSON)
        at_once = closed(replace(other, clock=shop.clock))
    assert behind.changes == at_once.changes
    assert behind.notices == at_once.notices
    assert behind.version.meetings == at_once.version.meetings


def test_acts_behind_one_another_end_as_if_each_had_waited(shop, held):
    before = plan_of(shop).meetings
    first = closed(shop)
    undo = follow_day(shop, MOSSON, StaffReport("undo", act="c"), nonce="u")
    held.set()
    first.later.result(60)
    undo.later.result(60)
    assert plan_of(shop).meetings == before
    assert none_is_preparing(shop)


def test_a_tap_that_is_refused_is_refused_at_once(shop, held):
    gone = StaffReport("stand-closed", stand="nowhere")
    with pytest.raises(FairError) as error:
        follow_day(shop, MOSSON, gone, nonce="x")
    assert error.value.code == "stand_unknown"
    assert not is_preparing(shop, MOSSON)


def test_a_plan_that_fails_behind_an_answer_is_told_where_it_comes_out(shop, monkeypatch):
    with failing(monkeypatch, "redraw_plan", FairError("plan_moved", fair=MOSSON)):
        later = closed(shop).later
    assert later.exception(60).code == "plan_moved"
    assert none_is_preparing(shop)


def test_where_the_plan_before_took_longer_nobody_waits_and_the_next_begins_when_it_is_said(
    shop, monkeypatch
):
    real, began = redrawing.redraw_plan, []

    def notes(*args, **kwargs):
        began.append(time.monotonic())
        return real(*args, **kwargs)

    monkeypatch.setattr(redrawing, "redraw_plan", notes)
    closed(shop).later.result(60)  # it took longer than the no time at all that this shop waits
    none_is_preparing(shop)
    undo = follow_day(shop, MOSSON, StaffReport("undo", act="c"), nonce="u")
    answered = time.monotonic()
    undo.later.result(60)
    assert began[-1] > answered
    patient = replace(shop, answers_within=60.0)
    assert none_is_preparing(shop)
    assert closed(patient, nonce="d").later is None
