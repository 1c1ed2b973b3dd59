"""Meetings of a stand that it cannot hold as they are once it has another number of tables."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from matching.domain.day.meeting import Meeting
from matching.domain.entries import Entries
from matching.domain.slots import SlotGrid
from matching.planning.fair.arranged import takes_table
from matching.planning.fair.day_slots import DaySlots
from matching.planning.fair.parties import FairSetting

AtOneTable: TypeAlias = tuple[Meeting, ...]
"""Who sits at one table at one time: one person, or a group."""


def over_tables(
    entries: Entries, tables: Mapping[str, int], stand: str, meetings: Iterable[Meeting]
) -> tuple[Meeting, ...]:
    """Meetings of a stand that must go, of as few people as can be told without planning.

    A group sits at one table, or at none where others lead it in a room. A workshop of which the
    file says no hours begins when the tables allow: whoever is in a group at another hour must go.

    Parameters
    ----------
    tables
        By id of an exhibitor: meetings held there at a time, where it is not as entered.
    meetings
        Of the stand, still to come.
    """
    grid = SlotGrid.of(entries.fair)
    day = DaySlots.of(grid, entries.fair.gap_slots)
    setting = FairSetting(entries.fair, day, entries.exhibitors, entries.offers, {}, tables)
    left = setting.tables_left(entries.exhibitors[stand])
    seated, gone = _seated(setting, stand, meetings)
    for slot in range(len(grid)):
        busy = [group for group in seated if group[0].slot <= slot < _ends(group)]
        busy.sort(key=lambda group: (len(group), -_ends(group), group))
        for group in busy[: max(0, len(busy) - left[day.to_problem[slot]])]:
            seated.remove(group)
            gone += group
    return tuple(sorted(gone))


def _seated(
    setting: FairSetting, stand: str, meetings: Iterable[Meeting]
) -> tuple[list[AtOneTable], list[Meeting]]:
    """Who takes a table of the stand together, and whose group has no such hour any more."""
    alone, gone = list[AtOneTable](), list[Meeting]()
    groups: defaultdict[tuple[str, int], list[Meeting]] = defaultdict(list)
    hours: dict[str, Sequence[int] | None] = {}
    for meeting in sorted(meetings):
        offer = setting.offers.get(meeting.offer)
        if offer is None or (stand, meeting.offer) not in setting.workshops:
            alone.append((meeting,))
        elif offer.is_arranged:
            if takes_table(offer, setting.exhibitors[stand]):
                groups[meeting.offer, meeting.slot].append(meeting)
        else:
            starts = hours.setdefault(offer.id, setting.starts(stand, offer.id))
            if starts is not None and setting.day.to_problem[meeting.slot] not in starts:
                gone.append(meeting)
    return [*alone, *map(tuple, groups.values())], gone


def _ends(group: AtOneTable) -> int:
    return group[0].slot + group[0].length
