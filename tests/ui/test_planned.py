"""What a tap says while its plan is being drawn, and once it is there."""

from concurrent.futures import Future

from matching.domain.errors import FairError
from matching.services.live.redrawn import Redrawn
from matching.ui import session
from matching.ui.parts.shell.notice import refusal
from matching.ui.parts.shell.planned import when_planned


def said(redrawn):
    return f"plan {redrawn.cause}"


def test_an_answer_with_its_plan_is_said_as_it_is():
    assert when_planned(Redrawn(None, None, (), "drawn"), said).sentence == "plan drawn"


def test_an_answer_before_its_plan_says_so_and_becomes_whole():
    later = Future()
    message = when_planned(Redrawn(None, None, (), "before", later=later), said, take_back=str)
    assert message.sentence == session.phrase("change.preparing")
    assert message.take_back is str
    assert message.later() is None
    later.set_result(Redrawn(None, None, (), "after"))
    assert message.later().sentence == "plan after"
    assert message.later().take_back is str
    assert message.later().later is None


def test_a_store_that_is_away_when_the_plan_is_there_is_said_in_the_place_of_the_notice():
    away = FairError("store_unreachable", url="postgresql://hall")

    def say(redrawn):
        raise away

    later = Future()
    message = when_planned(Redrawn(None, None, (), "before", later=later), say)
    later.set_result(Redrawn(None, None, (), "after"))
    assert message.later() == refusal(away)


def test_a_plan_that_does_not_follow_is_said():
    for error, sentence in (
        (ValueError("broken"), session.phrase("change.not_planned")),
        (FairError("not_allowed"), None),
    ):
        later = Future()
        message = when_planned(Redrawn(None, None, (), "before", later=later), said)
        later.set_exception(error)
        assert message.later().is_refusal
        if sentence:
            assert message.later().sentence == sentence
