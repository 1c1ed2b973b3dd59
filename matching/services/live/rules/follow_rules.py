"""Do what the rules of the day say, or leave it: by somebody's word, or by the clock."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from threading import Event

from sqlalchemy.exc import IntegrityError, OperationalError

from matching.domain.day.happening import PLAN, Attendance, Happening, HappeningKind
from matching.domain.day.meeting import Meeting
from matching.domain.errors import FairError
from matching.planning.repair.scope import ReplanScope, Stability
from matching.services.live.behind import drawn_within
from matching.services.live.live_fair import LiveFair, read_live_fair
from matching.services.live.redrawn import Redrawn
from matching.services.live.release import in_turn, propose, release
from matching.services.live.rules.due import RULE, DayRuleCode, Due, rules_due
from matching.services.shop.shop import Shop
from matching.store import fairs
from matching.store.day import happenings

_EVERY = 15.0  # seconds between two looks at the clock
_LOG = logging.getLogger("parvis")


def follow_rule(
    shop: Shop, fair: str, act: str, *, station: str = "", at: datetime | None = None
) -> Redrawn:
    """What changes when something due is done; done again it changes nothing more.

    A seat goes to whoever is here and free and gains most by it. A stand that runs over puts off
    the meeting that cannot begin, later at the same stand where it has a place. Nobody else's
    meeting moves either way, and no other chair of an hour that has begun is given. Where the shop
    answers sooner than that is drawn, it comes `later`.

    Raises
    ------
    FairError
        `rule_not_due` when nothing of that name is due: it was done or left, or it came right.
    """
    view = rules_due(shop, fair, at=at)
    due = next((one for one in view.due if one.act == act), None)
    if due is None:
        raise FairError("rule_not_due", fair=fair)
    _append(shop, fair, _fact(due, view.at, station, view.plan))
    now = Redrawn(view.entries, None, (), _cause(due))
    return drawn_within(shop, fair, lambda: in_turn(lambda: _drawn(shop, fair, due)), now)


def leave_rule(
    shop: Shop, fair: str, act: str, *, station: str = "", at: datetime | None = None
) -> None:
    """Wait longer: the rule asks again about this meeting after as many minutes more.

    Raises
    ------
    FairError
        `rule_not_due`, as `follow_rule`.
    """
    view = rules_due(shop, fair, at=at)
    due = next((one for one in view.due if one.act == act), None)
    if due is None:
        raise FairError("rule_not_due", fair=fair)
    said, kind = {RULE: due.code.value}, HappeningKind.RULE_LEFT
    left = Happening.of_meeting(kind, view.at, due.act, due.meeting, station=station, data=said)
    _append(shop, fair, left)


def follow_rules(shop: Shop, fair: str, *, at: datetime | None = None) -> tuple[Redrawn, ...]:
    """All that is due now, done in the order of the day."""
    done = []
    for due in rules_due(shop, fair, at=at).due:
        with suppress(FairError):  # another screen was first, or the act before made it right
            done.append(follow_rule(shop, fair, due.act, at=at))
    return tuple(done)


def watch(open_it: Callable[[], Shop], halt: Event, every: float = _EVERY) -> None:
    """Follow the rules of the fairs of today that decide by themselves, until halted."""
    shop = open_it()
    while not halt.wait(every):
        # A store that is busy or being replaced: the next look will do.
        with suppress(FairError, OperationalError):
            for fair in _deciding(shop):
                for redrawn in follow_rules(shop, fair):
                    _LOG.info("rule of %s: %d changes", fair, len(redrawn.changes))
    shop.store.close()


def _deciding(shop: Shop) -> list[str]:
    with shop.store.reading() as reader:
        known = fairs.list_fairs(reader)
    return [
        fair.id
        for fair in known
        if fair.day_rules.is_any
        and fair.day_rules.decides == "rule"
        and not shop.is_rehearsing(fair)
    ]


def _fact(due: Due, at: datetime, station: str, plan: int) -> Happening:
    meeting, data = due.meeting, {RULE: due.code.value, PLAN: str(plan)}
    if due.code is DayRuleCode.GIVE_SEAT:
        absent = HappeningKind.NO_SHOW
        return Happening.of_meeting(absent, at, due.act, meeting, station=station, data=data)
    assert due.until is not None
    data["until"] = due.until.isoformat()
    return Happening(
        HappeningKind.STAND_LATE, at, due.act, stand=meeting.stand, station=station, data=data
    )


def _append(shop: Shop, fair: str, fact: Happening) -> None:
    try:
        with shop.store.writing() as writer:
            kept = happenings.append(writer, fair, fact, recorded_at=shop.clock())
    except IntegrityError:
        raise FairError("rule_not_due", fair=fair) from None
    if kept.happening.kind is not fact.kind:
        raise FairError("rule_not_due", fair=fair)


def _drawn(shop: Shop, fair: str, due: Due) -> Redrawn:
    live = read_live_fair(shop, fair)
    if live is None:
        raise FairError("not_announced", fair=fair)
    if due.code is DayRuleCode.PUT_OFF:
        return _put_off(shop, live, due)
    scope = ReplanScope(gains=_gaining(live, due), movable=frozenset())
    live = replace(live, given_up=_not_there(live, due))
    live = _with_that_chair_alone(shop, live, due, scope)
    return release(shop, live, due.at, scope, cause=_cause(due))


def _put_off(shop: Shop, live: LiveFair, due: Due) -> Redrawn:
    """The meeting that cannot begin, later at its stand; elsewhere where there is no place."""
    # who has lost a meeting of this hour may move, nobody else does
    scope = ReplanScope(gains=frozenset({due.meeting.person}), stability=Stability.CALM)
    there = replace(live, given_up=_other_stands(live, due))
    proposed = propose(shop, there, due.at, scope, cause=_cause(due))
    is_later = any(
        one.id == due.meeting.id and one.slot > due.meeting.slot
        for one in proposed.version.meetings
    )
    return release(shop, there if is_later else live, due.at, scope, cause=_cause(due))


def _other_stands(live: LiveFair, due: Due) -> frozenset[Meeting]:
    """What the one who is put off could be given in place of it, and does not have."""
    meeting = due.meeting
    theirs = {(one.stand, one.offer) for one in live.meetings if one.person == meeting.person}
    return frozenset(
        replace(meeting, stand=offer.exhibitor, offer=offer.id)
        for offer in live.entries.offers.values()
        if offer.exhibitor != meeting.stand and (offer.exhibitor, offer.id) not in theirs
    )


def _with_that_chair_alone(shop: Shop, live: LiveFair, due: Due, scope: ReplanScope) -> LiveFair:
    """The day in which nobody gets a chair of an hour that has begun, but the one given away."""
    struck = due.meeting.slot
    while True:
        proposed = propose(shop, live, due.at, scope, cause=_cause(due))
        begun = {
            change.now
            for change in proposed.moved
            if change.now and change.now.slot == struck and change.now.stand != due.meeting.stand
        }
        if not begun - live.given_up:
            return live
        live = replace(live, given_up=live.given_up | begun)


def _cause(due: Due) -> str:
    return "no-show" if due.code is DayRuleCode.GIVE_SEAT else "stand-late"


def _not_there(live: LiveFair, due: Due) -> frozenset[Meeting]:
    """What the one who is away may have no more of just now: that stand, for whatever offer."""
    meeting = due.meeting
    offers = (one for one in live.entries.offers.values() if one.exhibitor == meeting.stand)
    return frozenset(replace(meeting, offer=offer.id) for offer in offers)


def _gaining(live: LiveFair, due: Due) -> frozenset[str]:
    """Who may be given a meeting: everybody who is here but the one who is away."""
    return Attendance.of(live.facts).present - {due.meeting.person}
