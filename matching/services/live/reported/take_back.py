"""Which fact an undo takes back, and which none may."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from matching.domain.day.by_hand import BY_HAND
from matching.domain.day.happening import ABSENCE, ACT, Happening, HappeningKind, in_force
from matching.domain.day.reported import REPORTED
from matching.domain.day.session_shift import BESIDE, SessionShift
from matching.domain.errors import FairError

KIND = HappeningKind
_UNDONE_TOO = frozenset({KIND.ARRIVED, KIND.OUTCOME, KIND.PLACE_TAKEN, KIND.PLACE_GIVEN_BACK})
# What is written about a person and is no report: an undo of the last act goes past it.
_BESIDE = frozenset(
    {KIND.SCANNED_AGAIN, KIND.BADGE_REPLACED, KIND.BADGE_BLOCKED, KIND.TOLD, KIND.RULE_LEFT}
)


def take_back_last(
    facts: Sequence[Happening], about: dict[str, Any], *, nonce: str, at: datetime
) -> Happening:
    """The undoing of the last fact that still counts of that person, stand or meeting.

    Raises
    ------
    FairError
        `nothing_to_undo`, `undo_by_hand`, `workshop_late_over`.
    """
    key = next(name for name in ("meeting", "person", "stand") if about.get(name))
    for fact in reversed(in_force(facts)):
        if (key == "person" and ABSENCE in fact.data) or BESIDE in fact.data:
            continue  # it goes with what it was noted with
        if getattr(fact, key) == about[key] and fact.kind not in _BESIDE:
            _must_not_be_by_hand(fact)
            _must_not_be_over(fact, at)
            return fact.taken_back(at, nonce)
    raise FairError("nothing_to_undo")


def take_back_act(facts: Sequence[Happening], act: str, *, nonce: str, at: datetime) -> Happening:
    """The undoing of one act and no other, whatever was reported since.

    Raises
    ------
    FairError
        As `take_back_last`.
    """
    for fact in in_force(facts):
        if act in {fact.nonce, fact.data.get(ACT)}:
            _must_not_be_by_hand(fact)
        if fact.nonce == act and (fact.kind in REPORTED or fact.kind in _UNDONE_TOO):
            _must_not_be_over(fact, at)
            return fact.taken_back(at, nonce)
    raise FairError("nothing_to_undo")


def _must_not_be_over(fact: Happening, at: datetime) -> None:
    """Refuse to put a group back to an hour that is over: nobody could come to it."""
    if fact.kind is KIND.WORKSHOP_LATE and SessionShift.of(fact).starts < at:
        raise FairError("workshop_late_over", at=f"{SessionShift.of(fact).starts:%H:%M}")


def _must_not_be_by_hand(fact: Happening) -> None:
    """Refuse what would only let go of a meeting that a hand has placed, and leave it there."""
    if fact.kind in BY_HAND:
        raise FairError("undo_by_hand", act=fact.data[ACT])
