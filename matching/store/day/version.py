"""Whether anything of a fair's day has changed, asked for the price of a few look-ups."""

from typing import Any, TypeAlias

from sqlalchemy import (
    BindParameter,
    Column,
    ColumnElement,
    Connection,
    ScalarSelect,
    bindparam,
    func,
    select,
)

from matching.domain.day.meeting import PlanState
from matching.store import schema

DayVersion: TypeAlias = tuple[object, ...]
"""What tells two moments of a day apart; equal as long as nothing was written in between."""

_FACTS, _PLANS, _NOTES = schema.happenings, schema.plan_versions, schema.notes
_CHOICES, _EDITS, _FAIRS = schema.choices, schema.edits, schema.fairs
_FAIR: BindParameter[str] = bindparam("fair")


def _last(column: Column[Any], of: Column[str], *where: ColumnElement[bool]) -> ScalarSelect[Any]:
    return select(func.max(column)).where(of == _FAIR, *where).scalar_subquery()


def _count(of: Column[str]) -> ScalarSelect[Any]:
    return select(func.count()).where(of == _FAIR).scalar_subquery()


_QUERY = select(
    _last(_FACTS.c.number, _FACTS.c.fair),
    _last(_PLANS.c.number, _PLANS.c.fair, _PLANS.c.state == PlanState.ANNOUNCED.value),
    _count(_NOTES.c.fair),
    _last(_NOTES.c.written_at, _NOTES.c.fair),
    _count(_CHOICES.c.fair),
    _last(_CHOICES.c.said_at, _CHOICES.c.fair),
    _last(_EDITS.c.number, _EDITS.c.fair),
    select(_FAIRS.c.digest).where(_FAIRS.c.id == _FAIR).scalar_subquery(),
    # Of all fairs: an access may be older than any of them.
    select(func.max(schema.accesses.c.revoked_at)).scalar_subquery(),
    select(func.max(schema.sessions.c.closed_at)).scalar_subquery(),
)


def day_version(reader: Connection, fair: str) -> DayVersion:
    """The version of a day as the store holds it now.

    Facts, the plan told, notes, consents and edits; and which screens were closed.
    """
    return tuple(reader.execute(_QUERY, {"fair": fair}).one())
