"""A tagged PDF of pages whose contents are known, in the objects of what was set for them."""

import re
import zlib
from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from badges.personal.type_case import TypeCase
from badges.tagged.pdf_parts import PdfObject, PdfObjects

LEFT, TOP = 34.0157, 805.0394
"""Points from the left and from the foot of A4 to the corner where a page begins."""

_SHEET = b"[0 0 595.2756 841.8898]"
_WIDE = 595.2756
_ABOVE = 10.0  # points above the first words, where a bookmark leads to
_PACKING = 4  # of nine: half the time of six


class PageFrame(NamedTuple):
    """A page in points: its sides, and where it begins from its left and from its foot."""

    wide: float
    high: float
    left: float
    top: float

    @property
    def column(self) -> float:
        """Points between the margins."""
        return self.wide - 2 * self.left

    def aside(self, *, is_mirrored: bool) -> float:
        """How far right of its corner on A4 a text of this paper begins."""
        return self.wide - self.left - (_WIDE - LEFT) if is_mirrored else self.left - LEFT


A4 = PageFrame(_WIDE, 841.8898, LEFT, TOP)
"""The paper that texts are set on."""


class Marked(NamedTuple):
    """Marks of contents that follow one another, `upto` the first that is not among them."""

    is_strong: bool
    first: int
    upto: int


class PageElement(NamedTuple):
    """A part of a page's structure: its kind, what else is said of it, and its marks."""

    kind: bytes
    told: bytes
    marks: Sequence[Marked]


