"""What belongs to the whole store: the key that signs cookies, whether it is a demonstration."""

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from matching.store import schema

_TABLE = schema.settings
_VALUE = select(_TABLE.c.value).where(_TABLE.c.name == bindparam("name"))


def read_setting(reader: Connection, name: str) -> str | None:
    """The value of a setting, if it was ever set."""
    value: str | None = reader.scalar(_VALUE, {"name": name})
    return value


def keep_setting(writer: Connection, name: str, value: str) -> None:
    """Set a setting."""
    changed = writer.execute(update(_TABLE).where(_TABLE.c.name == name).values(value=value))
    if not changed.rowcount:
        writer.execute(insert(_TABLE).values(name=name, value=value))


def forget_settings(writer: Connection, names: Iterable[str]) -> None:
    """Let go of settings."""
    writer.execute(delete(_TABLE).where(_TABLE.c.name.in_(list(names))))
