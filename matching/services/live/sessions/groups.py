"""Join a group of a workshop on the day, or leave it; nobody else moves."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance
from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.intake.cells.times.clocks import read_clock
from matching.services.live.follow_day import follow_day
from matching.services.live.redrawn import Redrawn
from matching.services.live.reported.report import StaffReport
from matching.services.live.sessions.falling import FallingGroup, awaited
from matching.services.live.sessions.later_groups import hours_later
from matching.services.live.sessions.put_in import put_in
from matching.services.plan.sessions_held import HeldSession, group_words, sessions_held
from matching.services.shop.known_plans import known_announced_plan
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

_HOURS = 12
"""Later hours that are offered."""


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """A session of a workshop with the meetings that make its group, in the order of numbers.

    `here` says how many of them have come to the fair, once the hour of the group has struck.
    Whoever of them had `not_come` so many minutes after it as the rules of the day give leaves a
    chair to somebody else.
    """

    session: HeldSession
    members: tuple[Meeting, ...]
    has_begun: bool = False
    here: int | None = None
    not_come: tuple[Meeting, ...] = ()

    @property
    def unheld(self) -> int | None:
        """Places that nobody has; None where none are counted."""
        places = self.session.offer.places
        return None if places is None else places - len(self.members)

    @property
    def left(self) -> int | None:
        """Places that somebody may take, the chairs of whoever has not come among them."""
        return None if self.unheld is None else max(0, self.unheld) + len(self.not_come)

    @property
    def is_full(self) -> bool:
        """Whether somebody has each of its places."""
        return self.unheld is not None and self.unheld <= 0

    @property
    def chair(self) -> Meeting | None:
        """Whose chair the next one takes: of a group in which no place is left but these."""
        return self.not_come[-1] if self.is_full and self.not_come else None

    @property
    def missing(self) -> int:
        """How many more people must come for the smallest group that the workshop is held for."""
        return max(0, self.session.offer.smallest_group - len(self.members))

    @property
    def without_one(self) -> FallingGroup | None:
        """What it is once somebody leaves it, where it is too small then."""
        offer, others = self.session.offer, len(self.members) - 1
        is_falling = not self.has_begun and 0 < others < offer.smallest_group
        return FallingGroup(offer, self.session.starts_at, others) if is_falling else None


@dataclass(frozen=True, slots=True)
class SessionsView:
    """The groups of a day that are not over yet, in order of time, and who is `present`."""

    entries: Entries
    groups: tuple[SessionGroup, ...]
    at: datetime
    present: frozenset[str] = frozenset()

    def hours_later(self, group: SessionGroup) -> list[datetime]:
        """When a group that has not begun may begin instead; the nearest hours."""
        if group.has_begun:
            return []
        return hours_later(self.entries, group.session, self.at)[:_HOURS]


def group_sizes(meetings: Iterable[Meeting], state: DayState) -> Counter[tuple[str, int]]:
    """How many are awaited in each group, by its offer and its slot: the one count of places."""
    return Counter((meeting.offer, meeting.slot) for meeting in awaited(meetings, state))


def sessions_view(shop: Shop, fair: str, *, at: datetime | None = None) -> SessionsView:
    """The groups still to come or being held, without whoever left or will not come."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        facts = happenings.read_happenings(reader, fair)
    state, present = DayState.of(facts), Attendance.of(facts).present
    moment = at or shop.day_moment(entries.fair)
    coming = awaited(plan.meetings if plan else (), state)
    grid = SlotGrid.of(entries.fair)
    begun, minutes = state.held | state.begun.keys(), entries.fair.day_rules.no_show_minutes
    groups = []
    for session in sessions_held(entries, coming):
        members = sorted(
            (
                meeting
                for meeting in coming
                if meeting.offer == session.offer.id
                and grid.starts[meeting.slot] == session.starts_at
            ),
            key=lambda meeting: entries.call_numbers[meeting.person],
        )
        if session.ends_at > moment:
            has_begun = any(meeting.id in begun for meeting in members)
            came = sum(meeting.person in present for meeting in members)
            here = came if session.starts_at <= moment else None
            late = minutes and moment >= session.starts_at + timedelta(minutes=minutes)
            away = tuple(
                one for one in members if late and one.person not in present and one.id not in begun
            )
            groups.append(SessionGroup(session, tuple(members), has_begun, here, away))
    return SessionsView(entries, tuple(groups), moment, present)


