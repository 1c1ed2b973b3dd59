"""CSV as it really comes: any of three separators, any encoding, stray quotes.

What a program wrote and closed properly is read as Python's `csv` module reads it, cell for cell.
Only a record of another width than the rest, or one whose quotes do not close, is looked at again.
"""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folding import shorten
from matching.intake.headings import count_known
from matching.intake.tables.encodings import decoded, ungarbled
from matching.intake.tables.grids import MOST_BYTES, MOST_ROWS, FileGrid, FileRow

_SEPARATORS = (";", ",", "\t")
_SAMPLE_ROWS = 30
_MOST_LINES = 10 * MOST_ROWS  # cells may hold line ends, so a file has more lines than rows
_SAMPLE_SIGNS = 100_000
_FOREIGN = (
    b"%PDF",
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"{\\rtf",
    b"Rar!",
    b"7z\xbc\xaf",
    b"\x1f\x8b",
)
_PARQUET = b"PAR1"
_END = "\x1eend of the file\x1e"
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)


def read_csv(kind: str, file: str, content: bytes) -> FileGrid:
    """The rows of a CSV file; `kind` may be empty when the table is not known yet.

    Raises
    ------
    FairError
        `not_a_table` when the bytes are no text, `parquet_format`, `too_many_rows`.
    """
    text, flaws = _text(file, content)
    separator = None
    if match := _SEP_LINE.match(text):
        separator, text = match[1], text[match.end() :]
    separator = separator or _separator(kind, text)
    rows, mended = _rows(text, separator)
    for line in mended:
        flaws.append(Flaw(file, line, "", shorten(_first_text(rows, line)), "quote_open"))
    return FileGrid(tuple(rows), tuple(flaws), ragged=True)


def _text(file: str, content: bytes) -> tuple[str, list[Flaw]]:
    if content.startswith(_PARQUET):
        raise FairError("parquet_format", file=file)
    if content.startswith(_FOREIGN) or re.match(
        rb"\s*<(?:!doctype|html|\?xml|table)", content, re.IGNORECASE
    ):
        raise FairError("not_a_table", file=file)
    text, mixed = decoded(content)
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    flaws = [Flaw(file, 0, "", "", "encoding_mixed")] if mixed else []
    nul = text.count("\0")
    if len(_CONTROL.findall(text)) > max(8, len(text) // 200) or nul > max(8, len(text) // 20):
        raise FairError("not_a_table", file=file)
    if nul:
        flaws.append(Flaw(file, 0, "", "", "nul_removed", params={"count": nul}))
        text = text.replace("\0", "")
    if (repaired := ungarbled(text)) is not None:
        text = repaired
        flaws.append(Flaw(file, 0, "", "", "text_garbled"))
    return text, flaws


def _separator(kind: str, text: str) -> str:
    """The separator that shows most known headings, then the steadiest width."""
    sample = text[:_SAMPLE_SIGNS]
    return max(_SEPARATORS, key=lambda separator: _fit(kind, sample, separator))


def _fit(kind: str, sample: str, separator: str) -> tuple[bool, int, float, int]:
    records = _records(StringIO(sample, newline=""), separator, spaced=True)
    rows = [row for row in islice(records, _SAMPLE_ROWS) if any(row)]
    if not rows:
        return False, 0, 0.0, 0
    known, width = max((count_known(kind, row), len(row)) for row in rows[:10])
    steady = sum(len(row) == width for row in rows) / len(rows)
    return width > 1 and known > 0, known, steady, width


def _rows(text: str, separator: str) -> tuple[list[FileRow], list[int]]:
    """The rows, and the lines where a badly closed quote had swallowed others."""
    spaced = _has_spaced_quotes(text, separator)
    mended: list[int] = []
    records = _closed(text, separator, spaced=spaced)
    if records is None:
        records, mended = _put_right(text, separator, spaced=spaced)
    return [FileRow(line, tuple(record)) for line, record in enumerate(records, start=1)], mended


def _has_spaced_quotes(text: str, separator: str) -> bool:
    """Whether spaces stand before opening quotes, as people type them and no program does."""
    if separator == "\t" or not re.search(re.escape(separator) + ' +"', text):
        return False
    plain = _closed(text, separator, spaced=False)
    return plain is None and bool(_closed(text, separator, spaced=True))


def _closed(text: str, separator: str, *, spaced: bool) -> list[list[str]] | None:
    """Every record when all close properly and are of one width, else `None`."""
    try:
        source = StringIO(text, newline="")
        records = list(_records(source, separator, strict=True, spaced=spaced))
    except csv.Error:
        return None
    return records if len({len(record) for record in records if any(record)}) < 2 else None


def _put_right(text: str, separator: str, *, spaced: bool) -> tuple[list[list[str]], list[int]]:
    pieces = list(_pieces(text, separator, spaced=spaced))
    widths = Counter(len(record) for record, _ in pieces if record)
    width = widths.most_common(1)[0][0] if widths else 0
    rows: list[list[str]] = []
    mended: list[int] = []
    for record, written in pieces:
        if _swallowed(record, written, separator, width=width):
            mended.append(len(rows) + 1)
            rows += [_alone(line, separator) for line in _lines(written.removesuffix(_END + "\n"))]
        else:
            rows.append(record)
    return rows, mended


def _pieces(text: str, separator: str, *, spaced: bool) -> Iterator[tuple[list[str], str]]:
    """Each record with the text it was read from; only an open quote holds the end mark."""
    marked = f"{text}\n{_END}\n"
    source = StringIO(marked, newline="")
    start = 0
    for record in _records(source, separator, spaced=spaced):
        if record != [_END]:
            yield record, marked[start : source.tell()]
        start = source.tell()


def _swallowed(record: list[str], written: str, separator: str, *, width: int) -> bool:
    """Whether a record is in truth several rows that a stray quote tied together."""
    if record and _END in record[-1]:
        return True
    if len(written) < 2 or ("\n" not in written[:-2] and "\r" not in written[:-2]):
        return False
    if len(record) == width and _closed(written, separator, spaced=False) is not None:
        return False
    _, *others = _lines(written)
    if not others or width < 2:
        return False
    return all(line.count(separator) >= width - 1 for line in others)


def _alone(line: str, separator: str) -> list[str]:
    if line.count('"') % 2 == 0:
        return next(_records(StringIO(line, newline=""), separator, spaced=True), [])
    cells = next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])
    return [cell.strip().strip('"') for cell in cells]


def _lines(written: str) -> list[str]:
    return list(StringIO(written, newline=""))


def _records(
    source: StringIO, separator: str, *, spaced: bool, strict: bool = False
) -> Iterator[list[str]]:
    # The limit is the process's: a cell may be as long as the longest file we take.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * MOST_BYTES))
    spaces = spaced and separator != "\t"
    return csv.reader(source, delimiter=separator, skipinitialspace=spaces, strict=strict)


def _first_text(rows: list[FileRow], line: int) -> str:
    return next((" ".join(row.cells) for row in rows if row.line == line), "")