class Book:
    """A PDF whose pages are added one after another.

    The structure is the one that typst writes (PDF 32000-1, 14.7): elements below the document in
    reading order, and for each page a row that names the element of each mark.
    """

    def __init__(self, case: TypeCase, drawings: Sequence[str]) -> None:
        before = case.objects.numbered
        self._case = case
        self._objects = {number: one for number, one in before.items() if number not in case.own}
        self._next = count(max(before) + 1).__next__
        catalog = before[case.objects.root]
        self._tree = before[catalog.ref("StructTreeRoot")]
        self._document = self._tree.ref("K")
        self._folder = catalog.ref("Pages")
        self._pages: list[int] = []
        self._rows: list[int] = []
        self._elements: list[int] = []
        self._bookmarks: list[tuple[bytes, int, PageFrame]] = []
        self._keep_drawings(drawings)

    def _keep_drawings(self, names: Sequence[str]) -> None:
        """Each drawing once, for all pages; its top left corner is where it is placed."""
        kept = []
        for name, ink in zip(names, self._case.drawings, strict=True):
            said = b"<</Type/XObject/Subtype/Form/BBox%b/Matrix[1 0 0 1 %.4f %.4f]"
            said += b"/Resources %d 0 R"
            number = self._stream(said % (_SHEET, -LEFT, -TOP, self._case.resources), ink)
            kept.append(b"/%b %d 0 R" % (name.encode(), number))
        resources = self._objects[self._case.resources]
        if b"/XObject" in resources.said:
            raise ValueError("a text that is a drawing")
        said = resources.said.removesuffix(b">>") + b"/XObject<<%b>>>>" % b"".join(kept)
        self._put(resources.number, said)

    def add_page(
        self,
        contents: bytes,
        elements: Sequence[PageElement],
        bookmark: bytes = b"",
        paper: PageFrame = A4,
    ) -> None:
        """A page with its elements in reading order, and a bookmark where it is told one."""
        page, owners = self._next(), list[int]()
        for element in elements:
            owners += self._element(element, page)
        said = b"<</Type/Page/Resources %d 0 R/MediaBox[0 0 %.4f %.4f]/StructParents %d/Tabs/S"
        said += b"/Parent %d 0 R/Contents %d 0 R>>"
        frame = (self._case.resources, paper.wide, paper.high, len(self._rows), self._folder)
        self._put(page, said % (*frame, self._stream(b"<<", contents)))
        self._pages.append(page)
        self._rows.append(self._new(b"[%b]" % _refs(owners)))
        if bookmark:
            self._bookmarks.append((bookmark, page, paper))

    def _element(self, element: PageElement, page: int) -> list[int]:
        """Write an element, and say for each of its marks which element it is of."""
        number, kids, owners = self._next(), list[bytes](), list[int]()
        said = b"<</Type/StructElem/S/%b/P %d 0 R%b/K[%b]/Pg %d 0 R>>"
        for is_strong, first, upto in element.marks:
            marks = b" ".join([b"%d" % mark for mark in range(first, upto)])
            owner = number
            if is_strong:
                owner = self._new(said % (b"Strong", number, b"", marks, page))
                marks = b"%d 0 R" % owner
            kids.append(marks)
            owners += [owner] * (upto - first)
        told = (element.kind, self._document, element.told, b" ".join(kids), page)
        self._put(number, said % told)
        self._elements.append(number)
        return owners

    def _put(self, number: int, said: bytes, stream: bytes | None = None) -> None:
        self._objects[number] = PdfObject(number, said, stream)

    def _new(self, said: bytes) -> int:
        number = self._next()
        self._put(number, said)
        return number

    def _stream(self, said: bytes, contents: bytes) -> int:
        packed, number = zlib.compress(contents, _PACKING), self._next()
        self._put(number, b"%b/Filter/FlateDecode/Length %d>>" % (said, len(packed)), packed)
        return number

    def closed(self) -> PdfObjects:
        """The whole with its lists of pages, elements and bookmarks."""
        folder = b"<</Type/Pages/Count %d/Kids[%b]>>" % (len(self._pages), _refs(self._pages))
        self._put(self._folder, folder)
        rows = b" ".join([b"%d %d 0 R" % row for row in enumerate(self._rows)])
        said = re.sub(rb"/Nums\s*\[[^\]]*\]", b"/Nums[%b]" % rows, self._tree.said)
        key = b"/ParentTreeNextKey %d" % len(self._rows)
        self._put(self._tree.number, re.sub(rb"/ParentTreeNextKey\s+\d+", key, said))
        elements = b"/K[%b]" % _refs(self._elements)
        document = self._objects[self._document].said
        self._put(self._document, re.sub(rb"/K\s*\[[^\]]*\]", elements, document))
        self._write_bookmarks()
        return PdfObjects(self._objects, self._case.objects.root, self._case.objects.info)

    def _write_bookmarks(self) -> None:
        root, outlines = self._case.objects.root, self._next()
        numbers = [self._next() for _ in self._bookmarks]
        for at, (title, page, paper) in enumerate(self._bookmarks):
            links = b"/Parent %d 0 R" % outlines
            links += b"/Prev %d 0 R" % numbers[at - 1] if at else b""
            links += b"/Next %d 0 R" % numbers[at + 1] if at + 1 < len(numbers) else b""
            place = b"[%d 0 R/XYZ %.3f %.3f 0]" % (page, paper.left, paper.top + _ABOVE)
            self._put(numbers[at], b"<</Title%b/Dest%b%b>>" % (title, place, links))
        ends = (numbers[0], numbers[-1], len(numbers))
        self._put(outlines, b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % ends)
        self._objects.pop(self._objects[root].ref("Outlines"), None)
        said = re.sub(rb"/Outlines\s+\d+ 0 R", b"", self._objects[root].said)
        said = said.removesuffix(b">>") + b"/Outlines %d 0 R>>" % outlines
        self._put(root, said)


def pdf_text(words: str) -> bytes:
    """Words as a text string of PDF, whatever their script."""
    whole = words.replace("\N{ZERO WIDTH SPACE}", "")
    return b"<FEFF%b>" % whole.encode("utf-16-be").hex().upper().encode()


def _refs(numbers: Sequence[int]) -> bytes:
    return b" ".join([b"%d 0 R" % number for number in numbers])
