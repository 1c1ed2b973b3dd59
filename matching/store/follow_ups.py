"""What was said of people after a programme, in the store."""

from collections.abc import Iterable

from sqlalchemy import Connection, delete, insert, select

from matching.domain.programme.follow_up import FollowUp
from matching.store import schema
from matching.store.documents import from_text, to_document
from matching.store.sealing.sealed_column import text_of

_TABLE = schema.follow_ups
_NO_MONTH = -1


def put_follow_ups(writer: Connection, fair: str, lines: Iterable[FollowUp]) -> None:
    """Keep these lines; the last word on a person and a month holds."""
    last = {
        (line.record, _NO_MONTH if line.months is None else line.months): line for line in lines
    }
    for record, months in last:
        here = (_TABLE.c.fair == fair, _TABLE.c.record == record, _TABLE.c.months == months)
        writer.execute(delete(_TABLE).where(*here))
    rows = [
        {"fair": fair, "record": record, "months": months, "document": to_document(line)}
        for (record, months), line in last.items()
    ]
    if rows:
        writer.execute(insert(_TABLE), rows)


def read_follow_ups(reader: Connection, fair: str) -> tuple[FollowUp, ...]:
    """Every line of a fair, by record and month."""
    texts = (
        select(text_of(_TABLE.c.document))
        .where(_TABLE.c.fair == fair)
        .order_by(_TABLE.c.record, _TABLE.c.months)
    )
    return tuple(from_text(text, FollowUp) for text in reader.scalars(texts))


def drop_line(writer: Connection, fair: str, record: str, months: int | None) -> None:
    """Take out what is known of a person at a month, or at none: it was written by mistake."""
    month = _NO_MONTH if months is None else months
    here = (_TABLE.c.fair == fair, _TABLE.c.record == record, _TABLE.c.months == month)
    writer.execute(delete(_TABLE).where(*here))
