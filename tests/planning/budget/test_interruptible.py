"""A long call ends in time, or as soon as somebody asks to stop."""

from threading import Event, Timer

import pytest

from matching.planning.budget import interruptible
from matching.planning.budget.interruptible import (
    answer_in_time,
    answer_within,
    answers_together,
)


def test_answer_of_a_quick_call_is_the_answer():
    assert answer_within(lambda: 7, 10.0) == 7


def test_call_that_is_late_is_left_alone_without_an_answer():
    waits = Event()
    assert answer_within(waits.wait, 0.0, grace=0.0) is None
    waits.set()


def test_late_call_that_can_be_ended_gives_what_it_has():
    waits = Event()
    assert answer_within(lambda: waits.wait() and "so far", 0.0, end=waits.set, grace=5.0)


def test_stop_ends_a_call_long_before_its_seconds():
    halt, waits = Event(), Event()
    halt.set()
    assert answer_within(waits.wait, 1e6, halt) is None
    waits.set()


def test_error_of_a_call_is_raised_where_it_was_asked():
    def broken():
        raise ArithmeticError("flow")

    with pytest.raises(ArithmeticError, match="flow"):
        answer_within(broken, 10.0)


def test_calls_together_answer_in_their_order_and_run_at_once(monkeypatch):
    monkeypatch.setattr(interruptible, "_cores", lambda: 2)
    first, second = Event(), Event()

    def one():
        first.set()
        return second.wait(30)

    def other():
        second.set()
        return first.wait(30) and "other"

    assert answers_together(one, other) == [True, "other"]


def test_calls_together_come_one_by_one_where_there_is_one_core(monkeypatch):
    monkeypatch.setattr(interruptible, "_cores", lambda: 1)
    order = []
    answers_together(lambda: order.append(1), lambda: order.append(2))
    assert order == [1, 2]


@pytest.mark.parametrize("cores", [1, 2])
def test_an_error_of_calls_together_is_raised_where_they_were_asked(monkeypatch, cores):
    monkeypatch.setattr(interruptible, "_cores", lambda: cores)

    def broken():
        raise ArithmeticError("cuts")

    with pytest.raises(ArithmeticError, match="cuts"):
        answers_together(lambda: 1, broken)


def in_time(call, seconds, last, *, enough=True, halted=False):
    return answer_in_time(call, seconds, last, is_enough=lambda: enough, is_halted=lambda: halted)


def test_search_that_ends_in_time_answers_itself():
    assert in_time(lambda: 7, 10.0, 20.0) == 7


def test_late_search_is_not_waited_for_where_something_will_do_in_its_place():
    waits = Event()
    assert in_time(waits.wait, 0.0, 1e6) is None
    waits.set()


def test_late_search_is_waited_for_while_nothing_is_known():
    waits = Event()
    Timer(0.2, waits.set).start()
    assert in_time(lambda: waits.wait() and 7, 0.0, 1e6, enough=False) == 7


def test_search_without_anything_known_ends_too():
    waits = Event()
    assert in_time(waits.wait, 0.0, 0.0, enough=False) is None
    waits.set()


def test_search_that_is_stopped_has_a_second_left():
    waits = Event()
    assert in_time(waits.wait, 1e6, 1e6, halted=True) is None
    waits.set()


def test_error_of_a_search_is_raised_where_it_was_asked():
    def broken():
        raise ArithmeticError("flow")

    with pytest.raises(ArithmeticError, match="flow"):
        in_time(broken, 10.0, 10.0)
