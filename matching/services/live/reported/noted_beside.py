"""What is noted with a fact: the plan before it, meetings missed, groups that begin later."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import takewhile

from matching.domain.day.day_state import DayState
from matching.domain.day.happening import (
    ABSENCE,
    OFFER,
    Happening,
    HappeningKind,
    in_force,
    last_settled,
)
from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import BESIDE, STARTS, UNTIL, SessionShift
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid
from matching.services.live.sessions.later_groups import (
    groups_to_come,
    later_together,
    later_with_stand,
)

KIND = HappeningKind
SHUTS = frozenset(
    {
        KIND.STAND_CLOSED,
        KIND.STAND_LATE,
        KIND.STAND_BREAK,
        KIND.STAND_LEAVES,
    }
)
"""Facts after which a stand receives nobody, for the day or for a while."""

OF_ONE_PERSON = frozenset({KIND.NO_SHOW, KIND.REFUSED, KIND.GROUP_LEFT, KIND.LEFT})
"""Facts that take meetings of the person whom they name; a group may fall without them."""

TAKES_MEETINGS = SHUTS | {KIND.STAND_TABLES, KIND.WORKSHOP_LATE} | OF_ONE_PERSON
"""Facts that may take or move meetings: taking one back gives them back."""
AWAY = frozenset({KIND.STAND_LATE, KIND.STAND_BREAK})
"""Facts after which a stand receives again by itself."""


def noted_beside(
    entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening], fact: Happening
) -> list[Happening]:
    """What is noted with a fact of which nobody has spoken: it is taken back with it.

    Meetings that have begun without somebody who did not come; groups of workshops that begin
    later because another does, or because their stand is not there yet.
    """
    if fact.kind is KIND.UNDONE:
        noted = [
            one
            for one in in_force(facts)
            if fact.about in {one.data.get(ABSENCE), one.data.get(BESIDE)}
        ]
        return [
            one.taken_back(fact.at, f"{fact.nonce}-{one.meeting or number}")
            for number, one in enumerate(noted)
        ] + _late_again(facts, fact)
    if fact.kind is KIND.STAND_REOPENED:
        return _in_time_again(entries, facts, fact)
    if fact.kind is KIND.NO_SHOW and not fact.meeting:
        return _missed(entries, meetings, facts, fact)
    if fact.kind is KIND.WORKSHOP_LATE:
        _, *others = group_shifts(entries, meetings, facts, fact)
        return _shifted(entries, fact, others)
    if fact.kind in AWAY:
        groups = groups_to_come(entries, meetings, DayState.of(facts), fact.at)
        until = datetime.fromisoformat(fact.data[UNTIL])
        return _shifted(
            entries, fact, later_with_stand(entries, groups, fact.stand, until, fact.at)
        )
    return []


def shut_before(reopened: Happening, earlier: Sequence[Happening]) -> list[Happening]:
    """Why a stand that receives again was shut since it last did, the newest first.

    `earlier` are the facts in force before it.
    """
    mine = (fact for fact in reversed(earlier) if fact.stand == reopened.stand)
    since = takewhile(lambda fact: fact.kind is not KIND.STAND_REOPENED, mine)
    return [fact for fact in since if fact.kind in SHUTS]


def is_still_away(fact: Happening, at: datetime) -> bool:
    """Whether a stand that is away by some fact would not be back by itself yet."""
    return fact.kind in AWAY and datetime.fromisoformat(fact.data[UNTIL]) > at


def _in_time_again(
    entries: Entries, facts: Sequence[Happening], fact: Happening
) -> list[Happening]:
    """Groups that were to begin later because their stand was away, and begin in time after all.

    Where the hour of one has passed it stays later, and so does every one after it. Groups of
    another time away, which is over, are none of them.
    """
    kept = in_force(facts)
    away = {one.nonce for one in shut_before(fact, kept) if is_still_away(one, fact.at)}
    later = [one for one in kept if one.kind is KIND.WORKSHOP_LATE and one.data.get(BESIDE) in away]
    slot = timedelta(minutes=SlotGrid.of(entries.fair).minutes)
    if any(SessionShift.of(one).starts + slot <= fact.at for one in later):
        return []
    return [
        one.taken_back(fact.at, f"{fact.nonce}-in-time-{number}", data={BESIDE: fact.nonce})
        for number, one in enumerate(later)
    ]


def _late_again(facts: Sequence[Happening], fact: Happening) -> list[Happening]:
    """The groups that begin later once more: that their stand received again is taken back."""
    in_time = {one.about for one in facts if one.data.get(BESIDE) == fact.about and one.about}
    return [
        replace(one, at=fact.at, nonce=f"{fact.nonce}-{one.nonce}")
        for one in facts
        if one.nonce in in_time
    ]


def group_shifts(
    entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening], fact: Happening
) -> list[SessionShift]:
    """What the fact of a late workshop says, then every group that begins later with it.

    Raises
    ------
    FairError
        `session_unknown` where the workshop has no such group to come; `workshop_late_hour`.
    """
    said = SessionShift.of(fact)
    groups = groups_to_come(entries, meetings, DayState.of(facts), fact.at)
    mine = [group for group in groups if group.offer.id == said.offer]
    for group in mine:
        if group.starts_at == said.starts:
            return later_together(entries, groups, group, said.until, fact.at)
    known = ", ".join(f"{group.starts_at:%H:%M}" for group in mine)
    raise FairError("session_unknown", offer=said.offer, at=f"{said.starts:%H:%M}", known=known)


def _shifted(entries: Entries, fact: Happening, shifts: Sequence[SessionShift]) -> list[Happening]:
    return [
        Happening(
            KIND.WORKSHOP_LATE,
            fact.at,
            f"{fact.nonce}-later-{number}",
            stand=entries.offers[shift.offer].exhibitor,
            station=fact.station,
            data={
                OFFER: shift.offer,
                STARTS: shift.starts.isoformat(),
                UNTIL: shift.until.isoformat(),
                BESIDE: fact.nonce,
            },
        )
        for number, shift in enumerate(shifts)
    ]


def _missed(
    entries: Entries, meetings: Sequence[Meeting], facts: Sequence[Happening], fact: Happening
) -> list[Happening]:
    """Meetings that have begun without somebody who is not expected any more."""
    starts, settled = SlotGrid.of(entries.fair).starts, last_settled(in_force(facts))
    return [
        Happening.of_meeting(
            KIND.NO_SHOW,
            fact.at,
            f"{fact.nonce}-{meeting.id}",
            meeting,
            data={ABSENCE: fact.nonce},
        )
        for meeting in sorted(meetings)
        if meeting.person == fact.person
        and meeting.id not in settled
        and starts[meeting.slot] <= fact.at
    ]
