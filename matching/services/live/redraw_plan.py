"""Draw the least-change plan from now on, and tell only those whose meetings moved."""

from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Lock

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import Attendance, HappeningKind
from matching.domain.edit import EditKind, TakenOut
from matching.domain.errors import FairError
from matching.domain.fair import Fair
from matching.domain.slots import SlotGrid
from matching.planning.problem.changes import Change
from matching.planning.repair.scope import ReplanScope, Stability
from matching.services.live.behind import begun_within
from matching.services.live.give_back import meetings_before, meetings_taken
from matching.services.live.live_fair import LiveFair, read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.services.live.release import (
    Proposed,
    announce_proposed,
    in_turn,
    propose,
    release,
)
from matching.services.live.rest_of_day import pose_rest_of_day
from matching.services.live.sessions.falling import groups_lost
from matching.services.live.take_last_meeting import to_give_up
from matching.services.plan.draw_plan import PlanMoved
from matching.services.shop.gc_paused import gc_paused
from matching.services.shop.shop import BEFORE_DOORS, Shop
from matching.store.day import happenings, plans
from matching.store.day.rehearsal import AT_THE_FAIR

_LATE_IN_TURN = Lock()
_NOTES_NOTHING = frozenset({"replan", "edit", "forgotten"})  # acts that write no fact of the day
# What may be written down between a look at a plan and its announcement: it moves no meeting.
_HARMLESS = frozenset(
    {
        HappeningKind.CALLED,
        HappeningKind.HELD,
        HappeningKind.OUTCOME,
        HappeningKind.SCANNED_AGAIN,
        HappeningKind.SCAN_REFUSED,
        HappeningKind.BADGE_REPLACED,
        HappeningKind.BADGE_BLOCKED,
        HappeningKind.CAME_ALONG,
        HappeningKind.SATISFACTION,
        HappeningKind.ARRIVED,
    }
)


def redraw_plan(
    shop: Shop,
    fair: str,
    *,
    at: datetime | None = None,
    cause: str = "replan",
    stability: Stability = Stability.BALANCED,
    gains: frozenset[str] | None = None,
) -> Redrawn:
    """The least-change plan from `at` on, announced at once; the past is never touched.

    Once the doors are open, new meetings go to people who are here; everybody else keeps theirs.

    Parameters
    ----------
    gains
        To whom free places go, beside who lost a meeting or is given one back; None for whoever
        is here.
    stability
        How much better a plan must be to move a person whom an event touches anyway.

    Raises
    ------
    FairError
        `not_announced` when there is nothing to keep to yet.
    """
    wanted = ReplanScope(gains=gains, stability=stability)
    return in_turn(lambda: _redraw(shop, fair, at, cause, wanted))


def give_back_entry(
    shop: Shop, fair: str, kind: EditKind, entry: str, *, number: int, at: datetime | None = None
) -> Redrawn:
    """The plan with an entry that was taken out and is there again: its meetings come back.

    Those of plan `number`, of whoever met it, and of groups that had fallen without it; where they
    cannot, the entry is served anew.

    Raises
    ------
    FairError
        `not_announced`.
    """

    def draw() -> Redrawn:
        live, moment, scope = _what_is_left(shop, fair, at, Stability.BALANCED)
        out = TakenOut.of([(kind, entry)])
        before = meetings_before(shop, live, number, out)
        gains = out.people.union(one.person for one in before) if out.people else scope.gains
        live = replace(live, given_back=before)
        scope = replace(scope, gains=gains, offers_anew=False)
        drawn = release(shop, live, moment, scope, cause="edit")
        return _with_not_back(live, drawn, moment)

    return in_turn(draw)


def preview_redraw(
    shop: Shop,
    fair: str,
    *,
    at: datetime | None = None,
    stability: Stability = Stability.BALANCED,
    frame: Fair | None = None,
) -> Proposed:
    """What `redraw_plan` would change, and for whom: nothing is written, nobody is told.

    Parameters
    ----------
    frame
        The fair as it is to be, its slots numbered as they are; None for as it is.

    Raises
    ------
    FairError
        `not_announced`, as `redraw_plan`.
    """
    live, moment, scope = _what_is_left(shop, fair, at, stability)
    with gc_paused():
        return propose(shop, live.framed(frame) if frame else live, moment, scope, cause="replan")


