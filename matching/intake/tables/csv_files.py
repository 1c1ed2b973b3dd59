"""CSV as it really comes: any of three separators, any of four encodings, stray quotes."""

import csv
import re
from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice

from matching.domain.errors import FairError
from matching.domain.flaw import Flaw
from matching.intake.folding import shorten
from matching.intake.headings import count_known
from matching.intake.tables.grids import MOST_BYTES, MOST_ROWS, Grid, Row

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
_END = "\x1eend of the file\x1e"
_CONTROL = re.compile(r"[\x01-\x08\x0b\x0e-\x1a\x1c-\x1f]")
_SEP_LINE = re.compile(r"sep=(.)\r?\n", re.IGNORECASE)
# UTF-8 that somebody once opened as Windows-1252: "PrÃ©nom".
_GARBLED = re.compile(r"Ã[\u0080-\u00bf\u0152-\u2122]|â€")


def read_csv(kind: str, file: str, content: bytes) -> Grid:
    """The rows of a CSV file.

    Raises
    ------
    FairError
        `not_a_table` when the bytes are no text.
    """
    text, flaws = _text(file, content)
    separator = None
    if match := _SEP_LINE.match(text):
        separator, text = match[1], text[match.end() :]
    separator = separator or _separator(kind, text)
    rows, mended = _rows(text, separator)
    for line in mended:
        flaws.append(Flaw(file, line, "", shorten(_first_text(rows, line)), "quote_open"))
    return Grid(tuple(rows), tuple(flaws), ragged=True)


def _text(file: str, content: bytes) -> tuple[str, list[Flaw]]:
    if content.startswith(_FOREIGN) or re.match(
        rb"\s*<(?:!doctype|html|\?xml|table)", content, re.IGNORECASE
    ):
        raise FairError("not_a_table", file=file)
    text, mixed = _decoded(content)
    if text.count("\n") + text.count("\r") > _MOST_LINES:
        raise FairError("too_many_rows", file=file, most=MOST_ROWS)
    flaws = [Flaw(file, 0, "", "", "encoding_mixed")] if mixed else []
    nul = text.count("\0")
    if len(_CONTROL.findall(text)) > max(8, len(text) // 200) or nul > max(8, len(text) // 20):
        raise FairError("not_a_table", file=file)
    if nul:
        flaws.append(Flaw(file, 0, "", "", "nul_removed", params={"count": nul}))
        text = text.replace("\0", "")
    if _GARBLED.search(text):
        text = "".join(_repaired(line) for line in text.splitlines(keepends=True))
        flaws.append(Flaw(file, 0, "", "", "text_garbled"))
    return text, flaws


def _decoded(content: bytes) -> tuple[str, bool]:
    """The text, and whether lines of different encodings stand side by side."""
    if content.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
        return content.decode("utf-16", "replace"), False
    if guess := _wide(content):
        return content.decode(guess, "replace"), False
    content = content.removeprefix(BOM_UTF8)
    try:
        return content.decode("utf-8"), False
    except UnicodeDecodeError:
        lines = [_decoded_line(line) for line in content.splitlines(keepends=True)]
    return "".join(line for line, _ in lines), len({code for _, code in lines if code}) > 1


def _wide(content: bytes) -> str:
    """The encoding of two-byte text that lost its mark: every other byte is zero."""
    sample = content[:2000]
    half = max(1, len(sample) // 2)
    if len(sample) > 8 and sample[1::2].count(0) > 0.7 * half and not sample[::2].count(0):
        return "utf-16-le"
    if len(sample) > 8 and sample[::2].count(0) > 0.7 * half and not sample[1::2].count(0):
        return "utf-16-be"
    return ""


def _decoded_line(line: bytes) -> tuple[str, str]:
    if line.isascii():
        return line.decode("ascii"), ""
    try:
        return line.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace"), "cp1252"


def _repaired(line: str) -> str:
    if not _GARBLED.search(line):
        return line
    try:
        return line.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return line


def _separator(kind: str, text: str) -> str:
    """The separator that shows most known headings, then the steadiest width."""
    sample = text[:_SAMPLE_SIGNS]
    return max(_SEPARATORS, key=lambda separator: _fit(kind, sample, separator))


def _fit(kind: str, sample: str, separator: str) -> tuple[int, float, int]:
    records = _records(StringIO(sample, newline=""), separator)
    rows = [row for row in islice(records, _SAMPLE_ROWS) if any(row)]
    if not rows:
        return 0, 0.0, 0
    known, width = max((count_known(kind, row), len(row)) for row in rows[:10])
    return known, sum(len(row) == width for row in rows) / len(rows), width


def _rows(text: str, separator: str) -> tuple[list[Row], list[int]]:
    """The rows, and the lines where a badly closed quote had swallowed others."""
    pieces = list(_pieces(text, separator))
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
    return [Row(line, tuple(record)) for line, record in enumerate(rows, start=1)], mended


def _pieces(text: str, separator: str) -> Iterator[tuple[list[str], str]]:
    """Each record with the text it was read from; only an open quote holds the end mark."""
    marked = f"{text}\n{_END}\n"
    source = StringIO(marked, newline="")
    start = 0
    for record in _records(source, separator):
        if record != [_END]:
            yield record, marked[start : source.tell()]
        start = source.tell()


def _swallowed(record: list[str], written: str, separator: str, *, width: int) -> bool:
    """Whether a record is in truth several rows that a stray quote tied together."""
    if record and _END in record[-1]:
        return True
    _, *others = _lines(written)
    if not others or width < 2 or (width == 2 and len(record) == width):
        return False
    return all(line.count(separator) >= width - 1 for line in others)


def _alone(line: str, separator: str) -> list[str]:
    if line.count('"') % 2 == 0:
        return next(_records(StringIO(line, newline=""), separator), [])
    cells = next(csv.reader([line], delimiter=separator, quoting=csv.QUOTE_NONE), [])
    return [cell.strip().strip('"') for cell in cells]


def _lines(written: str) -> list[str]:
    return list(StringIO(written, newline=""))


def _records(source: StringIO, separator: str) -> Iterator[list[str]]:
    # The limit is the process's: a cell may be as long as the longest file we take.
    csv.field_size_limit(max(csv.field_size_limit(), 2 * MOST_BYTES))
    return csv.reader(source, delimiter=separator, skipinitialspace=separator != "\t")


def _first_text(rows: list[Row], line: int) -> str:
    return next((" ".join(row.cells) for row in rows if row.line == line), "")
