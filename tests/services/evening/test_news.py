"""Answers given on the telephone are taken back: what was known before is known again."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import Exit, FollowUp, Situation, State, months_after
from matching.services.evening.programme.checkpoints import note_checkpoint, to_call
from matching.services.evening.programme.news import last_news, take_back_news
from matching.services.evening.recalls import note_recall, to_recall
from matching.services.evening.report import report
from matching.services.files.examples import open_example
from matching.services.rights.consent import set_consent
from matching.services.rights.forget import forget
from matching.store import fairs
from matching.store import follow_ups as kept
from tests.fairs import shop_in

MOSSON = "mosson-2023"


def lines(shop, fair):
    with shop.store.reading() as reader:
        return kept.read_follow_ups(reader, fair)


@pytest.fixture
def fabrique(tmp_path):
    shop = shop_in(tmp_path)
    fair = open_example(shop, "fabrique").fair
    return shop, fair


def figures(shop, fair):
    return [(s.code, s.figures) for s in report(shop, fair).sections]


@pytest.mark.parametrize("seed", range(4))
def test_answers_at_checkpoints_taken_back_in_turn_leave_every_line_and_figure_as_before(
    fabrique, seed
):
    shop, fair = fabrique
    draw, before = random.Random(seed), figures(shop, fair)
    known = [lines(shop, fair)]
    for number in range(6):
        due = to_call(shop, fair)
        if not due:
            break
        note_checkpoint(
            shop,
            fair,
            draw.choice(due).record,
            draw.choice(list(Situation)),
            is_digital=draw.choice([True, False, None]),
            nonce=f"n{number}",
        )
        known.append(lines(shop, fair))
    assert len(known) > 1
    while len(known) > 1:
        assert lines(shop, fair) == known.pop()
        take_back_news(shop, fair, f"n{len(known) - 1}", nonce=f"back{len(known)}")
    assert lines(shop, fair) == known[0]
    assert figures(shop, fair) == before


def test_whoever_is_due_since_the_day_of_a_programme_is_called_today(fabrique):
    shop, fair = fabrique
    with shop.store.reading() as reader:
        day = fairs.read_fair(reader, fair).date
    after = day + timedelta(days=25)
    left = FollowUp("d999", "2018-1", Exit.ENDED, left_on=day - timedelta(days=8))
    with shop.store.writing() as writer:
        kept.put_follow_ups(writer, fair, [left])
    later = replace(
        shop, clock=lambda: datetime(after.year, after.month, after.day, 12, tzinfo=UTC)
    )
    assert "d999" in {call.record for call in to_call(later, fair)}
    assert to_call(later, fair) == to_call(shop, fair, after)
    note_checkpoint(later, fair, "d999", Situation.TRAINING, nonce="late")
    assert "d999" not in {call.record for call in to_call(later, fair)}


@pytest.mark.parametrize("years", [-1, 8])
def test_a_programme_still_to_come_or_over_before_it_came_here_is_tried_on_its_own_day(
    fabrique, years
):
    shop, fair = fabrique
    with shop.store.reading() as reader:
        day = fairs.read_fair(reader, fair).date
    other = replace(shop, clock=lambda: datetime(day.year + years, 3, 7, 12, tzinfo=UTC))
    assert to_call(other, fair) == to_call(shop, fair, day)


def test_an_answer_is_noted_once_and_taken_back_once(fabrique):
    shop, fair = fabrique
    first = to_call(shop, fair)[0]
    note_checkpoint(shop, fair, first.record, Situation.TRAINING, nonce="a")
    (told,) = last_news(shop, fair)
    assert (told.nonce, told.record) == ("a", first.record)
    assert take_back_news(shop, fair, "a", nonce="b") == first.record
    assert last_news(shop, fair) == ()
    with pytest.raises(FairError, match="nothing_to_undo"):
        take_back_news(shop, fair, "a", nonce="c")


@pytest.fixture
def called(planned):
    """The shop a month after a fair, with one person who agreed to be called."""
    person = "p01"
    with planned.store.reading() as reader:
        held = fairs.read_fair(reader, MOSSON).date
    set_consent(planned, MOSSON, person, agrees=True)
    month = months_after(held, 1)
    return replace(
        planned, clock=lambda: planned.clock() + (month - planned.clock().date())
    ), person


def test_a_second_word_on_a_call_is_taken_back_to_the_first_and_never_out_of_turn(called):
    shop, person = called
    note_recall(shop, MOSSON, person, 1, State.TRAINING, nonce="one")
    first = lines(shop, MOSSON)
    note_recall(shop, MOSSON, person, 1, State.SEARCHING, nonce="two")
    with pytest.raises(FairError, match="news_overtaken"):
        take_back_news(shop, MOSSON, "one", nonce="x")
    take_back_news(shop, MOSSON, "two", nonce="y")
    assert lines(shop, MOSSON) == first
    take_back_news(shop, MOSSON, "one", nonce="z")
    assert lines(shop, MOSSON) == ()
    assert person in {call.person for call in to_recall(shop, MOSSON, "fr")}


def test_of_somebody_who_is_forgotten_there_is_no_answer_to_take_back(called):
    shop, person = called
    note_recall(shop, MOSSON, person, 1, State.JOB, nonce="one")
    forget(shop, MOSSON, person)
    assert last_news(shop, MOSSON) == ()
    with pytest.raises(FairError, match="nothing_to_undo"):
        take_back_news(shop, MOSSON, "one", nonce="x")
