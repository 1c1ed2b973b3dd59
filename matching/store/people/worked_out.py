"""Rows worked out for people when a plan is drawn, kept one a person."""

from collections.abc import Mapping

from sqlalchemy import Connection, Table, delete, insert, select

from matching.store import schema

_PEOPLE = schema.jobseekers


def keep_worked_out(
    writer: Connection, table: Table, fair: str, found: Mapping[str, Mapping[str, object]]
) -> None:
    """Keep what was worked out for people, in the place of what was kept of them.

    Whoever is no longer in the store is left out: a plan may be drawn while somebody is forgotten.

    Parameters
    ----------
    found
        The columns of each person's row, without fair and person.
    """
    if not found:
        return
    here = set(writer.scalars(select(_PEOPLE.c.id).where(_PEOPLE.c.fair == fair)))
    kept = set(writer.scalars(select(table.c.person).where(table.c.fair == fair)))
    rows = [
        {"fair": fair, "person": person, **columns}
        for person, columns in found.items()
        if person in here
    ]
    if not rows:
        return
    again = here & kept & found.keys()
    writer.execute(delete(table).where(table.c.fair == fair, table.c.person.in_(again)))
    writer.execute(insert(table), rows)
