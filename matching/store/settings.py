"""What belongs to the whole store: the key that signs cookies, whether it is a demonstration.

And its lineage: another one since a backup was put in its place, so that nothing that was read
before is taken for what is there now.
"""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from matching.store import schema

_TABLE = schema.settings
_VALUE = select(_TABLE.c.value).where(_TABLE.c.name == bindparam("name"))
LINEAGE = select(_TABLE.c.value).where(_TABLE.c.name == "lineage").scalar_subquery()
"""The lineage as a column; null in a store that was never restored."""


def read_setting(reader: Connection, name: str) -> str | None:
    """The value of a setting, if it was ever set."""
    value: str | None = reader.scalar(_VALUE, {"name": name})
    return value


def read_settings(reader: Connection, prefix: str) -> dict[str, str]:
    """The settings whose names begin with some words, by name."""
    query = select(_TABLE.c.name, _TABLE.c.value)
    rows = reader.execute(query.where(_TABLE.c.name.startswith(prefix, autoescape=True)))
    return {row.name: row.value for row in rows}


def lineage(reader: Connection) -> str:
    """The lineage of the store."""
    return read_setting(reader, "lineage") or ""


def begin_lineage(writer: Connection, name: str) -> None:
    """The store is another one from now on."""
    keep_setting(writer, "lineage", name)


def keep_setting(writer: Connection, name: str, value: str) -> None:
    """Set a setting."""
    changed = writer.execute(update(_TABLE).where(_TABLE.c.name == name).values(value=value))
    if not changed.rowcount:
        writer.execute(insert(_TABLE).values(name=name, value=value))


def forget_settings(writer: Connection, names: Iterable[str]) -> int:
    """Let go of settings, and say how many there were."""
    return writer.execute(delete(_TABLE).where(_TABLE.c.name.in_(list(names)))).rowcount
