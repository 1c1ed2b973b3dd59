"""A long call ends in time, or as soon as somebody asks to stop."""

from threading import Event

import pytest

from matching.planning.budget.interruptible import answer_within


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
