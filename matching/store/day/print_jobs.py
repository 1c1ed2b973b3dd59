"""Print jobs in the store: asked once, claimed by one process, settled once."""

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from matching.domain.day.print_job import OPEN_STATES, JobState, PrintJob, Recipe
from matching.store import schema

_TABLE = schema.print_jobs
_OPEN = tuple(state.value for state in OPEN_STATES)


def keep_job(writer: Connection, fair: str, job: PrintJob) -> PrintJob:
    """Keep a job and hand it back; the same nonce again is the job that is there already."""
    known = read_job(writer, fair, job.nonce)
    if known is not None:
        return known
    recipe, names = job.recipe, ("nonce", "printer", "ticket", "words", "station", "asked_at")
    row = {name: getattr(job, name) for name in (*names, "changed_at")}
    said = {name: getattr(recipe, name) for name in ("sheet", "person", "language")}
    row |= {"fair": fair, "state": job.state.value, **said, "options": dict(recipe.options)}
    writer.execute(insert(_TABLE).values(row))
    return job


def read_job(reader: Connection, fair: str, nonce: str) -> PrintJob | None:
    """One job, if it was ever asked for."""
    query = select(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.nonce == nonce)
    row = reader.execute(query).one_or_none()
    return None if row is None else _job(row)


def jobs_of_fair(reader: Connection, fair: str) -> tuple[PrintJob, ...]:
    """The jobs of a fair, the newest first."""
    query = select(_TABLE).where(_TABLE.c.fair == fair)
    order = (_TABLE.c.asked_at.desc(), _TABLE.c.nonce)
    return tuple(_job(row) for row in reader.execute(query.order_by(*order)))


def open_jobs(reader: Connection) -> tuple[tuple[str, PrintJob], ...]:
    """Every job that may still come out of a printer, with its fair; the first asked first."""
    query = select(_TABLE).where(_TABLE.c.state.in_(_OPEN))
    rows = reader.execute(query.order_by(_TABLE.c.asked_at, _TABLE.c.nonce))
    return tuple((row.fair, _job(row)) for row in rows)


def move_job(
    writer: Connection,
    fair: str,
    job: PrintJob,
    state: JobState,
    *,
    at: datetime,
    ticket: str = "",
    words: str = "",
) -> PrintJob | None:
    """The job in its next state, or None when another process has moved it meanwhile."""
    moved = replace(job, state=state, changed_at=at, ticket=ticket or job.ticket, words=words)
    where = (
        _TABLE.c.fair == fair,
        _TABLE.c.nonce == job.nonce,
        _TABLE.c.state == job.state.value,
    )
    names = ("changed_at", "ticket", "words")
    values = {"state": state.value, **{name: getattr(moved, name) for name in names}}
    changed = writer.execute(update(_TABLE).where(*where).values(values))
    return moved if changed.rowcount else None


def drop_jobs(writer: Connection, fair: str, nonces: Collection[str]) -> None:
    """Let go of jobs."""
    writer.execute(delete(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.nonce.in_(nonces)))


def _job(row: Row[Any]) -> PrintJob:
    return PrintJob(
        row.nonce,
        Recipe(row.sheet, row.person, row.language, row.options),
        row.printer,
        row.asked_at,
        JobState(row.state),
        row.changed_at,
        row.ticket,
        row.words,
        row.station,
    )
