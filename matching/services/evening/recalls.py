"""Calling people again after a fair: whom today, what to say, and taking in what they answer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, HappeningKind, in_force
from matching.domain.day.places import outcomes_now
from matching.domain.errors import FairError
from matching.domain.jobseeker import Jobseeker
from matching.domain.programme.follow_up import FollowUp, State, months_after
from matching.outcomes.nobody import Day
from matching.phrases import say
from matching.phrases.steps import step_name
from matching.services.evening.programme.news import write_news
from matching.services.evening.report import called_again, read_day
from matching.services.scores.sentences import offer_title
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.documents import to_document
from matching.store.follow_ups import read_follow_ups


@dataclass(frozen=True, slots=True)
class Recall:
    """Somebody to call after a fair, with what whoever calls must know; they agreed to it.

    Attributes
    ----------
    months
        The checkpoint that the call is for, in months after the fair.
    last_contact
        The day of the last call, or of the fair for whoever came and was not called yet.
    met
        Each stand that the person met, with the offer and what was noted.
    script
        What to say, a sentence a line.
    """

    due_on: date
    person: str
    months: int
    name: str
    phone: str
    email: str
    referrer: str
    last_contact: date | None
    met: tuple[str, ...]
    script: tuple[str, ...]


def to_recall(
    shop: Shop, fair: str, language: str, today: date | None = None
) -> tuple[Recall, ...]:
    """Everybody who agreed and is due by this day (now), the longest due first.

    Whoever agreed stays on the list until they answer, withdraw or are forgotten.
    """
    with shop.store.reading() as reader:
        day, told = read_day(reader, fair), read_follow_ups(reader, fair)
    frame, found = day.entries.fair, []
    in_programme = {line.record for line in told if line.told_on is None}
    came = Attendance.of(day.facts).came
    for called in called_again(day.entries, told):
        person = day.entries.jobseekers.get(called.person)
        month = called.due(today or shop.today(frame))
        if person is None or month is None or person.id in in_programme:
            continue
        if person.consent_contact is not True:
            continue
        met = tuple(_met(day, person.id, language))
        found.append(
            Recall(
                months_after(frame.date, month), person.id, month, person.full_name,
                person.phone, person.email, person.referrer.strip(),
                called.last_contact or (frame.date if person.id in came else None),
                met, _script(day, person, met, language, came=person.id in came),
            )
        )  # fmt: skip
    return tuple(sorted(found, key=lambda call: (call.due_on, call.person)))


def note_recall(
    shop: Shop,
    fair: str,
    person: str,
    months: int,
    state: State | None,
    *,
    nonce: str = "",
    station: str = "",
) -> None:
    """Take in what somebody told today, or that nobody answered (`None`); the last word holds.

    It can be taken back by its nonce (`news`).

    Raises
    ------
    FairError
        `person_unknown`; `recall_not_agreed` when they did not agree to be called, or no more.
    """
    with shop.store.writing() as writer:
        entries = fairs.read_entries(writer, fair)
        known = entries.jobseekers.get(person)
        if known is None:
            raise FairError("person_unknown", person=person, fair=fair)
        if known.consent_contact is not True:
            raise FairError("recall_not_agreed", name=known.full_name)
        line = FollowUp(
            person,
            months=months,
            situation=state.situation if state else None,
            state=state,
            told_on=shop.today(entries.fair),
        )
        write_news(writer, shop, fair, line, nonce=nonce or shop.new_nonce(), station=station)


def recalls_answer(calls: tuple[Recall, ...]) -> list[dict[str, Any]]:
    """The calls as a document."""
    return [{**to_document(call), "record": call.person} for call in calls]


def _met(day: Day, person: str, language: str) -> Iterator[str]:
    """A line for each meeting held, of whichever plan, with what was noted of it."""
    held, facts = DayState.of(day.facts).held, in_force(day.facts)
    planned = {meeting.id: meeting for meeting in (*day.earlier, *day.meetings)}
    about = {key: meeting.offer for key, meeting in planned.items()}
    outcomes = outcomes_now(facts, day.entries.offers, day.entries.stock, about)
    for fact in facts:
        if fact.kind is not HappeningKind.HELD or fact.person != person:
            continue
        if fact.meeting and fact.meeting not in held:
            continue
        meeting = planned.get(fact.meeting)
        stand = day.entries.exhibitors.get(fact.stand or (meeting.stand if meeting else ""))
        offer = day.entries.offers.get(meeting.offer) if meeting else None
        led = [step_name(outcome, language) for outcome in outcomes.get(fact.meeting, ())]
        told = [
            stand.name if stand else "",
            offer_title(offer, language) if offer else "",
            ", ".join(led),
        ]
        yield " — ".join(part for part in told if part)


def _script(
    day: Day, person: Jobseeker, met: tuple[str, ...], language: str, *, came: bool
) -> tuple[str, ...]:
    about = "met" if met else "came" if came else "absent"
    lines = ("hello", about, "where", "better", "stop", "thanks")
    return tuple(
        say(
            f"recall.{line}",
            language,
            name=person.first_name,
            title=_quotable(day.entries.fair.title),
            met=" ; ".join(met),
        )
        for line in lines
    )


def _quotable(title: str) -> str:
    """A title as it stands between French quotes: what it quotes itself has the inner ones."""
    return re.sub(r"«\s*(.*?)\s*»", r"“\1”", title)
