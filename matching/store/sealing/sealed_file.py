"""SQLite files that open with a key alone: a laptop lost on a bus tells nothing.

The key stands in a file of its own, outside the database, named in `PARVIS_KEY_FILE`; SQLCipher
encrypts every page, the log beside the file and every backup (AES-256). A file that was begun
without a key stays readable without one.
"""

import os
import re
import sqlite3
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from matching.domain.errors import FairError

KEY_FILE = "PARVIS_KEY_FILE"
"""The environment variable that names the file of the key."""

_KEY = re.compile(r"[0-9a-f]{64}")
_PLAIN = b"SQLite format 3\x00"


def is_sealed(file: Path | None) -> bool:
    """Whether a database is, or when it is begun will be, one that opens with the key alone."""
    if file is None or not os.environ.get(KEY_FILE):
        return False
    try:
        with file.open("rb") as opened:
            begins = opened.read(len(_PLAIN))
    except OSError:
        begins = b""
    return begins != _PLAIN


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
    """A connection of the driver's own to a file, with the key where it takes one.

    Raises
    ------
    FairError
        `sealing_key` when the file of the key holds none.
    """
    sealed = is_sealed(file)
    module = driver() if sealed else sqlite3
    address = f"{file.absolute().as_uri()}?mode=ro" if is_read_only else file.absolute().as_uri()
    opened = module.connect(address, uri=True, check_same_thread=False)
    if sealed:
        opened.execute(f"PRAGMA key = \"x'{_key()}'\"")
    return opened


def errors() -> tuple[type[Exception], ...]:
    """What `connect` and its connections raise of a file that is no database, or has no key."""
    sealed = (driver().DatabaseError,) if os.environ.get(KEY_FILE) else ()
    return (sqlite3.DatabaseError, *sealed)


def new_key(file: Path) -> None:
    """Write a new key into a new file, readable by its owner alone.

    Raises
    ------
    FairError
        `file_exists`: a key never replaces another.
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FairError("file_exists", path=str(file)) from error
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.write(f"{os.urandom(32).hex()}\n")


def _key() -> str:
    try:
        key = Path(os.environ[KEY_FILE]).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise FairError("sealing_key") from error
    if not _KEY.fullmatch(key):
        raise FairError("sealing_key")
    return key
