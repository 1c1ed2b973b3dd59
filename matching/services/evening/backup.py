"""The whole store in one file while the app runs, and back."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Connection

from matching.domain.errors import FairError
from matching.services.shop.shop import Shop
from matching.store import accesses
from matching.store.copying import copy_everything
from matching.store.database import Store
from matching.store.fairs import list_fairs
from matching.store.sealing.sealed_file import connect, errors
from matching.store.settings import begin_lineage, forget_settings

# Screens stay open on this machine alone, and old tries at codes are nobody's business.
_NOT_KEPT = ("sessions", "wrong_codes")
_NOT_KEPT_SETTINGS = ("cookie_key", "demo_code")


@dataclass(frozen=True, slots=True)
class Copied:
    """What a copy holds: rows in all, and the fairs."""

    rows: int
    fairs: tuple[str, ...]


def backup(shop: Shop, file: Path) -> Copied:
    """Write one state of the store into a new file, readable by its owner alone.

    Whatever the database, the file is an SQLite store of Parvis: it opens on any laptop. Nobody
    has to stop working meanwhile.

    Raises
    ------
    FairError
        `file_exists`: a backup never replaces another; `file_folder` when there is no such folder.
    """
    if file.exists():
        raise FairError("file_exists", path=str(file))
    if not file.parent.is_dir():
        raise FairError("file_folder", path=str(file.parent))
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    target = Store.open(f"sqlite:///{unfinished}")
    try:
        with shop.store.reading() as reader, target.writing() as writer:
            rows = _copied(reader, writer)
            found = tuple(fair.id for fair in list_fairs(reader))
    finally:
        target.close()
    _settle(unfinished)
    unfinished.replace(file)
    return Copied(rows, found)


def restore(shop: Shop, file: Path, *, replace: bool = False) -> Copied:
    """Put what a backup holds in the place of what the store holds, all of it or nothing.

    An access that was taken back here since stays taken back.

    Raises
    ------
    FairError
        `file_unknown`; `store_unreachable` or `store_newer` when it is no backup of ours;
        `store_not_empty` when a fair would be lost and `replace` does not say so.
    """
    if not file.is_file():
        raise FairError("file_unknown", path=str(file))
    _must_be_ours(file)
    with _opened(file) as source, source.reading() as reader, shop.store.writing() as writer:
        here = [fair.id for fair in list_fairs(writer)]
        if here and not replace:
            raise FairError("store_not_empty", fairs=", ".join(here))
        revoked = [access.number for access in accesses.read_accesses(writer) if access.revoked]
        rows = _copied(reader, writer)
        begin_lineage(writer, shop.random_bytes(8).hex())
        for number in revoked:
            accesses.revoke(writer, number, at=shop.clock())
        return Copied(rows, tuple(fair.id for fair in list_fairs(reader)))


def _copied(reader: Connection, writer: Connection) -> int:
    """How many rows a copy of a store holds, without what stays on its machine."""
    rows = copy_everything(reader, writer, leave_out=_NOT_KEPT)
    return sum(rows.values()) - forget_settings(writer, _NOT_KEPT_SETTINGS)


@contextmanager
def _opened(file: Path) -> Iterator[Store]:
    """A copy of the backup: an old one is brought up to date, and the file stays as it was."""
    with TemporaryDirectory(prefix="parvis-") as folder:
        copy = Path(shutil.copyfile(file, Path(folder) / "backup.db"))
        store = Store.open(f"sqlite:///{copy}")
        try:
            yield store
        finally:
            store.close()


def _settle(file: Path) -> None:
    """One file instead of three: no log beside it that somebody forgets to copy."""
    with closing(connect(file)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


def _must_be_ours(file: Path) -> None:
    """A file of another program is refused before anything is written into it."""
    asked = "SELECT count(*) FROM sqlite_master WHERE name IN ('alembic_version', 'happenings')"
    try:
        with closing(connect(file, is_read_only=True)) as opened:
            (tables,) = opened.execute(asked).fetchone()
    except errors():
        tables = 0
    if tables != 2:
        raise FairError("file_not_ours", path=str(file))
