"""A store brought under the newest key: after a first key was made, and after another one was."""

from collections.abc import Iterator

from sqlalchemy import Column, Connection, Table, Text, cast, select, update

from matching.domain.errors import FairError
from matching.store import schema
from matching.store.database import Store
from matching.store.people.erasure import note_erasure
from matching.store.sealing.key_file import keys
from matching.store.sealing.sealed_column import Sealed, SealedWords, sealed_by
from matching.store.settings import keep_setting, read_setting

_SETTING = "sealed_by"


def bring_under_key(store: Store) -> int:
    """Seal with the newest key whatever is not; how many documents that were.

    All of them in one transaction: a process that is killed meanwhile has done nothing, and the
    next one that opens the store does it. Pages that held a plain text wait to be wiped.

    Raises
    ------
    FairError
        `sealing_needed` when the store is sealed and there is no key, `sealing_other_key` when
        its key is not in the file; `store_locked` when somebody else has the file open.
    """
    with store.reading() as reader:
        was = read_setting(reader, _SETTING) or ""
    known = keys()
    if known is None:
        if was:
            raise FairError("sealing_needed", key=was)
        return 0
    if was == known.newest:
        return 0
    if was and was not in known.by_name:
        raise FairError("sealing_other_key", key=was)
    store.seal_file_anew()
    with store.writing() as writer:
        count = sum(_seal(writer, table, column) for table, column in sealed_columns())
        keep_setting(writer, _SETTING, known.newest)
        if count:
            note_erasure(writer)
    return count


def documents_sealed(reader: Connection) -> int:
    """How many documents of the store are sealed."""
    texts = (
        stored
        for table, column in sealed_columns()
        for stored in reader.scalars(select(cast(column, Text)))
    )
    return sum(bool(sealed_by(stored)) for stored in texts)


def sealed_columns() -> Iterator[tuple[Table, Column[object]]]:
    """Every column that is sealed, with its table."""
    for table in schema.metadata.sorted_tables:
        for column in table.columns:
            if isinstance(column.type, Sealed | SealedWords):
                yield table, column


def _seal(writer: Connection, table: Table, column: Column[object]) -> int:
    known = keys()
    assert known is not None
    key = list(table.primary_key.columns)
    rows = writer.execute(select(*key, cast(column, Text).label("stored"), column)).all()
    count = 0
    for *place, stored, document in rows:
        if document and sealed_by(stored) != known.newest:
            here = [part == value for part, value in zip(key, place, strict=True)]
            writer.execute(update(table).where(*here).values({column: document}))
            count += 1
    return count
