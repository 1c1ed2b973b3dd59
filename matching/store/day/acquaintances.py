"""People known from one day of an organiser to the next: what staff said of two entries."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, or_, select

from matching.store import schema
from matching.store.people.duplicates import DuplicateVerdict
from matching.store.people.listing import list_changed

_TABLE = schema.acquaintances


@dataclass(frozen=True, slots=True)
class Acquaintance:
    """The last word on somebody of one fair and somebody of another."""

    person: tuple[str, str]
    other: tuple[str, str]
    said: DuplicateVerdict


def told_of_days(reader: Connection, fair: str) -> tuple[Acquaintance, ...]:
    """The last word on each two people of whom one is of a fair, seen from that fair."""
    query = (
        select(_TABLE)
        .where(or_(_TABLE.c.fair == fair, _TABLE.c.other_fair == fair))
        .order_by(_TABLE.c.number)
    )
    last: dict[frozenset[tuple[str, str]], Acquaintance] = {}
    for row in reader.execute(query):
        ends = [(row.fair, row.person), (row.other_fair, row.other)]
        mine, other = ends if row.fair == fair else reversed(ends)
        last[frozenset(ends)] = Acquaintance(mine, other, DuplicateVerdict(row.said))
    return tuple(last.values())


def same_people(reader: Connection, fair: str) -> Mapping[tuple[str, str], str]:
    """People of other fairs who are somebody of this one, by fair and id."""
    return {
        word.other: word.person[1]
        for word in told_of_days(reader, fair)
        if word.said is DuplicateVerdict.ONE
    }


def listed_elsewhere(reader: Connection, fair: str, person: str) -> tuple[str, ...]:
    """The other fairs on which a person is listed under the same id: the days of a series."""
    found, ahead = {fair}, [fair]
    while ahead:
        known = same_people(reader, ahead.pop())
        days = {day for (day, other), who in known.items() if person == who == other} - found
        found |= days
        ahead += sorted(days)
    return tuple(sorted(found - {fair}))


def tell_of_days(
    writer: Connection, word: Acquaintance, *, at: datetime, station: str = ""
) -> None:
    """Add what staff say of somebody of two fairs; the last word counts."""
    (fair, person), (other_fair, other) = word.person, word.other
    row = {"fair": fair, "person": person, "other_fair": other_fair, "other": other}
    said = {"said": word.said.value, "said_at": at, "station": station}
    writer.execute(insert(_TABLE).values(**row, **said))
    list_changed(writer, fair)
    list_changed(writer, other_fair)
