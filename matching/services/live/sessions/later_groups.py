"""Which groups begin later when one does: those that need the same person or room after it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from matching.domain.day.day_state import DayState
from matching.domain.day.meeting import Meeting
from matching.domain.day.session_shift import SessionShift
from matching.domain.entries import Entries
from matching.domain.errors import FairError
from matching.domain.slots import SlotGrid, open_slots
from matching.services.plan.sessions_held import HeldSession, both_need, sessions_held


def groups_to_come(
    entries: Entries, meetings: Iterable[Meeting], state: DayState, at: datetime
) -> tuple[HeldSession, ...]:
    """Groups of which nobody has begun, with whoever is still awaited, in order of time.

    Without those whose whole time is over: they were held, whether somebody said so or not.
    """
    coming = [
        one for one in meetings if one.id not in state.missed and one.person not in state.gone
    ]
    settled = {(one.offer, one.slot) for one in coming if one.id in state.held | state.begun.keys()}
    open_ = (one for one in coming if (one.offer, one.slot) not in settled)
    return tuple(group for group in sessions_held(entries, open_) if group.ends_at > at)


def hours_later(entries: Entries, group: HeldSession, at: datetime) -> list[datetime]:
    """When a group may begin later: whole slots to come in which its stand is there throughout."""
    grid, stand = SlotGrid.of(entries.fair), entries.exhibitors[group.offer.exhibitor]
    there = open_slots(entries.fair, grid, stand)
    length = round((group.ends_at - group.starts_at).total_seconds() / 60) // grid.minutes
    return [
        grid.starts[slot]
        for start, stop in grid.sessions
        for slot in range(max(start, grid.next_slot(at)), stop - length + 1)
        if grid.starts[slot] > group.starts_at and there.issuperset(range(slot, slot + length))
    ]


def later_together(
    entries: Entries,
    groups: Sequence[HeldSession],
    group: HeldSession,
    until: datetime,
    at: datetime,
) -> list[SessionShift]:
    """A group that begins later, then every one that must wait for it, each as little as may be.

    Raises
    ------
    FairError
        `workshop_late_hour` where the group cannot begin then, with the hours at which it can.
    """
    hours = hours_later(entries, group, at)
    if until not in hours:
        told = ", ".join(f"{hour:%H:%M}" for hour in hours)
        raise FairError(
            "workshop_late_hour", title=group.offer.title, at=f"{until:%H:%M}", known=told
        )
    moved = [(group, _begun_at(group, until))]
    found = [SessionShift(group.offer.id, group.starts_at, until)]
    others = (one for one in groups if one.starts_at >= group.ends_at)
    for other in sorted(others, key=lambda one: (one.starts_at, one.offer.id)):
        waits = [late.ends_at for was, late in moved if _must_wait(other, was, late)]
        hour = _first_from(hours_later(entries, other, at), max(waits)) if waits else None
        if hour is not None:
            moved.append((other, _begun_at(other, hour)))
            found.append(SessionShift(other.offer.id, other.starts_at, hour))
    return found


def later_with_stand(
    entries: Entries, groups: Sequence[HeldSession], stand: str, until: datetime, at: datetime
) -> list[SessionShift]:
    """The groups of a stand that is not there before an hour, each begun as soon as may be.

    A group whose first slot is over is being held, whether somebody said so or not.
    """
    first = timedelta(minutes=SlotGrid.of(entries.fair).minutes)
    found: dict[tuple[str, datetime], SessionShift] = {}
    for group in (one for one in groups if one.starts_at + first > at):
        is_late = group.offer.exhibitor == stand and at < until and group.starts_at < until
        if not is_late or (group.offer.id, group.starts_at) in found:
            continue
        hour = _first_from(hours_later(entries, group, at), until)
        if hour is not None:
            for shift in later_together(entries, groups, group, hour, at):
                before = found.get((shift.offer, shift.starts), shift)
                found[shift.offer, shift.starts] = max(before, shift, key=lambda one: one.until)
    return list(found.values())


def _begun_at(group: HeldSession, hour: datetime) -> HeldSession:
    return replace(group, starts_at=hour, ends_at=hour + (group.ends_at - group.starts_at))


def _first_from(hours: Iterable[datetime], since: datetime) -> datetime | None:
    return next((hour for hour in hours if hour >= since), None)


def _must_wait(other: HeldSession, was: HeldSession, late: HeldSession) -> bool:
    """Whether a group that came after another needs what that one takes longer than it was to."""
    is_after = was.ends_at <= other.starts_at < late.ends_at
    return is_after and any(_shared(other, late))


def _shared(one: HeldSession, other: HeldSession) -> Iterator[bool]:
    """What two groups may have in common: the workshop, a leader or a room, a stand's own hours."""
    mine, theirs = one.offer, other.offer
    yield mine.id == theirs.id
    yield bool(both_need(mine, theirs))
    is_one_stand = mine.exhibitor == theirs.exhibitor
    yield is_one_stand and not (mine.is_arranged or theirs.is_arranged)
