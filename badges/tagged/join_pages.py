"""Pages pressed in several runs joined to one PDF that keeps its structure for screen readers.

The structure tree (PDF 32000-1, 14.7) names its pages, and each page names its row in the tree's
ParentTree: parts are written one after another with their objects renumbered, so that memory holds
one part beside what is written, whatever the number of parts.
"""

import hashlib
import re
import zlib
from array import array
from collections.abc import Iterable, Iterator
from io import BytesIO

from pikepdf import ObjectStreamMode, Pdf

from badges.tagged.pdf_parts import PdfObject, PdfObjects, read_objects, renumbered

_CATALOG, _PAGES, _TREE, _DOCUMENT, _OUTLINES, _INFO, _METADATA = range(1, 8)
_FIRST_FREE = 8
_PACKED = 200  # small objects that are compressed together
_ROWS = re.compile(rb"(\d+)\s+(\d+) 0 R")
_ROW_OF_PAGE = re.compile(rb"(/StructParents?)\s+(\d+)")
_LINKS = re.compile(rb"/(?:Parent|Prev|Next)\s+\d+ 0 R")


def join_pages(parts: Iterable[bytes | PdfObjects], *, title: str = "") -> bytes:
    """One tagged PDF of the parts in their order, with the properties of the first.

    `title` names the whole where the first part's would not.

    Every structure element, bookmark and page of every part is in it; the same parts make the same
    bytes. Only one part is open beside the whole, so memory grows with the bytes alone.

    Raises
    ------
    ValueError
        When there is no part.
    """
    whole = _Whole()
    for number, part in enumerate(parts):
        whole.append(_read(part, title="" if number else title))
    return whole.closed()


