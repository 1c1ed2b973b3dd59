"""Join a group of a workshop on the day, or leave it; nobody else moves."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Happening, HappeningKind, standing
from matching.domain.day.meeting import Meeting, PlanState
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import changes
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.rules import RuleCode
from matching.planning.repair.scope import ReplanScope
from matching.services.live.follow_day import StaffReport, follow_day
from matching.services.live.live_fair import LiveFair, read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.services.live.release import in_turn, joined
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.plan.announced_plan import known_announced_plan, remember_announced
from matching.services.plan.draw_plan import keep
from matching.services.plan.sessions_held import HeldSession, group_words, sessions_held
from matching.services.scores.sentences import bars
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

_TAKEN_BACK = frozenset({HappeningKind.REFUSED, HappeningKind.NO_SHOW})
# Staff may send somebody to one meeting more than the fair wants, and to a group that is small.
_MAY_BE = frozenset({RuleCode.MOST, RuleCode.GROUP_SMALL})
_NOBODY = frozenset[str]()


@dataclass(frozen=True, slots=True)
class SessionGroup:
    """A session of a workshop with the meetings that make its group, in the order of numbers."""

    session: HeldSession
    members: tuple[Meeting, ...]

    @property
    def left(self) -> int | None:
        """Places that nobody has; None where none are counted."""
        places = self.session.offer.places
        return None if places is None else places - len(self.members)


@dataclass(frozen=True, slots=True)
class SessionsView:
    """The groups of a day that are not over yet, in order of time."""

    entries: Entries
    groups: tuple[SessionGroup, ...]


def sessions_view(shop: Shop, fair: str, *, at: datetime | None = None) -> SessionsView:
    """The groups still to come or being held, without whoever left or will not come."""
    with shop.store.reading() as reader:
        entries = fairs.read_entries(reader, fair)
        plan = known_announced_plan(shop, reader, fair)
        state = DayState.of(happenings.read_happenings(reader, fair))
    moment = at or shop.day_moment(entries.fair)
    coming = [
        meeting
        for meeting in (plan.meetings if plan else ())
        if meeting.id not in state.missed and meeting.person not in state.gone
    ]
    grid = SlotGrid.of(entries.fair)
    groups = (
        SessionGroup(
            session,
            tuple(
                sorted(
                    (
                        meeting
                        for meeting in coming
                        if meeting.offer == session.offer.id
                        and grid.starts[meeting.slot] == session.starts_at
                    ),
                    key=lambda meeting: entries.call_numbers[meeting.person],
                )
            ),
        )
        for session in sessions_held(entries, coming)
        if session.ends_at > moment
    )
    return SessionsView(entries, tuple(groups))


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

    Parameters
    ----------
    starts
        The hour of the group, "10:30".

    Raises
    ------
    FairError
        `not_announced`, `person_unknown`, `session_unknown`; `session_closed` where a rule of the
        workshop keeps the person out; `session_full`, `session_busy` when they are elsewhere then,
        `session_no_room` for any other rule of the plan.
    """
    view = sessions_view(shop, fair, at=at)
    view.entries.jobseeker(person)
    group = _group(view, offer, starts)
    if any(meeting.person == person for meeting in group.members):
        return Redrawn(view.entries, None, (), "session-joined")
    if group.left is not None and group.left <= 0:
        raise FairError("session_full", title=group.session.offer.title, at=starts)
    moment = at or shop.day_moment(view.entries.fair)
    return put_in(
        shop, view.entries, group.session, person, nonce=nonce, language=language, at=moment
    )


def put_in(
    shop: Shop,
    entries: Entries,
    session: HeldSession,
    person: str,
    *,
    nonce: str,
    language: str,
    at: datetime,
) -> Redrawn:
    """Give somebody a meeting in a session, if no rule of the plan or of the workshop forbids it.

    Raises
    ------
    FairError
        `session_closed`, `session_full`, `session_busy`, `session_no_room`.
    """
    fair, meeting = entries.fair.id, _meeting(entries, session, person)
    _comes_after_all(shop, fair, meeting, nonce=nonce, at=at)
    return in_turn(lambda: _joined(shop, fair, meeting, at, language))


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
    told = StaffReport("refused", meeting=mine[0].id)
    return follow_day(shop, fair, told, nonce=nonce, at=at)


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


