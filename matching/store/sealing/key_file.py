"""The file of the keys: outside the database, named in `PARVIS_KEY_FILE`, for its owner alone.

A key is a line of 64 hexadecimal digits. The first line seals; those after it are older keys, which
open what they once sealed.
"""

import hashlib
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from matching.domain.errors import FairError

KEY_FILE = "PARVIS_KEY_FILE"
"""The environment variable that names the file of the keys."""

_KEY = re.compile(r"[0-9a-f]{64}")
_KEPT: dict[str, tuple[tuple[int, int], "Keys"]] = {}


@dataclass(frozen=True)
class Keys:
    """Every key of a file by its name; `newest` seals."""

    newest: str
    by_name: Mapping[str, str]

    def __repr__(self) -> str:
        return f"Keys(newest={self.newest!r})"


def keys() -> Keys | None:
    """The keys in force; `None` where nothing is to be sealed.

    A file that cannot be reached any more (a stick that was pulled out) leaves what this process
    has read of it.

    Raises
    ------
    FairError
        `sealing_key` when the file holds no key, or something else.
    """
    path = os.environ.get(KEY_FILE)
    if not path:
        return None
    kept = _KEPT.get(path)
    try:
        status = Path(path).stat()
        stamp = (status.st_mtime_ns, status.st_size)
        if kept is None or kept[0] != stamp:
            kept = _KEPT[path] = (stamp, _read(Path(path)))
    except (OSError, UnicodeDecodeError) as error:
        if kept is None:
            raise FairError("sealing_key") from error
    return kept[1]


def name_of(key: str) -> str:
    """What a key is called where it may be read: nobody finds the key from it."""
    return hashlib.sha256(f"parvis {key}".encode()).hexdigest()[:8]


def new_key(file: Path) -> None:
    """Write a new key into a new file, readable by its owner alone.

    Raises
    ------
    FairError
        `file_exists`: a key never replaces another.
    """
    _write(file, [_drawn()])


def add_key(file: Path) -> None:
    """Put a new key before those of a file, which go on opening what they sealed.

    Raises
    ------
    FairError
        `sealing_key` when the file holds none yet.
    """
    try:
        known = _read(file)
    except (OSError, UnicodeDecodeError) as error:
        raise FairError("sealing_key") from error
    unfinished = file.with_name(f".{file.name}.unfinished")
    unfinished.unlink(missing_ok=True)
    _write(unfinished, [_drawn(), *known.by_name.values()])
    unfinished.replace(file)


def _drawn() -> str:
    return os.urandom(32).hex()


def _write(file: Path, lines: list[str]) -> None:
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise FairError("file_exists", path=str(file)) from error
    with os.fdopen(handle, "w", encoding="ascii") as opened:
        opened.writelines(f"{line}\n" for line in lines)
        opened.flush()
        os.fsync(opened.fileno())


def _read(file: Path) -> Keys:
    lines = file.read_text(encoding="ascii").split()
    if not lines or not all(map(_KEY.fullmatch, lines)):
        raise FairError("sealing_key")
    return Keys(name_of(lines[0]), {name_of(line): line for line in lines})
