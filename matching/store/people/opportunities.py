"""How open a fair is to each person, as worked out when a plan was drawn."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from sqlalchemy import Connection, select, update

from matching.store import schema
from matching.store.people.worked_out import keep_worked_out

_TABLE = schema.opportunities


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


SETTLED = "settled"
"""Instead of a digest: what somebody said is forgotten, and these two numbers stand for ever."""


def settle_opportunities(writer: Connection, fair: str, person: str) -> None:
    """Let what was worked out for a person stand, whatever is known of them later."""
    here = (_TABLE.c.fair == fair, _TABLE.c.person == person)
    writer.execute(update(_TABLE).where(*here).values(made_from=SETTLED))


def read_opportunities(reader: Connection, fair: str) -> dict[str, Opportunity]:
    """What is kept of each person of a fair."""
    columns = (_TABLE.c.person, _TABLE.c.made_from, _TABLE.c.open_share, _TABLE.c.best_score)
    rows = reader.execute(select(*columns).where(_TABLE.c.fair == fair))
    return {person: Opportunity(*numbers) for person, *numbers in rows}


def keep_opportunities(writer: Connection, fair: str, found: Mapping[str, Opportunity]) -> None:
    """Keep what is new of people who are still here; see `keep_worked_out`."""
    kept = read_opportunities(writer, fair) if found else {}
    rows = {
        person: asdict(opportunity)
        for person, opportunity in found.items()
        if kept.get(person) != opportunity
    }
    keep_worked_out(writer, _TABLE, fair, rows)
