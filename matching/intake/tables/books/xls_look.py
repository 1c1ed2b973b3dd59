"""What a workbook of Excel before 2007 shows: rows and columns that are hidden, merged cells.

calamine reads the values of these files and not their look, so the few records that tell it are
taken from the file itself ([MS-CFB] for the container, [MS-XLS] for the records in it).
"""

import struct
from collections.abc import Iterator, Mapping
from itertools import islice

from matching.intake.tables.books.sheet_look import SheetLook
from matching.intake.tables.grids import MOST_COLUMNS, MOST_ROWS

_FAT_IN_HEADER = 109
_ENDS = 0xFFFFFFFA  # from here on a number names no sector
_ENTRY = 128
_POWERS = frozenset({(9, 6), (12, 6)})  # of two: the sizes of sectors and of small ones
_MOST_MERGED = 200_000
_BOOKS = ("Workbook", "Book")
_BOUND_SHEET, _ROW, _COLUMNS, _MERGES, _END = 0x85, 0x208, 0x7D, 0xE5, 0x0A
_BEGINNINGS = frozenset({0x009, 0x209, 0x409, 0x809})
_ROW_HIDDEN, _COLUMN_HIDDEN = 0x20, 0x01
_UNICODE = 0x01


def look_at_old_sheets(content: bytes) -> Mapping[str, SheetLook]:
    """The look of each sheet of an `.xls` by its name; empty when the file does not tell it."""
    try:
        book = _book(content)
        return {name: _look(book[place:]) for name, place in _sheets(book)}
    except (struct.error, IndexError, StopIteration, UnicodeDecodeError):
        return {}


def _book(content: bytes) -> bytes:
    """The stream of the workbook in its container: in sectors, or in small ones if it is short."""
    powers = struct.unpack_from("<HH", content, 30)
    if powers not in _POWERS:
        raise struct.error
    size, small = (1 << power for power in powers)
    first_folder, least, first_small_fat = struct.unpack_from("<I4xII", content, 48)
    fat = _fat(content, size)
    folder = _stream(content, size, fat, first_folder)
    entries = [_entry(folder[place : place + _ENTRY]) for place in range(0, len(folder), _ENTRY)]
    start, length = next((start, length) for name, start, length in entries if name in _BOOKS)
    if length >= least:
        return _stream(content, size, fat, start)[:length]
    # the first entry holds the small sectors, one after the other and without a header
    shorts = bytes(small) + _stream(content, size, fat, entries[0][1])
    small_fat = _stream(content, size, fat, first_small_fat)
    following = struct.unpack(f"<{len(small_fat) // 4}I", small_fat)
    return _stream(shorts, small, following, start)[:length]


def _entry(entry: bytes) -> tuple[str, int, int]:
    """The name of a stream, its first sector and its length."""
    letters, start, length = struct.unpack_from("<64xH50xII", entry)
    return entry[: max(0, letters - 2)].decode("utf-16-le"), start, length


def _fat(content: bytes, size: int) -> tuple[int, ...]:
    """Which sector follows each sector."""
    sectors = [*struct.unpack_from(f"<{_FAT_IN_HEADER}I", content, 76)]
    more = struct.unpack_from("<I", content, 68)[0]
    seen: set[int] = set()
    while more < _ENDS and more not in seen:
        seen.add(more)
        *listed, more = struct.unpack(f"<{size // 4}I", _sector(content, size, more))
        sectors += listed
    parts = (_sector(content, size, sector) for sector in sectors if sector < _ENDS)
    return struct.unpack(f"<{size // 4 * sum(one < _ENDS for one in sectors)}I", b"".join(parts))


def _sector(content: bytes, size: int, number: int) -> bytes:
    start = (number + 1) * size
    return content[start : start + size]


def _stream(content: bytes, size: int, fat: tuple[int, ...], sector: int) -> bytes:
    parts: list[bytes] = []
    while sector < _ENDS and len(parts) <= len(fat):
        parts.append(_sector(content, size, sector))
        sector = fat[sector]
    return b"".join(parts)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    """The records of one part of the stream, up to its end; charts inside it are passed over."""
    place, depth = 0, 0
    while place + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, place)
        depth += (kind in _BEGINNINGS) - (kind == _END)
        if depth == 0:
            return
        if depth == 1:
            yield kind, stream[place + 4 : place + 4 + length]
        place += 4 + length


def _sheets(book: bytes) -> Iterator[tuple[str, int]]:
    """The name of each sheet and where its part begins."""
    for kind, record in _records(book):
        if kind == _BOUND_SHEET:
            place, letters, wide = struct.unpack_from("<I2xBB", record)
            code = "utf-16-le" if wide & _UNICODE else "latin-1"
            yield record[8 : 8 + letters * (1 + (wide & _UNICODE))].decode(code), place


def _look(sheet: bytes) -> SheetLook:
    hidden: set[int] = set()
    columns: set[int] = set()
    above: dict[tuple[int, int], int] = {}
    for kind, record in _records(sheet):
        if kind == _ROW and struct.unpack_from("<12xH", record)[0] & _ROW_HIDDEN:
            hidden.add(struct.unpack_from("<H", record)[0] + 1)
        elif kind == _COLUMNS and struct.unpack_from("<8xH", record)[0] & _COLUMN_HIDDEN:
            first, last = struct.unpack_from("<HH", record)
            columns.update(range(first, min(last + 1, MOST_COLUMNS)))
        elif kind == _MERGES and len(above) < _MOST_MERGED:
            above.update(_merged(record))
    return SheetLook(frozenset(hidden), frozenset(columns), above)


def _merged(record: bytes) -> Iterator[tuple[tuple[int, int], int]]:
    """Merges over rows of one column, as a line and a column to the line it repeats."""
    count = struct.unpack_from("<H", record)[0]
    for top, bottom, left, right in islice(struct.iter_unpack("<HHHH", record[2:]), count):
        if left == right and left < MOST_COLUMNS:
            for line in range(top + 2, min(bottom + 1, 2 * MOST_ROWS) + 1):
                yield (line, left), top + 1
