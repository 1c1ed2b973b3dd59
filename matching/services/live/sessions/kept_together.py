"""Who of a group that begins later stays in it: whoever is still there then, once at a time."""

from collections.abc import Iterable
from typing import TypeAlias

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid

Taken: TypeAlias = tuple[str, int]
"""Somebody in one slot."""


def taken(meeting: Meeting) -> frozenset[Taken]:
    """The slots that a meeting takes of its person."""
    slots = range(meeting.slot, meeting.slot + meeting.length)
    return frozenset((meeting.person, slot) for slot in slots)


def kept_together(
    entries: Entries, meetings: Iterable[Meeting], now_slot: int
) -> tuple[Meeting, ...]:
    """Of some meetings those to come of groups that begin later: they stay where the group is.

    Whoever gave an hour before the end of it is not held to it, and nobody is in two at once.
    """
    grid, busy, found = SlotGrid.of(entries.fair), set[Taken](), list[Meeting]()
    later = {(shift.offer, shift.until) for shift in entries.session_shifts}
    for meeting in meetings if later else ():
        is_later = (meeting.offer, grid.starts[meeting.slot]) in later
        if not is_later or meeting.slot < now_slot or busy & taken(meeting):
            continue
        if _is_still_there(entries, meeting):
            busy |= taken(meeting)
            found.append(meeting)
    return tuple(found)


def _is_still_there(entries: Entries, meeting: Meeting) -> bool:
    """Whether somebody means to be there when a meeting ends."""
    person = entries.jobseekers.get(meeting.person)
    if person is None or person.leaves is None:
        return person is not None
    ends = SlotGrid.of(entries.fair).ends_at(meeting.slot, meeting.length)
    return ends <= entries.fair.moment(person.leaves)
