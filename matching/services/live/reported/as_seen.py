"""An act on a meeting counts only against what the screen had shown of it: two hands may act."""

from collections.abc import Iterable, Sequence

from matching.domain.day.happening import (
    SETTLING,
    Happening,
    HappeningKind,
    in_force,
    told_outcomes,
)
from matching.domain.errors import FairError

KIND = HappeningKind
_OF_A_MEETING = frozenset({*SETTLING, KIND.OUTCOME, KIND.CALLED, KIND.BEGUN})
_CODES = {
    KIND.HELD: "held_meanwhile",
    KIND.BEGUN: "begun_meanwhile",
    KIND.CALLED: "called_meanwhile",
    KIND.REFUSED: "refused_meanwhile",
    KIND.GROUP_LEFT: "group_left_meanwhile",
}


def noted_last(facts: Iterable[Happening]) -> dict[str, Happening]:
    """What was noted last of each meeting and still counts, by the meeting's id.

    Of one that a hand has placed anew since, nothing is.
    """
    found: dict[str, Happening] = {}
    for fact in in_force(facts):
        if fact.kind in _OF_A_MEETING and fact.meeting:
            found[fact.meeting] = fact
        elif fact.kind is KIND.MEETING_PLACED:
            found.pop(fact.meeting, None)
    return found


def must_be_as_seen(
    facts: Sequence[Happening], meeting: str, seen: str, *, to_undo: bool = False
) -> None:
    """Refuse an act on a meeting of which a colleague has noted something that was not `seen`.

    Parameters
    ----------
    seen
        The nonce of what the screen showed noted last, "" for nothing; an act whose facts bear
        its name and a dot names them all.
    to_undo
        A call to the stand stands in nobody's way, unless it is what would be taken back.

    Raises
    ------
    FairError
        `outcome_meanwhile`, `held_meanwhile`, `missed_meanwhile`, `refused_meanwhile`,
        `group_left_meanwhile`, `begun_meanwhile`, `called_meanwhile`: what the colleague has noted.
    """
    last = noted_last(facts).get(meeting)
    if last is None or last.nonce == seen or (seen and last.nonce.startswith(f"{seen}.")):
        return
    if last.kind is KIND.CALLED and not to_undo:
        return
    led_to = told_outcomes(in_force(facts)).get(meeting)
    if led_to and last.kind in {KIND.HELD, KIND.OUTCOME}:
        told = led_to[-1]
        raise FairError("outcome_meanwhile", result=told.result, words=told.words)
    raise FairError(_CODES.get(last.kind, "missed_meanwhile"))
