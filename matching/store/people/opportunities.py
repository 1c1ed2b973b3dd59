"""How open a fair is to each person, as worked out when a plan was drawn."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from matching.store import schema

_TABLE, _PEOPLE = schema.opportunities, schema.jobseekers


@dataclass(frozen=True, slots=True)
class Opportunity:
    """What a fair holds for one person, whatever is planned.

    Attributes
    ----------
    made_from
        The digest of all that the two numbers were made from.
    open_share
        The share of offers that no rule closes to the person, from 0 to 1.
    best_score
        The mean of the person's best scores among open offers; `None` without any.
    """

    made_from: str
    open_share: float
    best_score: float | None


def read_opportunities(reader: Connection, fair: str) -> dict[str, Opportunity]:
    """What is kept of each person of a fair."""
    columns = (_TABLE.c.person, _TABLE.c.made_from, _TABLE.c.open_share, _TABLE.c.best_score)
    rows = reader.execute(select(*columns).where(_TABLE.c.fair == fair))
    return {person: Opportunity(*numbers) for person, *numbers in rows}


def keep_opportunities(writer: Connection, fair: str, found: Mapping[str, Opportunity]) -> None:
    """Keep what was worked out for people, in the place of what was kept of them.

    Whoever is no longer in the store is left out: a plan may be drawn while somebody is forgotten.
    """
    if not found:
        return
    here = set(writer.scalars(select(_PEOPLE.c.id).where(_PEOPLE.c.fair == fair)))
    kept = read_opportunities(writer, fair)
    rows = [
        {
            "fair": fair,
            "person": person,
            "made_from": opportunity.made_from,
            "open_share": opportunity.open_share,
            "best_score": opportunity.best_score,
        }
        for person, opportunity in found.items()
        if person in here and kept.get(person) != opportunity
    ]
    if not rows:
        return
    again = [row["person"] for row in rows if row["person"] in kept]
    writer.execute(delete(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.person.in_(again)))
    writer.execute(insert(_TABLE), rows)
