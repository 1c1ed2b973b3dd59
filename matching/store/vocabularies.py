"""Official lists of words in the store, and what each score version was made of."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from matching.store import schema

_LISTS, _VERSIONS, _SENSES = schema.vocabularies, schema.score_versions, schema.senses


@dataclass(frozen=True, slots=True)
class KeptList:
    """An official list as the store keeps it; its content is read apart."""

    source: str
    version: str
    digest: str
    attribution: str
    labels: int
    imported_at: datetime


def kept_lists(reader: Connection) -> tuple[KeptList, ...]:
    """Every official list imported, in the order of their sources."""
    columns = [column for column in _LISTS.c if column.name != "content"]
    rows = reader.execute(select(*columns).order_by(_LISTS.c.source))
    return tuple(KeptList(**row._mapping) for row in rows)  # noqa: SLF001 - SQLAlchemy's public name


def read_content(reader: Connection, source: str) -> bytes:
    """The content of a list, as it was given."""
    found = reader.execute(select(_LISTS.c.content).where(_LISTS.c.source == source))
    return bytes(found.scalar_one())


def replace_list(writer: Connection, kept: KeptList, content: bytes) -> None:
    """Put a list in place of the one of the same source."""
    writer.execute(delete(_LISTS).where(_LISTS.c.source == kept.source))
    values = {name: getattr(kept, name) for name in KeptList.__slots__}
    writer.execute(insert(_LISTS).values(**values, content=content))


def remember_score_version(
    writer: Connection, version: str, document: Mapping[str, Any], *, at: datetime
) -> None:
    """Keep what a score version is made of, the first time that it is used."""
    known = writer.scalar(select(_VERSIONS.c.version).where(_VERSIONS.c.version == version))
    if known is None:
        values = {"version": version, "document": dict(document), "first_used_at": at}
        writer.execute(insert(_VERSIONS).values(values))


def score_version(reader: Connection, version: str) -> Mapping[str, Any] | None:
    """What a score version is made of; `None` when no plan was drawn with it."""
    query = select(_VERSIONS.c.document).where(_VERSIONS.c.version == version)
    document: Mapping[str, Any] | None = reader.scalar(query)
    return document


def read_senses(reader: Connection, digest: str) -> bytes | None:
    """Encoded phrases by what they were made from, if they were made."""
    found = reader.scalar(select(_SENSES.c.content).where(_SENSES.c.digest == digest))
    return None if found is None else bytes(found)


def replace_senses(writer: Connection, digest: str, content: bytes, *, at: datetime) -> None:
    """Keep encoded phrases; those made from other phrases go."""
    writer.execute(delete(_SENSES))
    writer.execute(insert(_SENSES).values(digest=digest, content=content, made_at=at))
