"""What a hand settled is fixed in a whole plan, until it is taken back or nobody can hold it."""

from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest

from matching.domain.day.by_hand import SettledByHand
from matching.domain.day.happening import Happening, HappeningKind
from matching.domain.edit import TakenOut
from matching.scoring.matrix.score_matrix import CLOSED
from matching.services.plan.plan_help import by_hand_lines
from matching.services.plan.pose_fair import pose_fair

AT = datetime(2023, 10, 5, 8, tzinfo=UTC)


def fact(kind, meeting, slot=None, nonce="n"):
    data = {"act": nonce, "offer": meeting.offer}
    data |= {} if slot is None else {"to": str(slot)}
    return Happening(
        kind, AT, nonce, person=meeting.person, stand=meeting.stand, meeting=meeting.id, data=data
    )


def placed(meeting, slot):
    return fact(HappeningKind.MEETING_PLACED, meeting, slot)


def cancelled(meeting):
    return fact(HappeningKind.MEETING_CANCELLED, meeting)


@pytest.fixture
def basis(example):
    return example.plan.basis


@pytest.fixture
def meeting(example):
    return example.plan.version.meetings[-1]


def test_placed_meeting_is_fixed_where_it_was_put(basis, meeting):
    settled = SettledByHand.of([placed(meeting, 3)], basis.entries)
    posed = pose_fair(basis, by_hand=settled)
    (pinned,) = posed.outward(posed.problem.fixed)
    assert replace(pinned, score=meeting.score) == replace(meeting, slot=3)


def test_placed_meeting_is_fixed_whatever_closed_its_pair(basis, example):
    matrix, entries = basis.matrix, basis.entries
    row, column = np.argwhere(matrix.verdicts == CLOSED)[0]
    key = (matrix.people[row], *matrix.offers[column][:2])
    known = example.plan.version.meetings[0]
    asked = replace(known, person=key[0], stand=key[1], offer=key[2])
    posed = pose_fair(basis, by_hand=SettledByHand.of([placed(asked, 2)], entries))
    assert [(m.person, m.stand, m.offer) for m in posed.outward(posed.problem.fixed)] == [key]


def test_cancelled_meeting_is_not_asked_whatever_its_stand_would_talk_about(basis, meeting):
    settled = SettledByHand.of([cancelled(meeting)], basis.entries)
    posed = pose_fair(basis, by_hand=settled)
    assert (meeting.person, meeting.stand) not in {key[:2] for key in posed.keys}
    assert (meeting.person, meeting.stand) in {key[:2] for key in pose_fair(basis).keys}


def test_placed_meeting_of_what_left_the_fair_is_lost_and_said(basis, meeting):
    entries = basis.entries.without(TakenOut(offers=frozenset({meeting.offer})))
    settled = SettledByHand.of([placed(meeting, 3)], entries)
    assert settled.placed == ()
    assert settled.counts == {"placed": 0, "cancelled": 0, "lost": 1}
    assert "n'est plus possible" in by_hand_lines(settled, "fr")[0]


def test_taken_back_or_nothing_by_hand_settles_nothing(basis, meeting):
    undone = Happening(HappeningKind.UNDONE, AT, "u", about="n")
    settled = SettledByHand.of([placed(meeting, 3), undone], basis.entries)
    assert (settled.counts, by_hand_lines(settled, "fr")) == (
        {"placed": 0, "cancelled": 0, "lost": 0},
        [],
    )
    assert pose_fair(basis, by_hand=settled).problem == pose_fair(basis).problem