def _meeting(entries: Entries, session: HeldSession, person: str) -> Meeting:
    grid, offer = SlotGrid.of(entries.fair), session.offer
    slot = grid.starts.index(session.starts_at)
    length = grid.slots_for(offer.minutes or grid.minutes)
    return Meeting(slot, person, offer.exhibitor, offer.id, length)


def _comes_after_all(shop: Shop, fair: str, meeting: Meeting, *, nonce: str, at: datetime) -> None:
    """Take back that somebody would not come to the workshop, where that was said."""
    with shop.store.writing() as writer:
        said = [
            fact
            for fact in standing(happenings.read_happenings(writer, fair))
            if fact.meeting == meeting.id and fact.kind in _TAKEN_BACK
        ]
        for number, fact in enumerate(said):
            undo = Happening(
                HappeningKind.UNDONE,
                at,
                f"{nonce}-{number}",
                person=fact.person,
                stand=fact.stand,
                meeting=fact.meeting,
                about=fact.nonce,
            )
            happenings.append(writer, fair, undo, recorded_at=shop.clock())


def _joined(shop: Shop, fair: str, meeting: Meeting, at: datetime, language: str) -> Redrawn:
    live = read_live_fair(shop, fair)
    if live is None:
        raise FairError("not_announced", fair=fair)
    score = live.judged.score(meeting.person, meeting.offer)
    if score.closed_by:
        why = " ".join(bars(score, language))
        raise FairError("session_closed", title=live.entries.offers[meeting.offer].title, why=why)
    meeting = replace(meeting, score=score.value)
    others = [one for one in live.plan.meetings if one.id != meeting.id]
    after = replace(live, plan=replace(live.plan, meetings=tuple(sorted((*others, meeting)))))
    goals = _checked(after, others, meeting, at)
    now = shop.clock()
    version = replace(
        after.plan,
        number=live.last_number + 1,
        state=PlanState.ANNOUNCED,
        status="feasible",
        drawn_at=now,
        announced_at=now,
        goals={**live.plan.goals, **goals},
        bounds={},
        unmet=tuple(one for one in live.plan.unmet if one[0] != meeting.person),
    )
    since = None if live.is_joined else live.plan
    keep(shop, version, live.judged, since=since, cause="session-joined")
    remember_announced(shop, version, lineage=live.lineage)
    moved = joined(changes(live.plan.meetings, version.meetings))
    return Redrawn(live.entries, version, moved, "session-joined")


def _checked(
    live: LiveFair, others: Sequence[Meeting], meeting: Meeting, at: datetime
) -> dict[str, object]:
    """The goals of a plan with one meeting more, which must break no rule that it did not break."""
    posed = pose_rest_of_day(live, at, scope=ReplanScope(gains=_NOBODY, movable=_NOBODY))
    placed = posed.inward(live.plan.meetings)
    before = violations(posed.problem, posed.inward(others))
    title = live.entries.offers[meeting.offer].title
    for broken in violations(posed.problem, placed):
        if broken in before or broken.rule in _MAY_BE:
            continue
        code = {
            RuleCode.PERSON_BUSY: "session_busy",
            RuleCode.PERSON_AWAY: "session_busy",
            RuleCode.STAND_FULL: "session_full",
        }.get(broken.rule, "session_no_room")
        hour = f"{SlotGrid.of(live.entries.fair).starts[meeting.slot]:%H:%M}"
        raise FairError(code, title=title, at=hour)
    goals = measure(Layout(posed.problem), placed)
    return {
        "coverage": list(goals.coverage),
        "score": goals.score,
        "waiting": goals.waiting,
        "breaks": goals.breaks,
        "changes": goals.changes,
    }


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
            "people": [meeting.person for meeting in group.members],
            "text": group_words(group.session, language),
        }
        for group in view.groups
    ]
