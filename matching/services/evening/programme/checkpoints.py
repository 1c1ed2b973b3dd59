"""The checkpoints of a programme: who is to be called now, and what they answer."""

from dataclasses import replace
from datetime import date

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.programme.follow_up import (
    Call,
    Followed,
    FollowUp,
    Situation,
    calls_due,
    followed,
    is_followed,
    months_after,
)
from matching.domain.programme.programme import Programme
from matching.services.evening.programme.news import write_news
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store import follow_ups as kept


def to_call(shop: Shop, fair: str, today: date | None = None) -> tuple[Call, ...]:
    """Who of a programme is to be called by this day (now), by whom, the longest due first."""
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        people = _people(reader, fair)
        day = today or _day_of_calls(shop, reader, frame, people)
    return calls_due(people, _checkpoints(frame), day)


def note_checkpoint(
    shop: Shop,
    fair: str,
    record: str,
    situation: Situation,
    *,
    is_digital: bool | None = None,
    today: date | None = None,
    nonce: str = "",
    station: str = "",
) -> None:
    """Write down where somebody is, as they told it at the checkpoint that is due.

    It can be taken back by its nonce (`news`).

    Raises
    ------
    FairError
        `call_not_due` when nobody is to call this person now: it may have been done meanwhile.
    """
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        checkpoints, people = _checkpoints(frame), _people(writer, fair)
        person = next((one for one in people if one.record == record), None)
        day = today or _day_of_calls(shop, writer, frame, people)
        due = calls_due([person], checkpoints, day) if person else ()
        if person is None or not due:
            raise FairError("call_not_due", record=record)
        line = _line_at(person, _month_of(person, checkpoints, due[0].due_on))
        told = replace(line, situation=situation, is_digital=is_digital)
        write_news(writer, shop, fair, told, nonce=nonce or shop.new_nonce(), station=station)


def _people(reader: Connection, fair: str) -> tuple[Followed, ...]:
    return followed(line for line in kept.read_follow_ups(reader, fair) if line.told_on is None)


def _checkpoints(frame: Fair) -> tuple[int, ...]:
    return (frame.programme or Programme()).checkpoints


def _day_of_calls(
    shop: Shop, reader: Connection, frame: Fair, people: tuple[Followed, ...]
) -> date:
    """Today; of a fair that is still to come, or over before it came here, its own day is tried."""
    today = shop.today(frame)
    if today < frame.date:
        return frame.date
    is_running = any(is_followed(person, _checkpoints(frame), today) for person in people)
    return today if is_running or shop.has_been(reader, frame) else frame.date


def _month_of(person: Followed, checkpoints: tuple[int, ...], due_on: date) -> int:
    left = person.left_on or due_on
    return max(month for month in checkpoints if months_after(left, month) <= due_on)


def _line_at(person: Followed, months: int) -> FollowUp:
    """What is known of a person at a checkpoint, or an empty line of it."""
    empty = FollowUp(person.record, person.promotion, person.exit, months, caller=person.caller)
    return next((line for line in person.lines if line.months == months), empty)


def calls_answer(calls: tuple[Call, ...]) -> list[dict[str, str]]:
    """The calls as a document."""
    return [
        {
            "record": call.record,
            "promotion": call.promotion,
            "caller": call.caller,
            "due_on": call.due_on.isoformat(),
        }
        for call in calls
    ]
