"""Whether anything of a fair's day has changed, asked for the price of a few look-ups."""

from typing import TypeAlias

from sqlalchemy import Connection, bindparam, func, select

from matching.domain.day.meeting import PlanState
from matching.store import schema

DayVersion: TypeAlias = tuple[object, ...]
"""What tells two moments of a day apart; equal as long as nothing was written in between."""

_FACTS, _PLANS, _NOTES = schema.happenings, schema.plan_versions, schema.notes
_CHOICES, _EDITS, _FAIRS = schema.choices, schema.edits, schema.fairs
_FAIR = bindparam("fair")
_QUERY = select(
    select(func.max(_FACTS.c.number)).where(_FACTS.c.fair == _FAIR).scalar_subquery(),
    select(func.max(_PLANS.c.number))
    .where(_PLANS.c.fair == _FAIR, _PLANS.c.state == PlanState.ANNOUNCED.value)
    .scalar_subquery(),
    select(func.count(), func.max(_NOTES.c.written_at)).where(_NOTES.c.fair == _FAIR).subquery(),
    select(func.count(), func.max(_CHOICES.c.said_at)).where(_CHOICES.c.fair == _FAIR).subquery(),
    select(func.max(_EDITS.c.number)).where(_EDITS.c.fair == _FAIR).scalar_subquery(),
    select(_FAIRS.c.digest).where(_FAIRS.c.id == _FAIR).scalar_subquery(),
)


def day_version(reader: Connection, fair: str) -> DayVersion:
    """The version of a day as the store holds it now: facts, plan told, notes, consents, edits."""
    return tuple(reader.execute(_QUERY, {"fair": fair}).one())
