"""The organiser's own weights in the store: every version stays."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, func, insert, select

from matching.store import schema

_TABLE = schema.weights


@dataclass(frozen=True, slots=True)
class KeptWeights:
    """One version of a fair's weights: its number, its digest and the file it is written as."""

    number: int
    version: str
    document: str
    saved_at: datetime


def weights_of(reader: Connection, fair: str) -> tuple[KeptWeights, ...]:
    """Every version of a fair's weights, the newest first; none when it uses the shipped ones."""
    columns = (_TABLE.c.number, _TABLE.c.version, _TABLE.c.document, _TABLE.c.saved_at)
    query = select(*columns).where(_TABLE.c.fair == fair).order_by(_TABLE.c.number.desc())
    return tuple(KeptWeights(*row) for row in reader.execute(query))


def add_weights(writer: Connection, fair: str, *, version: str, document: str, at: datetime) -> int:
    """Put new weights in force; the number they get."""
    last = writer.scalar(select(func.max(_TABLE.c.number)).where(_TABLE.c.fair == fair)) or 0
    row = {"fair": fair, "number": last + 1, "version": version, "document": document}
    writer.execute(insert(_TABLE).values(**row, saved_at=at))
    return last + 1
