"""What an act will need is read before anybody taps; nothing is written, nobody is told."""

from threading import Event

from sqlalchemy import select

from matching.services.live.behind import is_preparing
from matching.services.live.by_hand.edit import HandEdit, HandEditKind
from matching.services.live.by_hand.edit_plan import Signed, edit_plan
from matching.services.live.plan_ahead import begin_ahead, plan_ahead
from matching.store import schema
from matching.store.day import happenings, plans
from matching.store.last_read import let_go_of_kept
from tests.fairs import all_come

MOSSON = "mosson-2023"


def kept(shop):
    with shop.store.reading() as reader:
        return (
            plans.announced_plan(reader, MOSSON),
            happenings.read_happenings(reader, MOSSON),
            plans.last_number(reader, MOSSON),
        )


def test_a_plan_drawn_ahead_writes_nothing_and_is_not_said_to_come(planned):
    all_come(planned, MOSSON)
    before = kept(planned)
    assert plan_ahead(planned)
    assert kept(planned) == before
    assert not is_preparing(planned, MOSSON)


def test_nothing_is_drawn_ahead_before_a_plan_is_announced(shop):
    assert not plan_ahead(shop)


def test_an_app_that_ends_first_draws_nothing_ahead():
    halt = Event()
    halt.set()
    begin_ahead(lambda: 1 / 0, halt)


def test_the_first_act_of_a_process_writes_no_score_that_the_store_holds(planned):
    all_come(planned, MOSSON)
    let_go_of_kept()  # as a process that has just begun
    assert plan_ahead(planned)
    (last, *_) = kept(planned)[0].meetings[::-1]
    edit_plan(planned, MOSSON, HandEdit(HandEditKind.CANCEL, last.id), Signed("c", "parti tôt"))
    with planned.store.reading() as reader:
        scores = schema.meeting_scores
        numbers = set(reader.scalars(select(scores.c.number).where(scores.c.fair == MOSSON)))
    assert numbers == {1}