def announce_preview(shop: Shop, proposed: Proposed, *, at: datetime | None = None) -> Redrawn:
    """Announce a plan that was looked at, as it was shown and no other.

    Raises
    ------
    FairError
        `preview_overtaken` when anything was reported meanwhile, another plan announced, or the
        hour of a meeting that it would move has come: it is to be drawn and looked at again.
    """
    fair = proposed.live.entries.fair
    moment = at or shop.day_moment(fair)
    with shop.store.reading() as reader:
        facts = happenings.read_happenings(reader, fair.id)
    heard = [fact for fact in facts[len(proposed.live.facts) :] if fact.kind not in _HARMLESS]
    begins = SlotGrid.of(fair).next_slot(moment)
    sides = [side for change in proposed.moved for side in (change.was, change.now) if side]
    if heard or any(side.slot < begins for side in sides):
        raise FairError("preview_overtaken")
    try:
        return announce_proposed(shop, proposed)
    except PlanMoved:
        raise FairError("preview_overtaken") from None


def read_as_planned(shop: Shop, fair: str, at: datetime | None) -> tuple[LiveFair, datetime] | None:
    """The day as it stands, and the moment to plan from; `None` while no plan is announced.

    What is planned from before the doors knows nothing of a rehearsal: whoever came in one, and
    what was held, absent or refused in it, counts for no act of preparation.
    """
    live = read_live_fair(shop, fair)
    if live is None:
        return None
    frame = live.entries.fair
    moment = at or shop.day_moment(frame)
    if moment < frame.moment(frame.opens) - BEFORE_DOORS:
        prepared = tuple(fact for fact in live.facts if fact.kind not in AT_THE_FAIR)
        live = replace(live, facts=prepared)
    return live, moment


def _redraw(shop: Shop, fair: str, at: datetime | None, cause: str, wanted: ReplanScope) -> Redrawn:
    live, moment, scope = _what_is_left(shop, fair, at, wanted.stability)
    if wanted.gains is not None:
        known = {meeting.as_told for meeting in live.plan.meetings}
        back = {each.person for each in live.given_back if each.as_told not in known}
        scope = replace(scope, gains=wanted.gains | back)
    # a fact of the day changes nothing of what somebody it does not touch talks about
    scope = replace(scope, offers_anew=wanted.gains is None and cause in _NOTES_NOTHING)
    drawn = release(shop, live, moment, scope, cause=cause)
    # the newest fact is of another act there, which has told already what does not come back
    return drawn if cause in _NOTES_NOTHING else _with_not_back(live, drawn, moment)


def _with_not_back(live: LiveFair, redrawn: Redrawn, moment: datetime) -> Redrawn:
    """What came of giving meetings back, with those that could not come back.

    What its person or stand has taken out since, or was noted as missed, is no loss of this act.
    """
    if not live.given_back:
        return redrawn
    now = redrawn.version.meetings if redrawn.version else ()
    state, starts = DayState.of(live.facts), SlotGrid.of(live.entries.fair).starts
    groups = groups_lost(live.entries, live.given_back, now)
    held = {meeting.as_told for meeting in now}
    to_come = (one for one in live.given_back if starts[one.slot] >= moment)
    lost = {one for one in to_come if one.as_told not in held}
    found = (
        one
        for one in lost.union(groups)
        if one.person not in state.gone
        and one.id not in state.missed
        and not live.taken_out.names(one.person, one.stand, one.offer)
    )
    return replace(redrawn, not_back=tuple(sorted(found)))


