"""Sheets bound from texts that were set once: what each page shows, and how it is read aloud.

A heading a sheet, its code, then in reading order a heading a meeting and a paragraph a text.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from badges.hall.hall_map import HallMap, map_svg
from badges.measure import MM
from badges.personal.book import A4, TOP, Book, Marked, PageElement, PageFrame, pdf_text
from badges.personal.ink import PICTO_SIDE, code_ink, pictogram, shapes_ink
from badges.personal.placed import PageBlock, Picto, PlacedText
from badges.personal.type_case import CaseDrawing, CaseText, TypeCase, is_seen, set_once
from badges.press import plain
from badges.qr import qr_path
from badges.signs import unrepeated
from badges.tagged.pdf_parts import PdfObjects
from badges.wording import RIGHT_TO_LEFT


class PlacedCode(NamedTuple):
    """A code from the start side and the top of its page, and points along it with its border."""

    x: float
    y: float
    side: float


@dataclass(frozen=True, slots=True)
class HallDrawing:
    """The plan of a hall on a page: its name among the drawings, and its place in points."""

    name: str
    top: float
    wide: float
    high: float


@dataclass(frozen=True, slots=True)
class BoundPage:
    """Blocks, each from its height on, the plan of the hall and the code where the page has them.

    A code below the top is read last, as it is seen.
    """

    blocks: Sequence[tuple[float, PageBlock]]
    hall: HallDrawing | None = None
    code: PlacedCode | None = None
    paper: PageFrame = A4


@dataclass(frozen=True, slots=True)
class BoundSheet:
    """The pages of one person; the first has a bookmark under the title."""

    language: str
    title: str
    code: str
    code_alt: str
    hall_alt: str
    pages: Sequence[BoundPage]

    @property
    def is_mirrored(self) -> bool:
        """Whether its pages run from right to left."""
        return self.language in RIGHT_TO_LEFT

    def texts(self, page: BoundPage) -> Iterator[tuple[CaseText, PlacedText, float]]:
        """What is seen of the texts of a page: how each is set, where it is, and below what."""
        for top, block in page.blocks:
            for text in block.texts:
                case = _case_text(text, self.language, is_mirrored=self.is_mirrored)
                if is_seen(case):
                    yield case, text, top


def _case_text(text: PlacedText, language: str, *, is_mirrored: bool) -> CaseText:
    is_isolated = text.is_hall and is_mirrored
    words, lead = (unrepeated(part, language) for part in (text.text, text.lead))
    look = (text.wide, text.size, words, text.style, text.align, lead, is_isolated)
    return CaseText(language, *look)


def bind(
    data: Mapping[str, object], sheets: Sequence[BoundSheet], halls: Mapping[str, HallMap]
) -> PdfObjects:
    """The PDF of some sheets; `halls` are the plans that their pages name."""
    drawings = {name: CaseDrawing(pictogram(name), PICTO_SIDE) for name in _pictograms(sheets)}
    drawings |= {
        name: CaseDrawing(map_svg(hall).encode(), hall.wide * MM) for name, hall in halls.items()
    }
    texts = [
        case
        for sheet in sheets
        for page in sheet.pages
        for case, _, _ in sheet.texts(page)
    ]  # fmt: skip
    case = set_once(data, texts, list(drawings.values()))
    book = Book(case, list(drawings))
    for sheet in sheets:
        language = "" if sheet.language == data["language"] else sheet.language
        for number, page in enumerate(sheet.pages):
            ink = _PageInk(case, sheet, page, language)
            ink.draw(is_first=number == 0)
            title = b"" if number else pdf_text(sheet.title)
            book.add_page(b"".join(ink.contents), ink.elements, title, page.paper)
    return book.closed()


def _pictograms(sheets: Sequence[BoundSheet]) -> list[str]:
    """The names of those that a page of the sheets shows."""
    return sorted(
        {
            shape.name
            for sheet in sheets
            for page in sheet.pages
            for _, block in page.blocks
            for shape in block.shapes
            if isinstance(shape, Picto)
        }
    )


@dataclass(slots=True)
class _PageInk:
    """The contents of a page and its elements, in the order in which it is read."""

    case: TypeCase
    sheet: BoundSheet
    page: BoundPage
    language: str
    contents: list[bytes] = field(default_factory=list)
    elements: list[PageElement] = field(default_factory=list)
    _marks: int = 0

    def draw(self, *, is_first: bool) -> None:
        """Everything that the page shows."""
        page = self.page
        hall = self._hall(page.hall) if page.hall else None  # below the marks of stands
        self._ornaments()
        texts = list(self.sheet.texts(page))
        if is_first:
            head = [found for found in texts if found[1].role == "h1"]
            self._element(b"H1", self._told(self.sheet.title), self._words(head))
        if page.code and not page.code.y:
            self._code(page.code)
        for found in texts:
            text = found[1]
            if text.role == "h2":
                self._element(b"H2", self._told(plain(text.text)), self._words([found]))
            elif text.role == "p":
                self._element(b"P", self._told(), self._words([found]))
        if hall:
            self.elements.append(hall)
        if page.code and page.code.y:
            self._code(page.code)

    def _ornaments(self) -> None:
        """All that whoever hears the page need not be told."""
        paper = self.page.paper
        drawn = [
            b"q 1 0 0 1 %.3f %.3f cm\n%bQ\n"
            % (
                paper.left,
                paper.top - top,
                shapes_ink(block.shapes, paper.column, is_mirrored=self.sheet.is_mirrored),
            )
            for top, block in self.page.blocks
            if block.shapes
        ]
        if drawn:
            self.contents += [b"/Artifact BMC\n", *drawn, b"EMC\n"]

    def _words(self, texts: Sequence[tuple[CaseText, PlacedText, float]]) -> list[Marked]:
        """Write texts in their places, and say which marks they have.

        They were set at the corner of A4 where a page of their direction begins.
        """
        found, paper = [], self.page.paper
        forward = -1 if self.sheet.is_mirrored else 1
        aside = paper.aside(is_mirrored=self.sheet.is_mirrored)
        for case, text, top in texts:
            place = b"%.3f %.3f" % (aside + forward * text.x, paper.top - TOP - top - text.y)
            for words in self.case.texts[case]:
                first = self._marks
                for piece in words.pieces:
                    self._mark(b"q 1 0 0 1 %b cm\n%bQ\n" % (place, piece))
                found.append(Marked(words.is_strong, first, self._marks))
        return found

    def _code(self, code: PlacedCode) -> None:
        paper, (path, side) = self.page.paper, qr_path(self.sheet.code)
        aside = paper.column - code.x - code.side if self.sheet.is_mirrored else code.x
        left, top = paper.left + aside, paper.top - code.y
        ink = code_ink(path, side, code.side, left, top)
        box = (left, top - code.side, left + code.side, top)
        self.elements.append(self._figure(ink, box, self.sheet.code_alt))

    def _hall(self, hall: HallDrawing) -> PageElement:
        """It has one way round, whichever way the page runs."""
        left, top = self.page.paper.left, self.page.paper.top - hall.top
        ink = b"q 1 0 0 1 %.3f %.3f cm/%b Do Q\n" % (left, top, hall.name.encode())
        box = (left, top - hall.high, left + hall.wide, top)
        return self._figure(ink, box, self.sheet.hall_alt)

    def _figure(self, ink: bytes, box: tuple[float, float, float, float], alt: str) -> PageElement:
        said = b"/Alt" + pdf_text(alt)
        first = self._mark(ink, said)
        place = b"/A[<</O/Layout/Placement/Block/BBox[%.3f %.3f %.3f %.3f]>>]" % box
        marks = [Marked(False, first, first + 1)]
        return PageElement(b"Figure", self._told() + said + place, marks)

    def _mark(self, ink: bytes, said: bytes = b"") -> int:
        mark = self._marks
        self._marks += 1
        self.contents.append(b"/Span<</MCID %d%b>>BDC\n%bEMC\n" % (mark, said, ink))
        return mark

    def _told(self, title: str = "") -> bytes:
        lang = b"/Lang(%b)" % self.language.encode() if self.language else b""
        return lang + (b"/T" + pdf_text(title) if title else b"")

    def _element(self, kind: bytes, told: bytes, marks: Sequence[Marked]) -> None:
        self.elements.append(PageElement(kind, told, marks))
