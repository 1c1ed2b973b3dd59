"""The list of people to tell: each once, with all that has changed for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, HappeningKind, in_force
from matching.domain.day.meeting import Meeting
from matching.domain.day.notice import Notice
from matching.domain.entries import Entries
from matching.domain.fair import Fair
from matching.phrases import say
from matching.planning.problem.changes import Change
from matching.services.live.change_answers import offer_instead_at, workshop_named
from matching.services.live.notices.pending import Pending, read_pending, read_place_news
from matching.services.live.notices.tell import TAKEN_BACK_WITHIN
from matching.services.plan.agenda import appointments, appointments_answer
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings
from matching.store.day.stocks import other_days
from matching.store.people import names

_AT_DESK = timedelta(seconds=30)
"""How long who has come in is still before whoever signed them in, and is told there."""


@dataclass(frozen=True, slots=True)
class ToTell:
    """Somebody who must be told, and what."""

    person: str
    call_number: int
    first_name: str
    pending: Pending


@dataclass(frozen=True, slots=True)
class ToldTick:
    """A tick of the last minutes: who was told, where it was ticked and when."""

    nonce: str
    call_number: int
    first_name: str
    station: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ToTellView:
    """Who must be told at a moment, by call number, and who was told lately, the newest first.

    `plan` and `until` name what was looked at: a tick hands them back. `elsewhere` are other days
    of the organiser with people to tell of a place that the days have in common. `to_come` are
    people who are still expected and whose day is not the one of their paper: they are told as
    they arrive.
    """

    at: datetime
    entries: Entries
    plan: int
    until: str
    rows: tuple[ToTell, ...]
    told: tuple[ToldTick, ...]
    elsewhere: tuple["ToTellView", ...] = ()
    to_come: tuple[ToTell, ...] = ()

    @property
    def count(self) -> int:
        """How many people are to be told, those of other days among them."""
        return len(self.rows) + sum(len(day.rows) for day in self.elsewhere)


def to_tell(shop: Shop, fair: str, *, at: datetime | None = None) -> ToTellView:
    """Everybody here whose day is not the one that they know, and whoever has got a place."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        facts = happenings.read_happenings(reader, fair)
        moment = at or shop.day_moment(entries.fair)
        away = Attendance.of(facts).came | DayState.of(facts).gone
        expected = frozenset(entries.jobseekers.keys() - away)
        day = read_pending(shop, reader, entries.fair, facts, at=moment, expected=expected)
        elsewhere = tuple(_elsewhere(reader, entries.fair, moment))
    numbers, people = entries.call_numbers, entries.jobseekers
    told = [
        ToldTick(fact.nonce, numbers[fact.person], people[fact.person].first_name, fact.station,
             fact.at)
        for fact in in_force(facts)
        if fact.kind is HappeningKind.TOLD
        and fact.person in people
        and moment - TAKEN_BACK_WITHIN <= fact.at <= moment
    ]  # fmt: skip
    rows, to_come = (_rows(entries, pending) for pending in (day.people, day.to_come))
    ticks = tuple(told[::-1])
    return ToTellView(moment, entries, day.plan, day.until, rows, ticks, elsewhere, to_come)


def _rows(entries: Entries, pending: Mapping[str, Pending]) -> tuple[ToTell, ...]:
    """Those of the list, by call number."""
    numbers, people = entries.call_numbers, entries.jobseekers
    found = [
        ToTell(person, numbers[person], people[person].first_name, news)
        for person, news in pending.items()
        if person in people
    ]
    return tuple(sorted(found, key=lambda row: row.call_number))


def _elsewhere(reader: Connection, frame: Fair, moment: datetime) -> Iterator[ToTellView]:
    """Other days of the organiser whose people have another place than they know."""
    for day in other_days(reader, frame):
        if not any(happenings.place_facts(reader, day.id)):
            continue
        facts = happenings.read_happenings(reader, day.id)
        news = read_place_news(reader, day, facts)
        if news:
            entries = fairs.read_entries(reader, day.id)
            rows = _rows(entries, {person: Pending((), (), of) for person, of in news.items()})
            yield ToTellView(moment, entries, 0, facts[-1].nonce, rows, ())


