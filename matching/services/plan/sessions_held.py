"""The sessions of workshops in a plan: who fills which, and which are not held, and why."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any

from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import begins_at
from matching.domain.entries import Entries
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.domain.spelling import fold
from matching.domain.terms import OfferKind
from matching.phrases import say
from matching.planning.fair.arranged import session_slots
from matching.services.scores.sentences import offer_title, with_age_rule


@dataclass(frozen=True, slots=True)
class HeldSession:
    """People who begin a workshop together."""

    offer: Offer
    starts_at: datetime
    ends_at: datetime
    people: int


@dataclass(frozen=True, slots=True)
class NoSession:
    """A session that was arranged and is not held; without an hour, the workshop has none at all.

    `reason` is `outside` (of the fair's hours), `busy` (`who`, a leader or a room, is taken),
    `too_small` or `nobody`.
    """

    offer: Offer
    hour: str
    reason: str
    who: str = ""


def sessions_held(entries: Entries, meetings: Iterable[Meeting]) -> tuple[HeldSession, ...]:
    """Every session of a plan, in order of time."""
    grid, people = SlotGrid.of(entries.fair), defaultdict[tuple[int, str], list[Meeting]](list)
    for meeting in meetings:
        offer = entries.offers.get(meeting.offer)
        if offer is not None and offer.kind is OfferKind.WORKSHOP:
            people[meeting.slot, offer.id].append(meeting)
    return tuple(
        HeldSession(
            entries.offers[offer],
            grid.starts[slot],
            grid.ends_at(slot, max(meeting.length for meeting in group)),
            len(group),
        )
        for (slot, offer), group in sorted(people.items())
    )


def sessions_not_held(entries: Entries, held: Iterable[HeldSession]) -> tuple[NoSession, ...]:
    """Arranged sessions that a plan does not hold, each with the first reason."""
    found = tuple(held)
    arranged = sorted((o for o in entries.offers.values() if o.is_arranged), key=lambda o: o.id)
    return tuple(none for offer in arranged for none in _not_held(entries, offer, found))


def _not_held(entries: Entries, offer: Offer, held: tuple[HeldSession, ...]) -> Iterator[NoSession]:
    grid = SlotGrid.of(entries.fair)
    mine = {session.starts_at for session in held if session.offer.id == offer.id}
    alone = "too_small" if offer.smallest_group > 1 else "nobody"
    if not offer.session_starts:
        if not mine:
            yield NoSession(offer, "", alone)
        return
    length = grid.slots_for(offer.minutes or grid.minutes)
    slots = session_slots(entries.fair, offer.session_starts, length)
    for hour in offer.session_starts:
        told = f"{hour:%H:%M}"
        if hour not in slots:
            yield NoSession(offer, told, "outside")
            continue
        begins = begins_at(entries.session_shifts, offer.id, grid.starts[slots[hour]])
        if begins not in mine and len(mine) != offer.sessions_max:
            ends = begins + (grid.ends_at(slots[hour], length) - grid.starts[slots[hour]])
            together = [one for one in held if one.starts_at < ends and begins < one.ends_at]
            who = next(filter(None, (both_need(offer, one.offer) for one in together)), "")
            yield NoSession(offer, told, "busy" if who else alone, who)


def both_need(offer: Offer, other: Offer) -> str:
    """A leader or a room that two workshops have in common, as the first writes it."""
    leading = {fold(name) for name in other.led_by}
    shared = [name for name in offer.led_by if fold(name) in leading]
    if offer.room and fold(offer.room) == fold(other.room):
        shared.append(offer.room)
    return shared[0] if shared else ""


def no_session_words(none: NoSession, language: str) -> str:
    """Why a session is not held, in a sentence."""
    at = say("session.at", language, at=none.hour) if none.hour else ""
    said = {"title": none.offer.title, "at": at, "who": none.who}
    return say(f"session.{none.reason}", language, smallest=none.offer.smallest_group, **said)


def _digits(hour: time, _: str) -> str:
    return f"{hour:%H:%M}"


def group_words(
    session: HeldSession, language: str, *, at: Callable[[time, str], str] = _digits
) -> str:
    """A group as it is called: its title, hour and room, and how many of its places go.

    Parameters
    ----------
    at
        How an hour is written: on a screen in digits.
    """
    offer = session.offer
    said = {
        "title": titled(offer, language),
        "at": at(session.starts_at.time(), language),
        "people": session.people,
    }
    if offer.places is None:
        return say("hall.group", language, **said)
    return say("hall.group_of", language, places=offer.places, **said)


def titled(offer: Offer, language: str) -> str:
    """The title of an offer with the ages it is for, and the room where it is held, if named."""
    title = with_age_rule(offer_title(offer, language), offer, language)
    if offer.kind is not OfferKind.WORKSHOP or not offer.room:
        return title
    return say("session.in_room", language, title=title, room=offer.room)


def sessions_answer(
    entries: Entries, meetings: Iterable[Meeting], language: str
) -> dict[str, list[dict[str, Any]]]:
    """The same as a document: `held`, and `not_held` with its reason."""
    held = sessions_held(entries, meetings)
    return {
        "held": [
            {
                "offer": session.offer.id,
                "starts_at": session.starts_at.isoformat(),
                "ends_at": session.ends_at.isoformat(),
                "people": session.people,
                "places": session.offer.places,
                "room": session.offer.room,
                "led_by": list(session.offer.led_by),
                "text": group_words(session, language),
            }
            for session in held
        ],
        "not_held": [
            {
                "offer": none.offer.id,
                "hour": none.hour,
                "reason": none.reason,
                "who": none.who,
                "text": no_session_words(none, language),
            }
            for none in sessions_not_held(entries, held)
        ],
    }
