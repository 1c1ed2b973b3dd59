"""Files that turned out to be of one person: what staff said of them, and how reading goes by it.

Nothing that was written under a file is written anew: whoever reads takes it for the person that
the file belongs to now, so that parting the files gives back all that there was.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, RootTransaction, Row, bindparam, insert, select

from matching.domain.day.happening import HappeningKind
from matching.domain.day.meeting import AS_SORTED, Meeting
from matching.domain.wish import Wish
from matching.store import schema
from matching.store.people.listing import list_changed

_TABLE, _FACTS, _MEETINGS = schema.twins, schema.happenings, schema.meetings
_VERSIONS = schema.plan_versions
_TOLD = (
    select(_TABLE)
    .where(_TABLE.c.fair.in_(bindparam("fairs", expanding=True)))
    .order_by(_TABLE.c.number)
)
# A transaction sees one state of the store: what it has read of twins holds to its end.
_READ: WeakKeyDictionary[RootTransaction, dict[str, Mapping[str, str]]] = WeakKeyDictionary()


class DuplicateVerdict(StrEnum):
    """What staff say of two files; `OPEN` takes back what was said before."""

    ONE = "one"
    TWO = "two"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class Word:
    """The last word on two files; of one person, `person` belongs to `other`.

    `plan` is the number of the plan that was announced then.
    """

    person: str
    other: str
    said: DuplicateVerdict
    plan: int


def joined(reader: Connection, fair: str) -> Mapping[str, str]:
    """The person that each joined file of a fair belongs to now."""
    return joined_in(reader, {fair})[fair]


def joined_in(reader: Connection, fairs: Collection[str]) -> dict[str, Mapping[str, str]]:
    """The same for several fairs, by fair; asked of the database once in a transaction."""
    transaction = reader.get_transaction()
    known = {} if transaction is None else _READ.setdefault(transaction, {})
    fresh = sorted(set(fairs) - known.keys())
    if fresh:
        links: dict[str, dict[str, str]] = {fair: {} for fair in fresh}
        for fair, word in _words(reader, fresh):
            if word.said is DuplicateVerdict.ONE and _root(links[fair], word.other) != word.person:
                links[fair][word.person] = word.other
        for fair, link in links.items():
            known[fair] = {person: _root(link, person) for person in link}
    return {fair: known[fair] for fair in fairs}


def _root(links: Mapping[str, str], person: str) -> str:
    while person in links:
        person = links[person]
    return person


def _words(reader: Connection, fairs: Collection[str]) -> Iterator[tuple[str, Word]]:
    """The last word on each two files, in the order they were said."""
    last: dict[tuple[str, frozenset[str]], Row[tuple[object, ...]]] = {}
    for row in reader.execute(_TOLD, {"fairs": list(fairs)}):
        last[row.fair, frozenset((row.person, row.other))] = row
    for row in sorted(last.values(), key=lambda row: row.number):
        yield row.fair, Word(row.person, row.other, DuplicateVerdict(row.said), row.plan)


def told(reader: Connection, fair: str) -> tuple[Word, ...]:
    """The last word on each two files of a fair, in the order they were said."""
    return tuple(word for _, word in _words(reader, [fair]))


def files_of(reader: Connection, fair: str, person: str) -> tuple[str, ...]:
    """The file of a person, then those that belong to it."""
    belong = joined(reader, fair)
    return person, *sorted(file for file, other in belong.items() if other == person)


def tell(writer: Connection, fair: str, word: Word, *, at: datetime, station: str) -> None:
    """Add what staff say of two files to all that was said before; the last word counts."""
    row = {"fair": fair, "person": word.person, "other": word.other, "said": word.said.value}
    writer.execute(insert(_TABLE).values(**row, plan=word.plan, said_at=at, station=station))
    list_changed(writer, fair)
    transaction = writer.get_transaction()
    if transaction is not None:
        _READ.pop(transaction, None)


def renamed(reader: Connection, fair: str) -> dict[str, str]:
    """Ids of the meetings of joined files to those that they have as the person's own."""
    belong = joined(reader, fair)
    if not belong:
        return {}
    numbers = select(_VERSIONS.c.number).where(_VERSIONS.c.fair == fair)
    query = select(_MEETINGS.c.person, _MEETINGS.c.stand, _MEETINGS.c.offer).distinct()
    rows = reader.execute(
        query.where(
            _MEETINGS.c.fair == fair,
            _MEETINGS.c.number.in_(numbers),
            _MEETINGS.c.person.in_(sorted(belong)),
        )
    )
    theirs = [Meeting(0, row.person, row.stand, row.offer) for row in rows]
    return {meeting.id: replace(meeting, person=belong[meeting.person]).id for meeting in theirs}


def meetings_done(reader: Connection, fair: str) -> frozenset[str]:
    """Ids of the meetings that were held or led to something, as they are named now."""
    undone = select(_FACTS.c.about).where(
        _FACTS.c.fair == fair, _FACTS.c.kind == HappeningKind.UNDONE.value
    )
    query = select(_FACTS.c.meeting).where(
        _FACTS.c.fair == fair,
        _FACTS.c.kind.in_([HappeningKind.HELD.value, HappeningKind.OUTCOME.value]),
        _FACTS.c.nonce.not_in(undone),
    )
    names = renamed(reader, fair)
    return frozenset(names.get(meeting, meeting) for meeting in reader.scalars(query))


def settled(
    meetings: Iterable[Meeting], belong: Mapping[str, str], done: Collection[str] = ()
) -> tuple[Meeting, ...]:
    """Meetings, with those of joined files where the person they belong to is free for them.

    A meeting that was held, its id in `done`, stays rather than one that was not.
    """
    found = sorted(meetings, key=AS_SORTED)
    if not belong:
        return tuple(found)
    kept = [meeting for meeting in found if meeting.person not in belong]
    moved = [
        replace(meeting, person=belong[meeting.person])
        for meeting in found
        if meeting.person in belong
    ]
    for meeting in sorted(moved, key=lambda meeting: meeting.id not in done):
        against = [other for other in kept if _clash(meeting, other)]
        if not against or (meeting.id in done and not any(other.id in done for other in against)):
            kept = [*(other for other in kept if other not in against), meeting]
    return tuple(sorted(kept, key=AS_SORTED))


def wished(wishes: Iterable[Wish], belong: Mapping[str, str]) -> tuple[Wish, ...]:
    """Wishes, those of joined files with the person they belong to."""
    return tuple(
        sorted({replace(wish, person=belong.get(wish.person, wish.person)) for wish in wishes})
    )


def _clash(mine: Meeting, other: Meeting) -> bool:
    if mine.person != other.person:
        return False
    at_once = mine.slot < other.slot + other.length and other.slot < mine.slot + mine.length
    return at_once or mine.id == other.id