def numbers_to_tell(shop: Shop, fair: str, *, at: datetime | None = None) -> tuple[int, ...]:
    """The call numbers of those here who must be told, for a screen that everybody sees.

    Not of whoever was entered at the door a moment ago: they are told there.
    """
    with shop.store.reading() as reader:
        frame = fairs.read_fair(reader, fair)
        facts = happenings.read_happenings(reader, fair)
        moment, attendance = at or shop.day_moment(frame), Attendance.of(facts)
        day = read_pending(shop, reader, frame, facts, at=moment)
        told = {fact.person for fact in facts if fact.kind is HappeningKind.TOLD}
        at_desk = {
            person
            for person, came in attendance.first_arrival.items()
            if moment - came < _AT_DESK and person not in told
        }
        called = names.called(reader, fair, day.people.keys() & attendance.present - at_desk)
    return tuple(sorted(one.number for one in called.values()))


def to_tell_lines(view: ToTellView, row: ToTell, language: str) -> list[str]:
    """What a person must be told, in sentences without their name."""
    changed = [_change_line(view.entries, change, language) for change in row.pending.changes]
    changed += [_notice_line(view.entries, notice, language) for notice in row.pending.notices]
    news, offers = row.pending.places, view.entries.offers
    got = [say("to_tell.place", language, title=offers[offer].title) for offer in news.got]
    lost = [say("to_tell.place_lost", language, title=offers[offer].title) for offer in news.lost]
    return changed + got + lost


def _change_line(entries: Entries, change: Change, language: str) -> str:
    told = {
        side: _where(entries, meeting)
        for side, meeting in (("before", change.was), ("after", change.now))
        if meeting is not None
    }
    code = "moved" if len(told) == 2 else "added" if "after" in told else "dropped"
    if title := offer_instead_at(entries, change):
        code, told["title"] = "offer", title
    return say(f"to_tell.{code}", language, **told)


def _where(entries: Entries, meeting: Meeting) -> str:
    (found,) = appointments(entries, [meeting])
    return f"{found.starts_at:%H:%M} {found.exhibitor.label}{workshop_named(entries, meeting)}"


def _notice_line(entries: Entries, notice: Notice, language: str) -> str:
    (found,) = appointments(entries, [notice.meeting])
    stand = found.exhibitor
    place = " · ".join(part for part in (stand.stand, stand.zone) if part)
    said = {"hour": f"{found.starts_at:%H:%M}", "stand": stand.name, "place": place}
    return say(f"to_tell.{notice.code}", language, **said)


def to_tell_answer(view: ToTellView) -> dict[str, Any]:
    """The JSON document `parvis-to-tell/1` (docs/formats.md)."""
    return {
        "format": "parvis-to-tell/1",
        "fair": view.entries.fair.id,
        "at": view.at.isoformat(),
        "plan": view.plan,
        "people": [_row_answer(view.entries, row) for row in view.rows],
        "to_come": [_row_answer(view.entries, row) for row in view.to_come],
        "told": [
            {"call_number": one.call_number, "act": one.nonce, "station": one.station,
             "at": one.at.isoformat()}
            for one in view.told
        ],
        "elsewhere": [
            {"fair": day.entries.fair.id,
             "people": [_row_answer(day.entries, row) for row in day.rows]}
            for day in view.elsewhere
        ],
    }  # fmt: skip


def _row_answer(entries: Entries, row: ToTell) -> dict[str, Any]:
    return {
        "person": row.person,
        "call_number": row.call_number,
        "first_name": row.first_name,
        "changes": [
            {"from": _meeting_answer(entries, one.was), "to": _meeting_answer(entries, one.now)}
            for one in row.pending.changes
        ],
        "notices": [
            {"code": one.code, "meeting": _meeting_answer(entries, one.meeting)}
            for one in row.pending.notices
        ],
        "places": [_offer_answer(entries, offer) for offer in row.pending.places.got],
        "places_lost": [_offer_answer(entries, offer) for offer in row.pending.places.lost],
    }


def _offer_answer(entries: Entries, offer: str) -> dict[str, str]:
    return {"offer": offer, "title": entries.offers[offer].title}


def _meeting_answer(entries: Entries, meeting: Meeting | None) -> dict[str, Any] | None:
    return appointments_answer(appointments(entries, [meeting]))[0] if meeting else None
