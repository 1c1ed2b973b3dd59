"""Who may use the app, the screens that are open, and wrong codes."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from matching.domain.access import Access, OpenScreen, Role, Visitor
from matching.store import schema

_ACCESSES, _SESSIONS, _WRONG = schema.accesses, schema.sessions, schema.wrong_codes
_SCREENS = (
    select(_SESSIONS, _ACCESSES)
    .join(_ACCESSES, _ACCESSES.c.number == _SESSIONS.c.access)
    .where(
        _SESSIONS.c.is_link == bindparam("is_link"),
        _SESSIONS.c.closed_at.is_(None),
        _SESSIONS.c.ends_at > bindparam("at"),
        _ACCESSES.c.revoked_at.is_(None),
    )
)
_ALL_SCREENS = _SCREENS.order_by(_SESSIONS.c.opened_at)
_THESE_SCREENS = _SCREENS.where(_SESSIONS.c.id.in_(bindparam("ids", expanding=True)))


def give(writer: Connection, access: Access, *, code_hash: str, at: datetime) -> None:
    """Keep a new access."""
    values = {
        "number": access.number,
        "name": access.name,
        "role": access.role.value,
        "fair": access.fair,
        "stand": access.stand,
        "code_hash": code_hash,
        "given_at": at,
    }
    writer.execute(insert(_ACCESSES).values(values))


def renew(writer: Connection, number: int, *, code_hash: str) -> None:
    """Give an access another code; the one before opens nothing any more."""
    writer.execute(
        update(_ACCESSES).where(_ACCESSES.c.number == number).values(code_hash=code_hash)
    )


def revoke(writer: Connection, number: int, *, at: datetime) -> None:
    """End an access, and every screen that it opened."""
    writer.execute(update(_ACCESSES).where(_ACCESSES.c.number == number).values(revoked_at=at))
    close_screens(writer, number, at=at)


def close_screens(writer: Connection, number: int, *, at: datetime) -> None:
    """Close every screen that an access opened."""
    of_access = _SESSIONS.c.access == number
    writer.execute(
        update(_SESSIONS).where(of_access, _SESSIONS.c.closed_at.is_(None)).values(closed_at=at)
    )


def read_accesses(reader: Connection) -> tuple[Access, ...]:
    """Every access ever given, by number."""
    rows = reader.execute(select(_ACCESSES).order_by(_ACCESSES.c.number))
    return tuple(_access(row) for row in rows)


def find_access(reader: Connection, number: int) -> tuple[Access, str] | None:
    """An access and the hash of its code."""
    row = reader.execute(select(_ACCESSES).where(_ACCESSES.c.number == number)).first()
    return None if row is None else (_access(row), row.code_hash)


def open_screen(
    writer: Connection, visitor: Visitor, *, at: datetime, until: datetime, is_link: bool = False
) -> None:
    """Keep that a screen is open, or that a link may open one."""
    values = {
        "id": visitor.session,
        "access": visitor.access.number,
        "station": visitor.station,
        "is_link": int(is_link),
        "opened_at": at,
        "ends_at": until,
        "chosen_fair": visitor.fair,
        "chosen_language": visitor.language,
    }
    writer.execute(insert(_SESSIONS).values(values))


def close_screen(writer: Connection, session: str, *, at: datetime) -> bool:
    """End one screen or link; whether it was still open."""
    ended = writer.execute(
        update(_SESSIONS)
        .where(_SESSIONS.c.id == session, _SESSIONS.c.closed_at.is_(None))
        .values(closed_at=at)
    )
    return ended.rowcount == 1


def note_chosen(writer: Connection, session: str, **chosen: str) -> None:
    """Keep the `fair` or the `language` that was chosen at a screen."""
    values = {f"chosen_{name}": word for name, word in chosen.items()}
    writer.execute(update(_SESSIONS).where(_SESSIONS.c.id == session).values(values))


def find_screens(
    reader: Connection, sessions: Collection[str], *, at: datetime, is_link: bool = False
) -> dict[str, Visitor]:
    """Who is at those of these screens that are open at a moment, their access not revoked."""
    if not sessions:
        return {}
    named = {"at": at, "is_link": int(is_link), "ids": sorted(sessions)}
    return {row.id: _visitor(row) for row in reader.execute(_THESE_SCREENS, named)}


def read_screens(reader: Connection, *, at: datetime) -> tuple[OpenScreen, ...]:
    """Every screen open at a moment, the longest open first."""
    rows = reader.execute(_ALL_SCREENS, {"at": at, "is_link": 0})
    return tuple(OpenScreen(_visitor(row), row.opened_at) for row in rows)


def count_screens(reader: Connection, *, at: datetime) -> int:
    """How many screens are open at a moment."""
    counted = select(func.count()).select_from(_SCREENS.subquery())
    return reader.scalar(counted, {"at": at, "is_link": 0}) or 0


def note_try(writer: Connection, *, address: str, access: int, at: datetime) -> int:
    """Keep that a code was tried, before it is known to be right; the number of the try."""
    tried = writer.execute(insert(_WRONG).values(address=address, access=access, at=at))
    key = tried.inserted_primary_key
    assert key is not None
    return int(key[0])


def forget_try(writer: Connection, number: int) -> None:
    """The code was right after all."""
    writer.execute(delete(_WRONG).where(_WRONG.c.number == number))


def forget_tries(writer: Connection, *, before: datetime) -> None:
    """Let go of tries that count no more."""
    writer.execute(delete(_WRONG).where(_WRONG.c.at < before))


def tries(
    reader: Connection, *, since: datetime, address: str | None = None, access: int | None = None
) -> tuple[datetime, ...]:
    """When codes were tried from an address or on an access, the last one first."""
    query = select(_WRONG.c.at).where(_WRONG.c.at >= since).order_by(_WRONG.c.at.desc())
    if address is not None:
        query = query.where(_WRONG.c.address == address)
    if access is not None:
        query = query.where(_WRONG.c.access == access)
    return tuple(reader.scalars(query))


def _access(row: Row[Any]) -> Access:
    return Access(
        row.number,
        row.name,
        Role(row.role),
        fair=row.fair,
        stand=row.stand,
        revoked=row.revoked_at is not None,
    )


def _visitor(row: Row[Any]) -> Visitor:
    chosen = row.chosen_fair, row.chosen_language
    return Visitor(row.id, _access(row), row.station, *chosen, until=row.ends_at)
