"""Take in what somebody of a programme answers to the call of a checkpoint."""

from dataclasses import replace
from datetime import date

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import (
    Followed,
    FollowUp,
    Situation,
    calls_due,
    followed,
    months_after,
)
from matching.domain.programme.programme import Programme
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.follow_ups import put_follow_ups, read_follow_ups


def note_checkpoint(
    shop: Shop,
    fair: str,
    record: str,
    situation: Situation,
    *,
    is_digital: bool | None = None,
    today: date | None = None,
) -> None:
    """Write down where somebody is, as they told it at the checkpoint that is due.

    Raises
    ------
    FairError
        `call_not_due` when nobody is to call this person now: it may have been done meanwhile.
    """
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        checkpoints = (frame.programme or Programme()).checkpoints
        lines = [line for line in read_follow_ups(writer, fair) if line.told_on is None]
        person = next(iter(followed(line for line in lines if line.record == record)), None)
        day = today or shop.day_moment(frame).date()
        due = calls_due([person], checkpoints, day) if person else ()
        if person is None or not due:
            raise FairError("call_not_due", record=record)
        line = _line_at(person, _month_of(person, checkpoints, due[0].due_on))
        put_follow_ups(writer, fair, [replace(line, situation=situation, is_digital=is_digital)])


def _month_of(person: Followed, checkpoints: tuple[int, ...], due_on: date) -> int:
    left = person.left_on or due_on
    return max(month for month in checkpoints if months_after(left, month) <= due_on)


def _line_at(person: Followed, months: int) -> FollowUp:
    """What is known of a person at a checkpoint, or an empty line of it."""
    empty = FollowUp(person.record, person.promotion, person.exit, months, caller=person.caller)
    return next((line for line in person.lines if line.months == months), empty)
