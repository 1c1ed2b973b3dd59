"""What people tell on the telephone months later, each answer logged, with a way back."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import FollowUp, Situation, State
from matching.services.shop.decision_log import log_act
from matching.services.shop.shop import Shop
from matching.store import follow_ups as kept
from matching.store.people.decisions import Decision, people_of, read_decisions

TOLD, TAKEN_BACK = "news-told", "news-taken-back"
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class NewsTold:
    """An answer of the telephone that can be taken back, by its `nonce`."""

    nonce: str
    record: str
    months: int
    at: datetime


def write_news(
    writer: Connection, shop: Shop, fair: str, line: FollowUp, *, nonce: str, station: str = ""
) -> None:
    """Keep what somebody told at a checkpoint; the same nonce writes nothing more.

    The log keeps what stood there before, so that it can stand there again; of the answer itself
    it says nothing.
    """
    if any(said.get("nonce") == nonce for _, said in _acts(writer, fair)):
        return
    before = _line_at(writer, fair, line.record, line.months)
    kept.put_follow_ups(writer, fair, [line])
    details: dict[str, Any] = {"months": line.months, "nonce": nonce, "before": _answer(before)}
    log_act(writer, shop, fair, TOLD, line.record, station=station, **details)


def last_news(shop: Shop, fair: str) -> tuple[NewsTold, ...]:
    """The last answers that nobody took back, the newest first, of people who are not forgotten."""
    with shop.store.reading() as reader:
        found = _in_force(reader, fair)
    return tuple(one for one, _ in reversed(found))[:_SHOWN]


def take_back_news(shop: Shop, fair: str, act: str, *, nonce: str, station: str = "") -> str:
    """Take back one answer by its nonce: what was known before is known again; whose it was.

    Raises
    ------
    FairError
        `nothing_to_undo` for no answer in force; `news_overtaken` where another was written on
        the same checkpoint since: that one is taken back first.
    """
    with shop.store.writing() as writer:
        found = _in_force(writer, fair)
        told = next(((one, said) for one, said in found if one.nonce == act), None)
        if told is None:
            raise FairError("nothing_to_undo", fair=fair)
        done, said = told
        on_it = [o for o, _ in found if (o.record, o.months) == (done.record, done.months)]
        if on_it[-1] != done:
            raise FairError("news_overtaken", record=done.record)
        _put_back(writer, fair, done, said["before"])
        details: dict[str, Any] = {"about": act, "nonce": nonce}
        log_act(writer, shop, fair, TAKEN_BACK, done.record, station=station, **details)
    return done.record


def _put_back(
    writer: Connection, fair: str, done: NewsTold, before: Mapping[str, Any] | None
) -> None:
    line = _line_at(writer, fair, done.record, done.months)
    if before is None or line is None:
        kept.drop_line(writer, fair, done.record, done.months)
        return
    situation, state, told_on = (before[name] for name in ("situation", "state", "told_on"))
    back = replace(
        line,
        situation=Situation(situation) if situation else None,
        state=State(state) if state else None,
        is_digital=before["is_digital"],
        told_on=datetime.fromisoformat(told_on).date() if told_on else None,
    )
    kept.put_follow_ups(writer, fair, [back])


def _answer(line: FollowUp | None) -> dict[str, Any] | None:
    if line is None:
        return None
    return {
        "situation": line.situation and line.situation.value,
        "state": line.state and line.state.value,
        "is_digital": line.is_digital,
        "told_on": line.told_on and line.told_on.isoformat(),
    }


def _line_at(reader: Connection, fair: str, record: str, months: int | None) -> FollowUp | None:
    lines = kept.read_follow_ups(reader, fair)
    return next((one for one in lines if (one.record, one.months) == (record, months)), None)


def _acts(reader: Connection, fair: str) -> list[tuple[Decision, dict[str, Any]]]:
    acts = read_decisions(reader, fair, acts=(TOLD, TAKEN_BACK))
    return [(decision, dict(decision.details)) for decision in acts]


def _in_force(reader: Connection, fair: str) -> list[tuple[NewsTold, dict[str, Any]]]:
    acts, people = _acts(reader, fair), people_of(reader, fair)
    back = {said["about"] for decision, said in acts if decision.act == TAKEN_BACK}
    return [
        (
            NewsTold(said["nonce"], people[said["subject"]], said["months"], decision.decided_at),
            said,
        )
        for decision, said in acts
        if decision.act == TOLD and said["nonce"] not in back and said["subject"] in people
    ]
