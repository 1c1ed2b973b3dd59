"""The objects of a PDF that typst or `join_pages` has written, read without a library's model.

Only these two writers are read: numbered objects of generation 0, one table of places, nothing
written on top. What another program wrote is refused.
"""

import hashlib
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field

_HEAD = re.compile(rb"\s*(\d+) 0 obj\s")
_STREAM = re.compile(rb">>\s*stream\r?\n")
_LAST_TABLE = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*$")
_FLAT = rb"\((?:[^\\()]|\\.)*\)"
_NESTED = rb"\((?:[^\\()]|\\.|" + _FLAT + rb")*\)"
# Words in brackets come first, so that nothing in them is taken for a reference.
_REFERENCE = re.compile(rb"\((?:[^\\()]|\\.|" + _NESTED + rb")*\)|\b(\d+) 0 R\b", re.DOTALL)


@dataclass(frozen=True, slots=True)
class PdfObject:
    """A numbered object: what it says, and the bytes that follow when it is a stream."""

    number: int
    said: bytes
    stream: bytes | None = field(default=None, repr=False)

    def ref(self, name: str) -> int:
        """The number that a name refers to; 0 when it names none."""
        found = re.search(rb"/" + name.encode() + rb"\s*\[?\s*(\d+) 0 R", self.said)
        return int(found[1]) if found else 0

    def whole(self, name: str) -> int:
        """The whole number that a name stands for."""
        found = re.search(rb"/" + name.encode() + rb"\s+(\d+)", self.said)
        assert found is not None
        return int(found[1])

    def listed(self, name: str) -> bytes:
        """What stands in the array of a name, without its brackets."""
        found = re.search(rb"/" + name.encode() + rb"\s*\[([^\]]*)\]", self.said)
        return found[1] if found else b""


@dataclass(frozen=True, slots=True)
class PdfObjects:
    """A whole PDF: its objects, and which is its catalogue and which its properties."""

    numbered: dict[int, PdfObject] = field(repr=False)
    root: int
    info: int


def renumbered(said: bytes, number: Callable[[int], int]) -> bytes:
    """The same with every reference to another object in its new number."""

    def shown(found: "re.Match[bytes]") -> bytes:
        return b"%d 0 R" % number(int(found[1])) if found[1] else found[0]

    return _REFERENCE.sub(shown, said)


def read_objects(pdf: bytes) -> PdfObjects:
    """Every object by its number.

    Raises
    ------
    ValueError
        When another program wrote it.
    """
    found = _LAST_TABLE.search(pdf, len(pdf) - 64)
    if found is None:
        raise ValueError("no table of objects")
    at = int(found[1])
    if pdf.startswith(b"xref", at):
        places, last = _by_table(pdf, at)
        table = PdfObject(0, last)
        objects = _objects_at(pdf, places)
    else:
        table = _object_at(pdf, at, len(pdf))
        objects = _objects_at(pdf, _by_stream(table))
        del objects[table.number]
    return PdfObjects(_unpacked(objects), table.ref("Root"), table.ref("Info"))


def written(pdf: PdfObjects) -> bytes:
    """Objects as a file, with their table (PDF 32000-1, 7.5.4)."""
    out, places = bytearray(b"%PDF-1.7\n%\x80\x80\x80\x80\n"), dict[int, int]()
    for number, one in sorted(pdf.numbered.items()):
        places[number] = len(out)
        out += b"%d 0 obj\n%b" % (number, one.said)
        if one.stream is not None:
            out += b"\nstream\n%b\nendstream" % one.stream
        out += b"\nendobj\n"
    table, size = len(out), max(places) + 1
    rows = (places.get(number) for number in range(1, size))
    out += b"xref\n0 %d\n0000000000 65535 f \n" % size
    out += b"".join(
        b"0000000000 65535 f \n" if place is None else b"%010d 00000 n \n" % place for place in rows
    )
    name = hashlib.blake2b(out, digest_size=16).hexdigest().encode()
    said = b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\n"
    out += said % (size, pdf.root, pdf.info, name, name)
    return bytes(out + b"startxref\n%d\n%%%%EOF" % table)


def _by_table(pdf: bytes, at: int) -> tuple[list[int], bytes]:
    rows, _, last = pdf[at:].partition(b"trailer")
    return [int(row[:10]) for row in rows.splitlines() if row.rstrip().endswith(b" n")], last


def _by_stream(table: PdfObject) -> list[int]:
    """The places of objects that stand by themselves, from a table that `join_pages` wrote."""
    if table.stream is None or b"/W[1 5 2]" not in table.said:
        raise ValueError("a table of objects that another program wrote")
    rows = zlib.decompress(table.stream)
    return [int.from_bytes(rows[at + 1 : at + 6]) for at in range(0, len(rows), 8) if rows[at] == 1]


def _objects_at(pdf: bytes, places: list[int]) -> dict[int, PdfObject]:
    ends = sorted(places)
    found = (_object_at(pdf, at, end) for at, end in zip(ends, [*ends[1:], len(pdf)], strict=True))
    return {one.number: one for one in found}


def _object_at(pdf: bytes, at: int, end: int) -> PdfObject:
    head = _HEAD.match(pdf, at, end)
    if head is None:
        raise ValueError("no object where the table says one is")
    start, stop = head.end(), pdf.rfind(b"endobj", at, end)
    if not pdf[max(start, stop - 12) : stop].rstrip().endswith(b"endstream"):
        return PdfObject(int(head[1]), pdf[start:stop].strip())
    begun = _STREAM.search(pdf, start, stop)
    assert begun is not None
    said = pdf[start : begun.start() + 2]
    length = re.search(rb"/Length\s+(\d+)", said)
    assert length is not None
    return PdfObject(int(head[1]), said, pdf[begun.end() : begun.end() + int(length[1])])


def _unpacked(objects: dict[int, PdfObject]) -> dict[int, PdfObject]:
    """The same with the objects that lie in streams of objects beside the others."""
    found: dict[int, PdfObject] = {}
    for number, one in objects.items():
        if one.stream is None or b"/ObjStm" not in one.said:
            found[number] = one
            continue
        text, first = zlib.decompress(one.stream), one.whole("First")
        head = [int(word) for word in text[:first].split()]
        starts = [first + start for start in head[1::2]]
        for inner, start, end in zip(head[::2], starts, [*starts[1:], len(text)], strict=True):
            found[inner] = PdfObject(inner, text[start:end].strip())
    return found
