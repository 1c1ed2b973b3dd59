"""What people have chosen about their data: no automatic matching, and who may contact them."""

from collections.abc import Collection, Mapping
from datetime import datetime
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select

from matching.store import schema

_TABLE = schema.choices


class Choice(StrEnum):
    """What is chosen: whether to be matched, or whether one stand gets name and contact.

    `INFORMED` is no choice: it is kept beside them that somebody was told what they may choose.
    """

    MATCHING = "matching"
    CONTACT = "contact"
    INFORMED = "informed"


def put_choice(
    writer: Connection,
    fair: str,
    person: str,
    choice: Choice,
    *,
    agrees: bool,
    at: datetime,
    stand: str = "",
    station: str = "",
) -> None:
    """Keep what somebody chose, in the place of what they chose before."""
    key = {"fair": fair, "person": person, "choice": choice.value, "stand": stand}
    where = (_TABLE.c[name] == value for name, value in key.items())
    writer.execute(delete(_TABLE).where(*where))
    said = {"agrees": int(agrees), "said_at": at, "station": station}
    writer.execute(insert(_TABLE).values(**key, **said))


def objectors(reader: Connection, fair: str, belong: Mapping[str, str]) -> frozenset[str]:
    """People who want no automatic matching; under any of their files (`belong`) it holds."""
    query = select(_TABLE.c.person).where(
        _TABLE.c.fair == fair, _TABLE.c.choice == Choice.MATCHING.value, _TABLE.c.agrees == 0
    )
    return frozenset(belong.get(person, person) for person in reader.scalars(query))


def contacts_agreed(
    reader: Connection, fair: str, belong: Mapping[str, str]
) -> frozenset[tuple[str, str]]:
    """People with each stand that they let have their name and contact.

    Where two files of one person say different things, the one who said no is believed.
    """
    query = select(_TABLE.c.person, _TABLE.c.stand, _TABLE.c.agrees).where(
        _TABLE.c.fair == fair, _TABLE.c.choice == Choice.CONTACT.value
    )
    said = [(belong.get(row.person, row.person), row.stand, row.agrees)
            for row in reader.execute(query)]  # fmt: skip
    refused = {(person, stand) for person, stand, agrees in said if not agrees}
    return frozenset((person, stand) for person, stand, agrees in said if agrees) - refused


def informed_at(reader: Connection, fair: str, files: Collection[str]) -> datetime | None:
    """When somebody was first informed under any of these files of theirs."""
    query = select(_TABLE.c.said_at).where(
        _TABLE.c.fair == fair,
        _TABLE.c.person.in_(files),
        _TABLE.c.choice == Choice.INFORMED.value,
    )
    return min(reader.scalars(query), default=None)
