"""Files that turned out to be of one person: which belongs to which, and what staff said of them.

The list may bring both files again: reading goes by what staff said.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from sqlalchemy import Connection, delete, func, insert, select, update

from matching.domain.happening import HappeningKind
from matching.domain.meeting import Meeting
from matching.domain.wish import Wish
from matching.store import schema

_TABLE, _FACTS, _BADGES = schema.twins, schema.happenings, schema.badges
_MEETINGS = schema.meetings


def joined(reader: Connection, fair: str) -> dict[str, str]:
    """The file that each joined file of a fair belongs to now."""
    query = select(_TABLE.c.person, _TABLE.c.other)
    rows = reader.execute(query.where(_TABLE.c.fair == fair, _TABLE.c.is_same == 1))
    return {row.person: row.other for row in rows}


def told(reader: Connection, fair: str) -> frozenset[frozenset[str]]:
    """Pairs of files of which staff have said whether they are of one person."""
    query = select(_TABLE.c.person, _TABLE.c.other).where(_TABLE.c.fair == fair)
    return frozenset(frozenset((row.person, row.other)) for row in reader.execute(query))


def tell(
    writer: Connection,
    fair: str,
    person: str,
    other: str,
    *,
    is_same: bool,
    at: datetime,
    station: str,
) -> None:
    """Keep what staff say of two files; of one person, `person` belongs to `other` from now on."""
    if is_same:
        # Files that belonged to this one follow it.
        followers = (_TABLE.c.fair == fair, _TABLE.c.other == person, _TABLE.c.is_same == 1)
        writer.execute(update(_TABLE).where(*followers).values(other=other))
    for one, two in ((person, other), (other, person)):
        pair = (_TABLE.c.fair == fair, _TABLE.c.person == one, _TABLE.c.other == two)
        writer.execute(delete(_TABLE).where(*pair))
    row = {"fair": fair, "person": person, "other": other, "is_same": int(is_same)}
    writer.execute(insert(_TABLE).values(**row, said_at=at, station=station))


def hand_over(writer: Connection, fair: str, person: str, other: str) -> None:
    """Put the facts and the badge of one file under another: both badges open the door.

    Each fact keeps the id it was written with as `was`; nobody walks in twice.
    """
    meetings = _renamed(writer, fair, person, other)
    mine = (_FACTS.c.fair == fair, _FACTS.c.person == person)
    theirs = (_FACTS.c.fair == fair, _FACTS.c.person == other)
    visits = (writer.scalar(select(func.max(_FACTS.c.visit)).where(*theirs)) or 0) + 1
    for row in writer.execute(select(_FACTS).where(*mine)).all():
        data = {name: value for name, value in row.data.items() if name != "walk_in"}
        is_arrival = row.kind == HappeningKind.ARRIVED.value
        values = {
            "person": other,
            "meeting": meetings.get(row.meeting, row.meeting),
            "visit": row.visit + visits if is_arrival else row.visit,
            "data": {**data, "was": row.data.get("was", person)},
        }
        writer.execute(update(_FACTS).where(_FACTS.c.number == row.number).values(values))
    badges = (_BADGES.c.fair == fair, _BADGES.c.person == person)
    writer.execute(update(_BADGES).where(*badges).values(person=other, spare=1))


def _renamed(reader: Connection, fair: str, person: str, other: str) -> dict[str, str]:
    """Ids of the meetings of one file to those that they have as the other's."""
    query = select(_MEETINGS.c.stand, _MEETINGS.c.offer).distinct()
    rows = reader.execute(query.where(_MEETINGS.c.fair == fair, _MEETINGS.c.person == person))
    mine = [Meeting(0, person, row.stand, row.offer) for row in rows]
    return {one.id: replace(one, person=other).id for one in mine}


def settled(meetings: Iterable[Meeting], belong: Mapping[str, str]) -> tuple[Meeting, ...]:
    """Meetings, with those of joined files where the person they belong to is free for them."""
    found = sorted(meetings)
    kept = [one for one in found if one.person not in belong]
    for one in found:
        if one.person in belong:
            moved = replace(one, person=belong[one.person])
            if not any(_clash(moved, other) for other in kept):
                kept.append(moved)
    return tuple(sorted(kept))


def wished(wishes: Iterable[Wish], belong: Mapping[str, str]) -> tuple[Wish, ...]:
    """Wishes, those of joined files with the person they belong to."""
    return tuple(
        sorted({replace(one, person=belong.get(one.person, one.person)) for one in wishes})
    )


def _clash(one: Meeting, other: Meeting) -> bool:
    if one.person != other.person:
        return False
    at_once = one.slot < other.slot + other.length and other.slot < one.slot + one.length
    return at_once or one.id == other.id
