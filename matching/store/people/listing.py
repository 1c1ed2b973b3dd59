"""Whether the list of a fair is still what it was: asked instead of reading it again."""

from collections.abc import Hashable
from weakref import ref

from sqlalchemy import BindParameter, Connection, bindparam, func, insert, select, update

from matching.store import schema
from matching.store.database import is_writing
from matching.store.settings import LINEAGE

_FAIR: BindParameter[str] = bindparam("fair")
_TABLE, _PEOPLE = schema.listings, schema.jobseekers
_STATE = select(
    select(_TABLE.c.changes).where(_TABLE.c.fair == _FAIR).scalar_subquery(),
    select(func.count(_PEOPLE.c.id)).where(_PEOPLE.c.fair == _FAIR).scalar_subquery(),
    LINEAGE,
)


def list_changed(writer: Connection, fair: str) -> None:
    """Note that somebody was listed, withdrawn, renamed, joined or parted."""
    changed = writer.execute(
        update(_TABLE).where(_TABLE.c.fair == fair).values(changes=_TABLE.c.changes + 1)
    )
    if changed.rowcount == 0:
        writer.execute(insert(_TABLE).values(fair=fair, changes=1))


def list_state(reader: Connection, fair: str) -> Hashable | None:
    """The same value while the list of a fair is the same; None where nobody can say.

    Inside a transaction that writes, what is read may yet be taken back.
    """
    if is_writing(reader):
        return None
    return ref(reader.engine), *reader.execute(_STATE, {"fair": fair}).one()