def join_session(
    shop: Shop,
    fair: str,
    person: str,
    offer: str,
    *,
    starts: str,
    nonce: str,
    language: str = "fr",
    at: datetime | None = None,
) -> Redrawn:
    """Put somebody into a group that has a place left; whoever is in it already stays so.

    Where only chairs of people are left who have not come, somebody who is here takes one: its
    person is noted as absent with it.

    Parameters
    ----------
    starts
        The hour of the group, "10:30".

    Raises
    ------
    FairError
        `not_announced`, `person_unknown`, `session_unknown`; `session_closed` where a rule of the
        workshop keeps the person out; `session_full`, `session_busy` when they are elsewhere then,
        `session_away` when they said they would not be here,
        `session_no_room` for any other rule of the plan.
    """
    view = sessions_view(shop, fair, at=at)
    view.entries.jobseeker(person)
    group = _group(view, offer, starts)
    if any(meeting.person == person for meeting in group.members):
        return Redrawn(view.entries, None, (), "session-joined")
    if group.is_full and (group.chair is None or person not in view.present):
        raise FairError("session_full", title=group.session.offer.title, at=starts)
    moment = at or shop.day_moment(view.entries.fair)
    return put_in(
        shop, view.entries, group.session, person, nonce=nonce, language=language, at=moment,
        chair=group.chair,
    )  # fmt: skip


def leave_session(
    shop: Shop,
    fair: str,
    person: str,
    offer: str,
    *,
    starts: str,
    nonce: str,
    at: datetime | None = None,
) -> Redrawn:
    """Take somebody out of a group: their place is free, and the plan follows.

    Raises
    ------
    FairError
        `person_unknown`, `session_unknown`, `session_not_in` when they are not of the group.
    """
    view = sessions_view(shop, fair, at=at)
    view.entries.jobseeker(person)
    group = _group(view, offer, starts)
    mine = [meeting for meeting in group.members if meeting.person == person]
    if not mine:
        raise FairError("session_not_in", title=group.session.offer.title, at=starts)
    told = StaffReport("group-left", meeting=mine[0].id)
    return follow_day(shop, fair, told, nonce=nonce, at=at)


def late_session(
    shop: Shop,
    fair: str,
    offer: str,
    *,
    starts: str,
    until: str,
    nonce: str,
    at: datetime | None = None,
) -> Redrawn:
    """Note that a group begins later: it stays together, and whatever it meets moves around it.

    Groups that need the same person or room after it begin later too. All of it is taken back by
    one undo.

    Parameters
    ----------
    starts, until
        The hour of the group and its new one, "10:30".

    Raises
    ------
    FairError
        `session_unknown`; `workshop_late_hour` for an hour at which it cannot begin, with those
        at which it can.
    """
    view = sessions_view(shop, fair, at=at)
    with shop.store.reading() as reader:
        done = [fact for fact in happenings.read_happenings(reader, fair) if fact.nonce == nonce]
    if done:
        told_of = StaffReport("workshop-late", stand=done[0].stand)
        return follow_day(shop, fair, told_of, nonce=nonce, at=at)
    group = _group(view, offer, starts)
    clock = read_clock(until).value
    if clock is None:
        moment = at or shop.day_moment(view.entries.fair)
        told = ", ".join(f"{one:%H:%M}" for one in hours_later(view.entries, group.session, moment))
        raise FairError("workshop_late_hour", title=group.session.offer.title, at=until, known=told)
    told_of = StaffReport(
        "workshop-late",
        stand=group.session.offer.exhibitor,
        offer=offer,
        starts=group.session.starts_at,
        until=view.entries.fair.moment(clock),
    )
    return follow_day(shop, fair, told_of, nonce=nonce, at=at)


def _group(view: SessionsView, offer: str, starts: str) -> SessionGroup:
    mine = [group for group in view.groups if group.session.offer.id == offer]
    hours = {f"{group.session.starts_at:%H:%M}": group for group in mine}
    if starts not in hours:
        raise FairError("session_unknown", offer=offer, at=starts, known=hours_of(view, offer))
    return hours[starts]


def hours_of(view: SessionsView, offer: str) -> str:
    """The hours at which a workshop has groups, as they are said."""
    mine = (group.session for group in view.groups if group.session.offer.id == offer)
    return ", ".join(f"{session.starts_at:%H:%M}" for session in mine)


def sessions_document(view: SessionsView, language: str) -> list[dict[str, Any]]:
    """The groups of a day as a document."""
    return [
        {
            "offer": group.session.offer.id,
            "starts": f"{group.session.starts_at:%H:%M}",
            "ends": f"{group.session.ends_at:%H:%M}",
            "room": group.session.offer.room,
            "places": group.session.offer.places,
            "left": group.left,
            "missing": group.missing,
            "people": [meeting.person for meeting in group.members],
            "text": group_words(group.session, language),
        }
        for group in view.groups
    ]
