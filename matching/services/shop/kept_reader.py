"""A reader of words made once, kept on disk by the content it was made from."""

import copyreg
import hashlib
import logging
import os
import pickle
import platform
import stat
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from importlib.resources.abc import Traversable
from io import BytesIO
from pathlib import Path
from tempfile import NamedTemporaryFile
from types import MappingProxyType
from typing import Any

from sqlalchemy import make_url

from matching.scoring.reading.understand import Reader
from matching.services.shop.gc_paused import gc_paused
from matching.services.shop.shipped import shipped

_LOG = logging.getLogger("parvis")
_FOLDER = "parvis-readers"
# stores with and without official lists may stand in one folder: one reader of each stays
_OWN, _WITH_LISTS = "own", "lists"
_MADE_WITH = ("numpy", "scipy", "rapidfuzz")


def kept_reader(store: str, words: Sequence[str], make: Callable[[], Reader]) -> Reader:
    """The reader of some words, from disk when it was made there before; else made now.

    Making one of official lists takes many seconds of processor, one of our own words half a
    second, reading it back a fraction of that. It is kept
    beside the store's file, or in the user's own cache where the store is a server. A file that
    is not our own, or was made from other words or by another version, is never opened.

    Parameters
    ----------
    store
        Address of the store.
    words
        Digests of the official lists beside our own words.
    """
    kind = _WITH_LISTS if words else _OWN
    path = _folder(store) / f"{kind}-{_key(tuple(words))}.pickle"
    found = _read(path)
    if found is None:
        found = make()
        found.get_ready()
        _write(path, found)
    return found


def _folder(store: str) -> Path:
    address = make_url(store)
    if address.get_backend_name() == "sqlite" and address.database not in {None, "", ":memory:"}:
        return Path(str(address.database)).resolve().parent / _FOLDER
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / _FOLDER


@cache
def _key(words: tuple[str, ...]) -> str:
    """What a reader is made of: lists, our own words, our code, and what the code runs on."""
    found = hashlib.blake2b(digest_size=16)
    for part in (*words, platform.python_version(), *map(version, _MADE_WITH)):
        found.update(f"{part}\n".encode())
    for room in (files("matching.scoring"), shipped("data/reference")):
        _add(found, room)
    return found.hexdigest()


def _add(digest: "hashlib.blake2b", room: Traversable) -> None:
    for entry in sorted(room.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir() and entry.name != "__pycache__":
            _add(digest, entry)
        elif entry.is_file():
            digest.update(entry.name.encode())
            digest.update(entry.read_bytes())


def _read(path: Path) -> Reader | None:
    """The reader of a file; `None` when there is none, or it is not safe or not whole."""
    try:
        with path.open("rb") as file:
            if not _is_ours(os.fstat(file.fileno())):
                _LOG.warning("%s may be written by others: not opened", path)
                return None
            with gc_paused():
                found = pickle.load(file)  # noqa: S301 - our own file, that nobody else may write
    except FileNotFoundError:
        return None
    except (
        OSError,
        EOFError,
        ValueError,
        AttributeError,
        ImportError,
        pickle.PickleError,
    ) as error:
        _LOG.warning("the kept reader %s is made again: %s", path, error)
        return None
    return found if isinstance(found, Reader) else None


def _is_ours(file: os.stat_result) -> bool:
    """Whether nobody else may have written a file; where that cannot be told, it may be."""
    if sys.platform == "win32":
        return True
    return file.st_uid == os.getuid() and not file.st_mode & (stat.S_IWGRP | stat.S_IWOTH)


def _write(path: Path, reader: Reader) -> None:
    """Keep a reader in place of those of its kind; a disk that refuses costs time, nothing else."""
    content = BytesIO()
    _Pickler(content, protocol=pickle.HIGHEST_PROTOCOL).dump(reader)
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, delete=False) as file:
            file.write(content.getbuffer())
        Path(file.name).replace(path)
        other = _OWN if path.name.startswith(_WITH_LISTS) else _WITH_LISTS
        for older in path.parent.glob("*.pickle"):
            if older != path and not older.name.startswith(other):
                older.unlink(missing_ok=True)
    except OSError as error:
        _LOG.warning("the reader could not be kept at %s: %s", path, error)


class _Pickler(pickle.Pickler):
    """Writes read-only mappings too."""

    dispatch_table: Mapping[type, Callable[[Any], Any]] = {
        **copyreg.dispatch_table,
        MappingProxyType: lambda mapping: (_read_only, (dict(mapping),)),
    }


def _read_only(mapping: dict[Any, Any]) -> Mapping[Any, Any]:
    return MappingProxyType(mapping)