def _what_is_left(
    shop: Shop, fair: str, at: datetime | None, stability: Stability
) -> tuple[LiveFair, datetime, ReplanScope]:
    """The day as it stands, the moment, and what a re-plan for everybody may change."""
    read = read_as_planned(shop, fair, at)
    if read is None:
        raise FairError("not_announced", fair=fair)
    live, moment = read
    present = Attendance.of(live.facts).present
    before = meetings_taken(shop, live)
    # whoever gets a meeting back needs not be here yet
    gains = present | {meeting.person for meeting in before} if present else None
    scope = ReplanScope(gains=gains, stability=stability, offers_anew=True)
    return replace(live, given_back=before), moment, scope


def plan_walk_in(
    shop: Shop, fair: str, person: str, *, at: datetime, takes: bool = False
) -> tuple[Redrawn, ...]:
    """Meetings for one more person in what is free; without an announced plan, none yet.

    Parameters
    ----------
    takes
        Whether meetings that others have beyond the promise may be taken, as the fair allows.
    """
    drawn = in_turn(lambda: _plan_alone(shop, fair, person, at))
    if drawn is None or not takes or not drawn.entries.fair.walk_in_takes:
        return (drawn,) if drawn else ()
    taken = in_turn(lambda: _take_over(shop, fair, person, at))
    return (drawn, taken) if taken else (drawn,)


def _plan_alone(shop: Shop, fair: str, person: str, at: datetime) -> Redrawn | None:
    read = read_as_planned(shop, fair, at)
    if read is None or any(meeting.person == person for meeting in read[0].plan.meetings):
        return None
    return release(shop, *read, _alone(person), cause="walk-in")


def plan_late(shop: Shop, fair: str, person: str, *, at: datetime) -> Redrawn | None:
    """Meetings in what is free for who came when theirs were over; nobody else moves.

    None without an announced plan. People who come together are served one after the other.
    """
    with shop.store.reading() as reader:
        if not plans.is_announced(reader, fair):
            return None
    with _LATE_IN_TURN:
        return in_turn(lambda: _plan_late(shop, fair, person, at))


def _plan_late(shop: Shop, fair: str, person: str, at: datetime) -> Redrawn | None:
    live = read_live_fair(shop, fair)
    return release(shop, live, at, _alone(person), cause="late") if live else None


def _alone(person: str) -> ReplanScope:
    alone = frozenset({person})
    return ReplanScope(gains=alone, movable=frozenset(), here=alone)


def _take_over(shop: Shop, fair: str, person: str, at: datetime) -> Redrawn | None:
    """The plan in which others give up their last meeting for somebody; None when nobody can."""
    live = read_live_fair(shop, fair)
    if live is None:
        return None
    posed = pose_rest_of_day(live, at, scope=_alone(person))
    given_up = to_give_up(live, posed, person)
    if not given_up:
        return None
    return release(shop, replace(live, given_up=given_up), at, _alone(person), cause="walk-in")


def plan_person(
    shop: Shop,
    fair: str,
    person: str,
    *,
    at: datetime | None = None,
    stability: Stability = Stability.FREE,
    always: bool = False,
) -> tuple[Change, ...]:
    """What has changed for one person whose meetings to come were drawn afresh.

    Nobody else gains, loses or moves; without an announced plan there is nothing to change.

    Parameters
    ----------
    stability
        How much better a plan must be to move a meeting of theirs.
    always
        Announce a new version even when nothing moves: the store has filed something anew.
    """
    scope = ReplanScope.of_one(person, stability=stability)
    return in_turn(lambda: _plan_again(shop, fair, at, scope, always=always))


def plan_person_behind(shop: Shop, fair: str, person: str) -> None:
    """Let the meetings of one person follow their answers, as `plan_person`.

    Nobody waits longer than the shop does: the plan is drawn behind then.
    """
    begun_within(shop, fair, partial(plan_person, shop, fair, person), person=person)


def _plan_again(
    shop: Shop, fair: str, at: datetime | None, scope: ReplanScope, *, always: bool
) -> tuple[Change, ...]:
    read = read_as_planned(shop, fair, at)
    if read is None:
        return ()
    return release(shop, *read, scope, cause="answers", always=always).changes
