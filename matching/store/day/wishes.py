"""Who asked to meet whom, in the store."""

from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from matching.domain.wish import Wish, WishedBy
from matching.store import schema

_TABLE = schema.wishes


def read_wishes(reader: Connection, fair: str, *, person: str = "") -> tuple[Wish, ...]:
    """Every wish of a fair, or those that concern one person, sorted."""
    query = select(_TABLE.c.person, _TABLE.c.stand, _TABLE.c.wished_by).where(_TABLE.c.fair == fair)
    if person:
        query = query.where(_TABLE.c.person == person)
    rows = reader.execute(query)
    return tuple(sorted(Wish(row.person, row.stand, WishedBy(row.wished_by)) for row in rows))


def put_wish(writer: Connection, fair: str, wish: Wish, *, at: datetime) -> None:
    """Keep a wish; one that is kept already stays as it is."""
    if wish in read_wishes(writer, fair):
        return
    row = {"fair": fair, "person": wish.person, "stand": wish.stand, "wished_by": wish.by.value}
    writer.execute(insert(_TABLE).values(**row, wished_at=at))


def drop_wish(writer: Connection, fair: str, wish: Wish) -> None:
    """Take a wish back, if it is there."""
    writer.execute(
        delete(_TABLE).where(
            _TABLE.c.fair == fair,
            _TABLE.c.person == wish.person,
            _TABLE.c.stand == wish.stand,
            _TABLE.c.wished_by == wish.by.value,
        )
    )
