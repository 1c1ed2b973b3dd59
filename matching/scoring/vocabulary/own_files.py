"""The files of our own words as bytes, and the version that they make, without parsing them."""

import hashlib
from collections.abc import Iterable, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Protocol

from matching.domain.errors import Invalid

FORMAT = "parvis-vocabulary/1"
THEMES = "themes.toml"
WORD_VECTORS = "word_vectors.csv"
FILES = ("trades.toml", "skills.toml", "stop_phrases.txt", "communes.csv", THEMES)
OPTIONAL = (WORD_VECTORS,)  # folders were written before there was one


class NamedList(Protocol):
    """Which official list stands beside our own words."""

    @property
    def source(self) -> str:
        """Who publishes it."""

    @property
    def version(self) -> str:
        """Which edition it is."""

    @property
    def digest(self) -> str:
        """Of its content."""


def read_files(folder: Path | Traversable) -> dict[str, bytes]:
    """The files of a vocabulary by name, with the line ends of one system.

    `word_vectors.csv` may be missing: no word is near another then.

    Raises
    ------
    Invalid
        `vocabulary_file` when another one is missing.
    """
    there = (name for name in OPTIONAL if (folder / name).is_file())
    return {name: _bytes(folder, name) for name in (*FILES, *there)}


def version_of(raw: Mapping[str, bytes]) -> str:
    """What changes with any byte of the files and with the format."""
    digest = hashlib.blake2b(FORMAT.encode(), digest_size=8)
    for name, content in sorted(raw.items()):
        digest.update(name.encode() + b"\0" + content + b"\0")
    return digest.hexdigest()


def version_with(version: str, lists: Iterable[NamedList]) -> str:
    """The version of our own words with official lists beside them, in the order of sources."""
    named = sorted(lists, key=lambda official: official.source)
    if not named:
        return version
    digest = hashlib.blake2b(version.encode(), digest_size=8)
    for name in named:
        digest.update(f"\0{name.source}\0{name.version}\0{name.digest}".encode())
    return digest.hexdigest()


def _bytes(folder: Path | Traversable, name: str) -> bytes:
    try:
        return (folder / name).read_bytes().replace(b"\r\n", b"\n")
    except FileNotFoundError:
        raise Invalid(name, "vocabulary_file") from None
