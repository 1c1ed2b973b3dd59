"""Find and decode the tables of an archive: a zip, a folder or one CSV file, all distrusted."""

import csv
import io
import lzma
import re
import struct
import unicodedata
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile, ZipInfo

from matching.domain.errors import Invalid

_MOST_ENTRIES = 2_000
_MOST_CELL = 100_000  # letters: the longest text of a sheet has a few thousand
_MOST_UNPACKED = 250_000_000
_MOST_RATIO = 150
_SURELY_HARMLESS = 40_000_000
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_DAMAGE = (
    BadZipFile,
    EOFError,
    LookupError,
    NotImplementedError,  # a packing that Python does not know
    OSError,
    RuntimeError,  # a password is asked
    ValueError,
    lzma.LZMAError,
    struct.error,
    zlib.error,
)
_UNSEEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\u200b\ufeff]")
_SUFFIXES = (".csv", ".txt")


@dataclass(frozen=True, slots=True)
class Archive:
    """The files of an archive by their path inside it, each read when asked for."""

    name: str
    _readers: Mapping[str, Callable[[], bytes]]

    @property
    def files(self) -> tuple[str, ...]:
        """Paths of its CSV and text files."""
        return tuple(self._readers)

    def text(self, file: str) -> str:
        """A file as text, whatever its encoding.

        Raises
        ------
        Invalid
            `archive_broken` when it cannot be unpacked.
        """
        try:
            return decoded(self._readers[file]())
        except _DAMAGE:
            raise Invalid(file, "archive_broken") from None


@dataclass(frozen=True, slots=True)
class ArchiveTable:
    """A CSV table: its columns by lower-case name, and rows that are all wide enough."""

    file: str
    columns: Mapping[str, int]
    rows: Sequence[Sequence[str]]

    def pick(self, *columns: str) -> Iterator[tuple[str, ...]]:
        """Some cells of every row, tidied; a column that is not there is empty."""
        places = [self.columns.get(column) for column in columns]
        for row in self.rows:
            yield tuple("" if place is None else tidy(row[place]) for place in places)


def open_archive(path: Path) -> Archive:
    """The archive at a path; a folder may hold its files one folder deep, or one zip.

    Raises
    ------
    Invalid
        `archive_absent`, `archive_broken`, `archive_bomb` or `archive_path`.
    """
    if not path.exists():
        raise Invalid(path.name, "archive_absent")
    try:
        return _folder(path) if path.is_dir() else _file(path)
    except Invalid:
        raise
    except _DAMAGE:
        raise Invalid(path.name, "archive_broken") from None


def read_table(archive: Archive, file: str, columns: Sequence[str] = ()) -> ArchiveTable:
    """A CSV table of an archive, parted by commas or semicolons.

    Raises
    ------
    Invalid
        `archive_empty`, `archive_columns` when one of `columns` is not there, or `archive_row`.
    """
    text = archive.text(file)
    if not text.strip():
        raise Invalid(file, "archive_empty")
    rows = _rows(file, text, _delimiter(text))
    heads = next(rows, [])
    places = {tidy(head).lower(): place for place, head in reversed(list(enumerate(heads)))}
    missing = [column for column in columns if column not in places]
    if missing:
        raise Invalid(file, "archive_columns", value=", ".join(missing))
    body = list(rows)
    if not body:
        raise Invalid(file, "archive_empty")
    return ArchiveTable(file, places, body)


def heads_of(archive: Archive, file: str) -> frozenset[str]:
    """The lower-case columns of a table; none when it is not one."""
    first = archive.text(file).lstrip().partition("\n")[0]
    try:
        cells = next(csv.reader([first], delimiter=_delimiter(first)), [])
    except csv.Error:
        return frozenset()
    return frozenset(tidy(cell).lower() for cell in cells)


def decoded(content: bytes) -> str:
    """Bytes as text: UTF-8 even when a few letters are damaged, else ISO-8859-15."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        mended = content.decode("utf-8-sig", errors="replace")
    damaged = mended.count("\ufffd")
    sound = sum(map(len, re.findall(r"[^\x00-\x7f\ufffd]+", mended)))
    return mended if sound > damaged else content.decode("iso8859-15")


def tidy(text: str) -> str:
    """A text in one line of composed letters, without signs that nobody sees."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def _delimiter(text: str) -> str:
    first = text.lstrip().partition("\n")[0]
    return ";" if first.count(";") > first.count(",") else ","


def _rows(file: str, text: str, delimiter: str) -> Iterator[list[str]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    width = 0
    try:
        for row in reader:
            if not any(row):
                continue
            width = width or len(row)
            # The limit of the csv module is one for the whole process: ours stays ours.
            if len(row) < width or any(row[width:]) or max(map(len, row)) > _MOST_CELL:
                raise Invalid(file, "archive_row", line=reader.line_num)
            yield row
    except csv.Error:
        raise Invalid(file, "archive_row", line=reader.line_num) from None


def _file(path: Path) -> Archive:
    if path.stat().st_size > _MOST_UNPACKED:
        raise Invalid(path.name, "archive_bomb")
    with path.open("rb") as stream:
        packed = stream.read(4) in _ZIP
    if packed or path.suffix.lower() == ".zip":
        return _zip(path)
    return Archive(path.name, {path.name: path.read_bytes})


def _folder(path: Path) -> Archive:
    found = [entry for pattern in ("*", "*/*") for entry in sorted(path.glob(pattern))]
    files = [entry for entry in found[:_MOST_ENTRIES] if entry.is_file()]
    tables = [entry for entry in files if entry.suffix.lower() in _SUFFIXES]
    packed = [entry for entry in files if entry.suffix.lower() == ".zip"]
    if len(packed) == 1 and not any(entry.suffix.lower() == ".csv" for entry in tables):
        return _zip(packed[0])
    if sum(entry.stat().st_size for entry in tables) > _MOST_UNPACKED:
        raise Invalid(path.name, "archive_bomb")
    readers = {entry.relative_to(path).as_posix(): entry.read_bytes for entry in tables}
    return Archive(path.name, readers)


def _zip(path: Path) -> Archive:
    with ZipFile(path) as archive:
        entries = archive.infolist()
    _refuse_dangerous(path, entries)
    tables = (entry for entry in entries if entry.filename.lower().endswith(_SUFFIXES))
    return Archive(path.name, {entry.filename: partial(_unpack, path, entry) for entry in tables})


def _unpack(path: Path, entry: ZipInfo) -> bytes:
    with ZipFile(path) as archive:
        return archive.read(entry)


def _refuse_dangerous(path: Path, entries: Sequence[ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(1, path.stat().st_size)
    inflated = unpacked > _SURELY_HARMLESS and unpacked > _MOST_RATIO * packed
    if len(entries) > _MOST_ENTRIES or unpacked > _MOST_UNPACKED or inflated:
        raise Invalid(path.name, "archive_bomb")
    for entry in entries:
        inside = PurePosixPath(entry.filename.replace("\\", "/"))
        if inside.is_absolute() or ".." in inside.parts:
            raise Invalid(path.name, "archive_path", value=entry.filename)
