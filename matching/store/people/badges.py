"""Badge codes: who carries which, and which are revoked."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, bindparam, insert, select, update

from matching.store import schema
from matching.store.people.duplicates import files_of, joined, joined_in

_TABLE, _PEOPLE = schema.badges, schema.jobseekers
_FIND = (
    select(_TABLE, _PEOPLE.c.withdrawn)
    .join_from(
        _TABLE,
        _PEOPLE,
        (_PEOPLE.c.fair == _TABLE.c.fair) & (_PEOPLE.c.id == _TABLE.c.person),
        isouter=True,
    )
    .where(_TABLE.c.code.in_(bindparam("codes", expanding=True)))
)
_LISTED = (
    select(_TABLE.c.code)
    .join(_PEOPLE, (_PEOPLE.c.fair == _TABLE.c.fair) & (_PEOPLE.c.id == _TABLE.c.person))
    .where(_PEOPLE.c.withdrawn == 0)
)


@dataclass(frozen=True, slots=True)
class IssuedBadge:
    """A code given to a person; a revoked one opens nothing any more.

    `is_listed` is false when the person was taken off the list of the fair since.
    """

    code: str
    fair: str
    person: str
    revoked_at: datetime | None
    is_listed: bool


def issue(writer: Connection, fair: str, person: str, *, code: str, at: datetime) -> None:
    """Give a person a new code; those carried before are revoked, of every file of theirs."""
    files = files_of(writer, fair, person)
    writer.execute(
        update(_TABLE)
        .where(_TABLE.c.fair == fair, _TABLE.c.person.in_(files), _TABLE.c.revoked_at.is_(None))
        .values(revoked_at=at)
    )
    writer.execute(insert(_TABLE).values(code=code, fair=fair, person=person, issued_at=at))


def find_badges(reader: Connection, codes: Collection[str]) -> dict[str, IssuedBadge]:
    """The badges of these codes in any fair, revoked or not, by code.

    The code of a joined file is one of the person that the file belongs to.
    """
    rows = reader.execute(_FIND, {"codes": sorted(codes)}).all()
    belong = joined_in(reader, {row.fair for row in rows})
    return {
        row.code: IssuedBadge(
            row.code,
            row.fair,
            belong[row.fair].get(row.person, row.person),
            row.revoked_at,
            row.withdrawn == 0,
        )
        for row in rows
    }


def live_codes(
    reader: Connection, fair: str, *, people: Collection[str] | None = None
) -> dict[str, str]:
    """The code that each person of a fair, or each of these, carries now, by person id.

    The code of a joined file opens the door too, but is not the one to print.
    """
    query = select(_TABLE.c.person, _TABLE.c.code).where(
        _TABLE.c.fair == fair, _TABLE.c.revoked_at.is_(None)
    )
    if people is not None:
        query = query.where(_TABLE.c.person.in_(sorted(people)))
    belong = joined(reader, fair)
    return {row.person: row.code for row in reader.execute(query) if row.person not in belong}


def open_codes(reader: Connection, fair: str) -> tuple[str, ...]:
    """Every code that opens the door of a fair, those of joined files too, sorted.

    The code of somebody who is on the list no more opens nothing, until they come back to it.
    """
    query = _LISTED.where(_TABLE.c.fair == fair, _TABLE.c.revoked_at.is_(None))
    return tuple(reader.scalars(query.order_by(_TABLE.c.code)))


def replaced_codes(reader: Connection, fair: str) -> tuple[str, ...]:
    """Every code of a badge that another one has replaced since, sorted."""
    query = _LISTED.where(_TABLE.c.fair == fair, _TABLE.c.revoked_at.is_not(None))
    return tuple(reader.scalars(query.order_by(_TABLE.c.code)))