class _Whole:
    """A PDF that is being written: pages and streams at once, small objects packed together."""

    def __init__(self) -> None:
        self._out = BytesIO()
        self._out.write(b"%PDF-1.7\n%\x80\x80\x80\x80\n")
        self._places = array("Q", [0] * _FIRST_FREE)
        self._packed: list[tuple[int, bytes]] = []
        self._pages, self._elements, self._rows = bytearray(), bytearray(), bytearray()
        self._bookmarks: list[bytes] = []
        self._count = self._next_row = 0
        self._frame: dict[int, bytes] = {}

    def append(self, part: PdfObjects) -> None:
        """Write the pages of a part after those that are there."""
        objects, root, info = part.numbered, part.root, part.info
        catalog = objects[root]
        pages, tree = objects[catalog.ref("Pages")], objects[catalog.ref("StructTreeRoot")]
        outlines = objects.get(catalog.ref("Outlines"))
        marks = list(_bookmarks(objects, outlines))
        document = objects[tree.ref("K")]
        base = len(self._places)
        shared = {pages.number: _PAGES, tree.number: _TREE, document.number: _DOCUMENT}

        def number(old: int) -> int:
            return shared.get(old) or old + base

        self._places.extend([0] * (max(objects) + 1))
        self._pages += renumbered(pages.listed("Kids"), number) + b" "
        self._elements += renumbered(document.listed("K"), number) + b" "
        self._count += pages.whole("Count")
        rows = _ROWS.findall(tree.listed("Nums"))
        if len(rows) != tree.whole("ParentTreeNextKey"):
            raise ValueError("a page whose row of elements is not written by itself")
        for row, element in rows:
            self._rows += b"%d %d 0 R " % (int(row) + self._next_row, number(int(element)))
        self._bookmarks += [renumbered(_LINKS.sub(b"", mark.said), number) for mark in marks]
        own = {root, info, catalog.ref("Metadata"), *(mark.number for mark in marks), *shared}
        own |= {outlines.number} if outlines else set()
        for old, one in objects.items():
            if old not in own:
                self._write(number(old), self._moved(renumbered(one.said, number)), one.stream)
        self._next_row += tree.whole("ParentTreeNextKey")
        if not self._frame:
            self._keep_frame(objects, catalog, info, tree, document)

    def _moved(self, said: bytes) -> bytes:
        """The same with the row of a page where that row is now."""
        if self._next_row == 0 or b"/StructParent" not in said:
            return said
        return _ROW_OF_PAGE.sub(
            lambda found: b"%b %d" % (found[1], int(found[2]) + self._next_row), said
        )

    def _keep_frame(
        self,
        objects: dict[int, PdfObject],
        catalog: PdfObject,
        info: int,
        tree: PdfObject,
        document: PdfObject,
    ) -> None:
        """Properties, and what the first part says of its whole tree."""
        metadata = objects[catalog.ref("Metadata")]
        self._write(_METADATA, metadata.said, metadata.stream)
        self._frame = {_INFO: objects[info].said}
        names = {
            b"Pages": _PAGES,
            b"Metadata": _METADATA,
            b"StructTreeRoot": _TREE,
            b"Outlines": _OUTLINES,
        }
        said = catalog.said
        for name, number in names.items():
            said = re.sub(rb"/%b\s+\d+ 0 R" % name, b"/%b %d 0 R" % (name, number), said)
        self._frame[_CATALOG] = said
        roles = re.search(rb"/RoleMap\s*<<[^>]*>>", tree.said)
        self._frame[_TREE] = roles[0] if roles else b""
        said = re.sub(rb"/K\s*\[[^\]]*\]|/P\s+\d+ 0 R", b"", document.said)
        self._frame[_DOCUMENT] = said.rstrip().removesuffix(b">>")

    def closed(self) -> bytes:
        """The whole with its frame, its table and its end."""
        if not self._frame:
            raise ValueError("no part to join")
        frame = self._frame
        self._write(_INFO, frame[_INFO])
        self._write(_CATALOG, frame[_CATALOG])
        pages = b"<</Type/Pages/Count %d/Kids[%b]>>" % (self._count, bytes(self._pages.strip()))
        self._write(_PAGES, pages)
        tree = b"<</Type/StructTreeRoot%b/K[%d 0 R]/ParentTree<</Nums[%b]>>/ParentTreeNextKey %d>>"
        rows = bytes(self._rows.strip())
        self._write(_TREE, tree % (frame[_TREE], _DOCUMENT, rows, self._next_row))
        of_tree = b"%b/P %d 0 R/K[%b]>>" % (frame[_DOCUMENT], _TREE, bytes(self._elements.strip()))
        self._write(_DOCUMENT, of_tree)
        self._write_bookmarks()
        self._pack()
        return self._ended()

    def _write_bookmarks(self) -> None:
        first = len(self._places)
        last = first + len(self._bookmarks) - 1
        self._places.extend([0] * len(self._bookmarks))
        for number, said in enumerate(self._bookmarks, first):
            links = b"/Parent %d 0 R" % _OUTLINES
            links += b"/Prev %d 0 R" % (number - 1) if number > first else b""
            links += b"/Next %d 0 R" % (number + 1) if number < last else b""
            self._write(number, said.rstrip().removesuffix(b">>") + links + b">>")
        ends = b"/First %d 0 R/Last %d 0 R" % (first, last) if self._bookmarks else b""
        count = len(self._bookmarks)
        self._write(_OUTLINES, b"<</Type/Outlines%b/Count %d>>" % (ends, count))

    def _write(self, number: int, said: bytes, stream: bytes | None = None) -> None:
        if stream is None:
            self._packed.append((number, said))
            if len(self._packed) >= _PACKED:
                self._pack()
            return
        self._places[number] = self._out.tell() << 1
        self._out.write(b"%d 0 obj\n%b\nstream\n" % (number, said))
        self._out.write(stream)
        self._out.write(b"\nendstream\nendobj\n")

    def _pack(self) -> None:
        """Write the small objects that wait as one compressed stream."""
        if not self._packed:
            return
        own, head, body = len(self._places), bytearray(), bytearray()
        self._places.append(0)
        for index, (number, said) in enumerate(self._packed):
            head += b"%d %d " % (number, len(body))
            body += said + b"\n"
            self._places[number] = (own << 16 | index) << 1 | 1
        stream = zlib.compress(bytes(head + body))
        frame = (len(self._packed), len(head), len(stream))
        self._packed = []
        said = b"<</Type/ObjStm/N %d/First %d/Filter/FlateDecode/Length %d>>" % frame
        self._write(own, said, stream)

    def _ended(self) -> bytes:
        """The table of objects (PDF 32000-1, 7.5.8) and the end."""
        own, at = len(self._places), self._out.tell()
        self._places.append(at << 1)
        rows = bytearray()
        for place in self._places:
            rows += _row(place)
        stream = zlib.compress(bytes(rows))
        name = hashlib.blake2b(self._out.getbuffer(), digest_size=16).hexdigest().encode()
        said = b"<</Type/XRef/Size %d/W[1 5 2]/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]" % (
            *(own + 1, _CATALOG, _INFO),
            *(name, name),
        )
        said += b"/Filter/FlateDecode/Length %d>>" % len(stream)
        self._out.write(b"%d 0 obj\n%b\nstream\n%b\nendstream\nendobj\n" % (own, said, stream))
        self._out.write(b"startxref\n%d\n%%%%EOF\n" % at)
        return self._out.getvalue()


def _row(place: int) -> bytes:
    """Where an object is: nowhere, at a place of the file, or in a stream of objects."""
    if place == 0:
        return bytes(8)
    if place & 1:
        return b"\x02" + (place >> 17).to_bytes(5) + (place >> 1 & 0xFFFF).to_bytes(2)
    return b"\x01" + (place >> 1).to_bytes(5) + bytes(2)


def _bookmarks(objects: dict[int, PdfObject], outlines: PdfObject | None) -> Iterator[PdfObject]:
    """The bookmarks of a part in their order: a sheet has one, and none below it."""
    number = outlines.ref("First") if outlines else 0
    while number:
        yield objects[number]
        number = objects[number].ref("Next")


def _read(part: bytes | PdfObjects, *, title: str) -> PdfObjects:
    """The objects of a part, under another title where one is given."""
    if isinstance(part, PdfObjects):
        return part
    return read_objects(_entitled(part, title) if title else part)


def _entitled(part: bytes, title: str) -> bytes:
    """A part under another title."""
    out = BytesIO()
    with Pdf.open(BytesIO(part)) as opened:
        with opened.open_metadata(set_pikepdf_as_editor=False) as properties:
            properties["dc:title"] = title
        opened.save(out, deterministic_id=True, object_stream_mode=ObjectStreamMode.disable)
    return out.getvalue()
