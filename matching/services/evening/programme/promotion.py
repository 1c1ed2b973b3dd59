"""Who is in a programme's promotion: entries and leavings, logged, with a way back."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.domain.programme.follow_up import Exit, Followed, FollowUp, followed, months_after
from matching.domain.programme.programme import Programme
from matching.phrases import say, say_count
from matching.services.scores.sentences import long_day
from matching.services.shop.decision_log import log_act
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store import follow_ups as kept
from matching.store.people.decisions import Decision, people_of, read_decisions

ENTERED, LEFT, TAKEN_BACK = "promotion-entered", "promotion-left", "promotion-taken-back"
WAYS_OUT = (Exit.ENDED, Exit.DROPPED_OUT)
"""How somebody leaves a programme."""
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class PromotionAct:
    """An entry or a leaving that can be taken back, by its `nonce`."""

    nonce: str
    kind: str
    record: str
    day: date


@dataclass(frozen=True, slots=True)
class PromotionView:
    """Who is in the programme now, by record, the promotions there are, and the last acts."""

    inside: tuple[Followed, ...]
    promotions: tuple[str, ...]
    lately: tuple[PromotionAct, ...]


def promotion_view(shop: Shop, fair: str) -> PromotionView:
    """Who entered and has not left, and the last acts in force, the newest first."""
    with shop.store.reading() as reader:
        people = _programme(reader, fair)
        lately = _in_force(reader, fair)
    inside = tuple(person for person in people if person.exit is Exit.STILL_IN)
    names = sorted({person.promotion for person in people if person.promotion})
    return PromotionView(inside, tuple(names), tuple(reversed(lately))[:_SHOWN])


@dataclass(frozen=True, slots=True)
class PromotionEntry:
    """Somebody who enters a promotion; `record` is the number of a file, or a person of the fair.

    `caller` is who will ask for news once they have left.
    """

    record: str
    promotion: str
    on: date
    caller: str = ""


def enter_promotion(
    shop: Shop, fair: str, entry: PromotionEntry, *, nonce: str, language: str, station: str = ""
) -> tuple[str, ...]:
    """Write down that somebody has entered; what follows, in sentences. The same nonce acts once.

    Raises
    ------
    FairError
        `promotion_unnamed` without a promotion; `promotion_known` where the record is followed
        already: who comes again gets another number.
    """
    if not entry.promotion.strip():
        raise FairError("promotion_unnamed")
    line = FollowUp(
        entry.record.strip(),
        entry.promotion.strip(),
        Exit.STILL_IN,
        entered_on=entry.on,
        caller=entry.caller.strip(),
    )
    with shop.store.writing() as writer:
        if not _was_done(writer, fair, nonce):
            if _find(_programme(writer, fair), line.record) is not None:
                raise FairError("promotion_known", record=line.record)
            kept.put_follow_ups(writer, fair, [line])
            said: dict[str, Any] = {
                "promotion": line.promotion,
                "day": entry.on.isoformat(),
                "nonce": nonce,
            }
            log_act(writer, shop, fair, ENTERED, line.record, station=station, **said)
        people = _programme(writer, fair)
    count = sum(one.promotion == line.promotion and one.exit is Exit.STILL_IN for one in people)
    return (
        say("promotion.entered", language, record=line.record, promotion=line.promotion,
            day=long_day(entry.on, language)),
        say_count("promotion.inside", language, count, promotion=line.promotion),
        say("promotion.calls_later", language),
    )  # fmt: skip


def leave_promotion(
    shop: Shop,
    fair: str,
    record: str,
    on: date,
    way: Exit,
    *,
    nonce: str,
    language: str,
    station: str = "",
) -> tuple[str, ...]:
    """Write down that somebody has left, and how; who will be called when, in sentences.

    Raises
    ------
    FairError
        `promotion_not_in` when the person is not in the programme; `promotion_leaves_later` for a
        day to come; `promotion_left_before` for one before they entered.
    """
    if way not in WAYS_OUT:
        raise FairError("promotion_way", value=way, choices=", ".join(WAYS_OUT))
    with shop.store.writing() as writer:
        frame = fairs.read_fair(writer, fair)
        if not _was_done(writer, fair, nonce):
            person = _find(_programme(writer, fair), record)
            if person is None or person.exit is not Exit.STILL_IN:
                raise FairError("promotion_not_in", record=record)
            _must_be_past(person, on, max(shop.today(frame), frame.date))
            base = _base(person)
            line = replace(base or _bare(person), exit=way, left_on=on)
            kept.put_follow_ups(writer, fair, [line])
            said: dict[str, Any] = {"day": on.isoformat(), "way": way.value, "nonce": nonce}
            said |= {} if base else {"line": "new"}
            log_act(writer, shop, fair, LEFT, record, station=station, **said)
        now = _find(_programme(writer, fair), record)
    assert now is not None
    return _after_leaving(now, frame.programme or Programme(), language)


def take_back_promotion(shop: Shop, fair: str, act: str, *, nonce: str, station: str = "") -> str:
    """Take back one entry or leaving by its nonce; whose record it was.

    Raises
    ------
    FairError
        `nothing_to_undo` for no act in force; `promotion_has_news` for the entry of somebody of
        whom more was written since: their leaving is taken back first.
    """
    with shop.store.writing() as writer:
        done = next((one for one in _in_force(writer, fair) if one.nonce == act), None)
        if done is None:
            raise FairError("nothing_to_undo", fair=fair)
        person = _find(_programme(writer, fair), done.record)
        if person is not None:
            _undo(writer, fair, person, done, is_new=_made_its_line(writer, fair, act))
        said: dict[str, Any] = {"about": act, "nonce": nonce}
        log_act(writer, shop, fair, TAKEN_BACK, done.record, station=station, **said)
    return done.record


def _undo(
    writer: Connection, fair: str, person: Followed, done: PromotionAct, *, is_new: bool
) -> None:
    base = _base(person)
    if done.kind == ENTERED:
        if len(person.lines) > 1 or (base is not None and base.exit is not Exit.STILL_IN):
            raise FairError("promotion_has_news", record=person.record)
        kept.drop_line(writer, fair, person.record, None)
    elif base is not None and is_new:
        kept.drop_line(writer, fair, person.record, None)
    elif base is not None:
        back = replace(base, exit=Exit.STILL_IN, left_on=None)
        kept.put_follow_ups(writer, fair, [back])


def _programme(reader: Connection, fair: str) -> tuple[Followed, ...]:
    """The people of a programme; whoever was called after a fair is not among them."""
    lines = kept.read_follow_ups(reader, fair)
    return followed(line for line in lines if line.told_on is None)


def _find(people: Sequence[Followed], record: str) -> Followed | None:
    return next((person for person in people if person.record == record), None)


def _base(person: Followed) -> FollowUp | None:
    """What is known of a person at no month: when they came in, how they left."""
    return next((line for line in person.lines if line.months is None), None)


def _bare(person: Followed) -> FollowUp:
    return FollowUp(person.record, person.promotion, caller=person.caller)


def _must_be_past(person: Followed, on: date, today: date) -> None:
    if on > today:
        raise FairError("promotion_leaves_later", day=f"{on:%d/%m/%Y}")
    entered = next((line.entered_on for line in person.lines if line.entered_on), None)
    if entered is not None and on < entered:
        raise FairError("promotion_left_before", day=f"{entered:%d/%m/%Y}")


def _after_leaving(person: Followed, programme: Programme, language: str) -> tuple[str, ...]:
    left = person.left_on
    day = long_day(left, language) if left else ""
    said = say(f"promotion.{person.exit}", language, record=person.record, day=day)
    if person.exit is Exit.DROPPED_OUT or left is None:
        return said, say("promotion.no_calls", language)
    days = [months_after(left, month) for month in sorted(programme.checkpoints)]
    calls = ", ".join(long_day(one, language) for one in days)
    caller = person.caller or say("promotion.nobody_named", language)
    return said, say("promotion.calls", language, days=calls, caller=caller)


def _acts(reader: Connection, fair: str) -> list[tuple[Decision, dict[str, Any]]]:
    acts = read_decisions(reader, fair, acts=(ENTERED, LEFT, TAKEN_BACK))
    return [(decision, dict(decision.details)) for decision in acts]


def _was_done(reader: Connection, fair: str, nonce: str) -> bool:
    return any(said.get("nonce") == nonce for _, said in _acts(reader, fair))


def _made_its_line(reader: Connection, fair: str, act: str) -> bool:
    return any(said.get("nonce") == act and "line" in said for _, said in _acts(reader, fair))


def _in_force(reader: Connection, fair: str) -> list[PromotionAct]:
    """Entries and leavings that nobody took back, of people who are not forgotten."""
    acts = _acts(reader, fair)
    back = {said["about"] for decision, said in acts if decision.act == TAKEN_BACK}
    people = people_of(reader, fair)
    return [
        PromotionAct(
            said["nonce"], decision.act, people[said["subject"]], date.fromisoformat(said["day"])
        )
        for decision, said in acts
        if decision.act != TAKEN_BACK and said["nonce"] not in back and said["subject"] in people
    ]


def promotion_answer(view: PromotionView) -> dict[str, Any]:
    """Who is in the programme and the last acts, as a document."""
    return {
        "inside": [
            {
                "record": person.record,
                "promotion": person.promotion,
                "caller": person.caller,
                "entered_on": next(
                    (line.entered_on.isoformat() for line in person.lines if line.entered_on), None
                ),
            }
            for person in view.inside
        ],
        "acts": [
            {
                "act": one.nonce,
                "kind": one.kind,
                "record": one.record,
                "on": one.day.isoformat(),
            }
            for one in view.lately
        ],
    }
