"""SQLite files that open with a key alone: a laptop lost on a bus tells nothing.

SQLCipher encrypts every page, the log beside the file and every backup (AES-256). A file that was
begun without a key stays readable without one, but for the columns that are sealed one by one.
"""

import sqlite3
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from matching.domain.errors import FairError
from matching.store.sealing.key_file import keys

_PLAIN = b"SQLite format 3\x00"
_ANY_PAGE = "SELECT count(*) FROM sqlite_master"


def can_seal_files() -> bool:
    """Whether SQLCipher is installed (`parvis[sealed]`)."""
    return find_spec("sqlcipher3") is not None


def is_sealed(file: Path | None) -> bool:
    """Whether a database is, or when it is begun will be, one that opens with the key alone."""
    if file is None or keys() is None:
        return False
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(_PLAIN))
    except OSError:
        begins = b""
    return begins != _PLAIN if begins else can_seal_files()


def driver() -> ModuleType:
    """SQLCipher with the interface of `sqlite3`.

    Raises
    ------
    FairError
        `sealing_missing` where it is not installed (`parvis[sealed]`).
    """
    try:
        return import_module("sqlcipher3.dbapi2")
    except ModuleNotFoundError as error:
        raise FairError("sealing_missing") from error


def connect(file: Path, *, is_read_only: bool = False) -> Any:
    """A connection of the driver's own to a file, with the key that opens it where it takes one.

    Raises
    ------
    FairError
        `sealing_key` when the file of the key holds none.
    """
    address = f"{file.absolute().as_uri()}?mode=ro" if is_read_only else file.absolute().as_uri()
    if not is_sealed(file):
        return sqlite3.connect(address, uri=True, check_same_thread=False)
    known = keys()
    assert known is not None
    *others, last = known.by_name.values()
    for key in others:
        opened = _with_key(address, key)
        if _opens(opened):
            return opened
        opened.close()
    return _with_key(address, last)


def errors() -> tuple[type[Exception], ...]:
    """What `connect` and its connections raise of a file that is no database, or has no key."""
    sealed = (driver().DatabaseError,) if keys() is not None and can_seal_files() else ()
    return (sqlite3.DatabaseError, *sealed)


def seal_anew(file: Path) -> bool:
    """Write a file that an older key opens with the newest; whether there was anything to do.

    Raises
    ------
    FairError
        `store_locked` when somebody else is using the file.
    """
    known = keys()
    if known is None or not is_sealed(file):
        return False
    newest = known.by_name[known.newest]
    address = file.absolute().as_uri()
    tried = _with_key(address, newest)
    is_newest = _opens(tried)
    tried.close()
    if is_newest:
        return False
    opened = connect(file)
    try:
        # A log beside the file would still be sealed with the key before.
        opened.execute("PRAGMA journal_mode=DELETE").fetchone()
        opened.execute(f"PRAGMA rekey = \"x'{newest}'\"")
    except driver().OperationalError as error:
        raise FairError("store_locked", url=str(file)) from error
    finally:
        opened.close()
    return True


def _with_key(address: str, key: str) -> Any:
    opened = driver().connect(address, uri=True, check_same_thread=False)
    opened.execute(f"PRAGMA key = \"x'{key}'\"")
    return opened


def _opens(opened: Any) -> bool:
    try:
        opened.execute(_ANY_PAGE).fetchone()
    except driver().DatabaseError:
        return False
    return True
