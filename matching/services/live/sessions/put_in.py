"""Put somebody into a session in one transaction: all of it is written, or nothing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Connection

from matching.domain.day.happening import NOT_HELD, PLAN, Happening, HappeningKind, in_force
from matching.domain.day.meeting import Meeting, PlanState, PlanVersion
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.offer import Offer
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import changes, joined
from matching.planning.problem.check import violations
from matching.planning.problem.goals import measure
from matching.planning.problem.lookup import Layout
from matching.planning.problem.rules import RuleCode
from matching.planning.repair.scope import ReplanScope
from matching.services.live.live_fair import LiveFair, read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.services.live.release import in_turn
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.plan.draw_plan import keep
from matching.services.plan.sessions_held import HeldSession
from matching.services.scores.scored_fair import live_basis
from matching.services.scores.sentences import bars
from matching.services.shop.known_plans import remember_announced
from matching.services.shop.shop import Shop
from matching.store.day import happenings

# Staff may send somebody to one meeting more than the fair wants, and to a group that is small.
_MAY_BE = frozenset({RuleCode.MOST, RuleCode.GROUP_SMALL})
_NOBODY = frozenset[str]()

Write = Callable[[Connection], None]
Widen = Callable[[LiveFair], tuple[Offer, Write] | None]


def _as_it_is(_: LiveFair) -> None:
    """The workshop as it stands."""


@dataclass(frozen=True, slots=True)
class Joining:
    """Somebody's meeting in a session as it is asked for: `nonce` names the act.

    `chair` is the meeting of somebody absent whose place it takes, if any. `widen` gives the
    workshop as it must be for the session to be held, and how that is written.
    """

    meeting: Meeting
    nonce: str
    at: datetime
    language: str
    widen: Widen
    chair: Meeting | None = None


def put_in(
    shop: Shop,
    entries: Entries,
    session: HeldSession,
    person: str,
    *,
    nonce: str,
    language: str,
    at: datetime,
    widen: Widen = _as_it_is,
    chair: Meeting | None = None,
) -> Redrawn:
    """Give somebody a meeting in a session, if no rule of the plan or of the workshop forbids it.

    Whoever is refused leaves no trace. That somebody would not come to the workshop is taken back.

    Parameters
    ----------
    widen
        What of the workshop changes with it, and how that is written.
    chair
        The meeting of somebody who has not come and whose place it takes: noted as missed.

    Raises
    ------
    FairError
        `session_closed`, `session_full`, `session_busy`, `session_away`, `session_no_room`.
    """
    joining = Joining(_meeting(entries, session, person), nonce, at, language, widen, chair)
    return in_turn(lambda: _joined(shop, entries.fair.id, joining))


def _meeting(entries: Entries, session: HeldSession, person: str) -> Meeting:
    grid, offer = SlotGrid.of(entries.fair), session.offer
    slot = grid.starts.index(session.starts_at)
    length = grid.slots_for(offer.minutes or grid.minutes)
    return Meeting(slot, person, offer.exhibitor, offer.id, length)


def _joined(shop: Shop, fair: str, joining: Joining) -> Redrawn:
    live = read_live_fair(shop, fair)
    if live is None:
        raise FairError("not_announced", fair=fair)
    noted = (*_comes_after_all(live, joining), *_chair_left(live, joining))
    after = replace(live, facts=(*live.facts, *noted))
    wider = joining.widen(live)
    if wider:
        after = _with_offer(shop, after, wider[0])
    meeting = _scored(after, joining)
    version = _version(shop, after, meeting, joining)

    def write(writer: Connection) -> None:
        for fact in noted:
            happenings.append(writer, fair, fact, recorded_at=shop.clock())
        if wider:
            wider[1](writer)

    since = None if live.is_joined else live.plan
    keep(shop, version, after.judged, since=since, cause="session-joined", along=write, about=())
    remember_announced(shop, version, lineage=live.lineage)
    moved = joined(changes(live.plan.meetings, version.meetings))
    missed = (joining.chair.id,) if joining.chair else ()
    return Redrawn(after.entries, version, moved, "session-joined", missed=missed)


def _comes_after_all(live: LiveFair, joining: Joining) -> tuple[Happening, ...]:
    """What takes back that somebody would not come to the workshop, where that was said."""
    said = [
        fact
        for fact in in_force(live.facts)
        if fact.meeting == joining.meeting.id and fact.kind in NOT_HELD
    ]
    return tuple(
        fact.taken_back(joining.at, f"{joining.nonce}-{number}") for number, fact in enumerate(said)
    )


def _chair_left(live: LiveFair, joining: Joining) -> tuple[Happening, ...]:
    """What notes as absent whoever has not come and whose chair is taken."""
    if joining.chair is None:
        return ()
    nonce, data = f"{joining.nonce}-chair", {PLAN: str(live.plan.number)}
    absent = HappeningKind.NO_SHOW
    return (Happening.of_meeting(absent, joining.at, nonce, joining.chair, data=data),)


def _with_offer(shop: Shop, live: LiveFair, offer: Offer) -> LiveFair:
    """The day as it would be with a workshop changed; the store knows nothing of it."""
    entries = replace(live.entries, offers={**live.entries.offers, offer.id: offer})
    return replace(live, judged=live_basis(shop.store.address, entries, live.judged.scorer))


def _scored(live: LiveFair, joining: Joining) -> Meeting:
    """The meeting with its score, if no rule of the workshop keeps the person out."""
    meeting = joining.meeting
    score = live.judged.score(meeting.person, meeting.offer)
    if score.closed_by:
        why = " ".join(bars(score, joining.language, is_own=False))
        raise FairError("session_closed", title=live.entries.offers[meeting.offer].title, why=why)
    return replace(meeting, score=score.value)


def _version(shop: Shop, live: LiveFair, meeting: Meeting, joining: Joining) -> PlanVersion:
    """The announced plan with one meeting more, if no rule of the plan forbids it."""
    others = [one for one in live.plan.meetings if one.id != meeting.id]
    meetings = tuple(sorted((*others, meeting)))
    after = replace(live, plan=replace(live.plan, meetings=meetings))
    goals, now = _checked(after, others, meeting, joining.at), shop.clock()
    return replace(
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
            RuleCode.PERSON_AWAY: "session_away",
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
