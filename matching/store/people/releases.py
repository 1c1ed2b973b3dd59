"""What was published of groups last: rows of nobody, so that nothing is told by a difference."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from matching.store import schema

_TABLE = schema.releases


def read_releases(reader: Connection, fair: str) -> dict[str, tuple[dict[str, Any], datetime]]:
    """The document of the last publication of each question of a fair, with its moment."""
    rows = reader.execute(select(_TABLE).where(_TABLE.c.fair == fair))
    return {row.question: (row.document, row.released_at) for row in rows}


def note_release(
    writer: Connection, fair: str, question: str, document: Mapping[str, Any], *, at: datetime
) -> None:
    """Remember what is published of a question now."""
    writer.execute(delete(_TABLE).where(_TABLE.c.fair == fair, _TABLE.c.question == question))
    row = {"fair": fair, "question": question, "document": dict(document), "released_at": at}
    writer.execute(insert(_TABLE).values(row))


def forget_releases(writer: Connection, fair: str) -> int:
    """Begin anew, as if nothing had been published; how many questions had been."""
    return writer.execute(delete(_TABLE).where(_TABLE.c.fair == fair)).rowcount
