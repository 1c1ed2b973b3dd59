"""Texts and drawings that typst sets once for many pages, ready to be written on each of them.

A page of a schedule has fifty texts, and a thousand pages have few that no other has: setting and
tagging each of them on each page was two thirds of what a schedule cost (decision 0015).
"""

import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from badges.press import plain, press
from badges.signs import is_blank
from badges.tagged.pdf_parts import PdfObject, PdfObjects, read_objects

_MARK = b"/Span<</MCID "
_ARTIFACT = b"/Artifact BMC\n"
_END = b"EMC"
_CHILD = re.compile(rb"(\d+) 0 R|(\d+)")


class CaseText(NamedTuple):
    """A text as it looks, wherever it stands; the template reads the fields in order."""

    language: str
    wide: float
    size: float
    text: str
    style: str
    align: str
    lead: str
    is_isolated: bool


class CaseDrawing(NamedTuple):
    """A drawing and how many points it is wide."""

    svg: bytes
    wide: float


class SetWords(NamedTuple):
    """Marked pieces of a page's contents that belong to one element, or to bold words in it."""

    is_strong: bool
    pieces: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class TypeCase:
    """What has been set: pieces of contents, and the objects with their fonts.

    `own` are the page they were set on, its contents and its elements: no other page has those.
    """

    objects: PdfObjects = field(repr=False)
    texts: Mapping[CaseText, tuple[SetWords, ...]] = field(repr=False)
    drawings: Sequence[bytes] = field(repr=False)
    resources: int
    own: frozenset[int] = field(repr=False)


def is_seen(text: CaseText) -> bool:
    """Whether anything of a text is seen on paper: nothing else is set."""
    return not (is_blank(plain(text.text)) and is_blank(plain(text.lead)))


def set_once(
    data: Mapping[str, object], texts: Iterable[CaseText], drawings: Sequence[CaseDrawing]
) -> TypeCase:
    """Each different text and drawing set by `templates/schedules.typ`.

    Raises
    ------
    ValueError
        When the page that typst wrote is not one that this reads.
    """
    wanted = list(dict.fromkeys(texts))
    pdf = press("schedules", {**data, "texts": wanted, "drawings": drawings})
    read = read_objects(pdf)
    catalog = read.numbered[read.root]
    page = read.numbered[read.numbered[catalog.ref("Pages")].ref("Kids")]
    contents = read.numbered[page.ref("Contents")]
    artifacts, marks = _marked(zlib.decompress(contents.stream or b""))
    tree = read.numbered[catalog.ref("StructTreeRoot")]
    document = read.numbered[tree.ref("K")]
    elements = [int(found[1]) for found in _CHILD.finditer(document.listed("K"))]
    if len(elements) != len(wanted) or len(artifacts) != len(drawings):
        raise ValueError("a text that is not one element, or a drawing that is not one artifact")
    groups = [_groups(read.numbered, read.numbered[number], marks) for number in elements]
    inner = {int(one[1]) for number in elements
             for one in _CHILD.finditer(read.numbered[number].listed("K")) if one[1]}  # fmt: skip
    rows = {int(found[1]) for found in _CHILD.finditer(tree.listed("Nums")) if found[1]}
    return TypeCase(
        read,
        dict(zip(wanted, groups, strict=True)),
        artifacts,
        page.ref("Resources"),
        frozenset({page.number, contents.number, *elements, *inner, *rows}),
    )


def _marked(contents: bytes) -> tuple[list[bytes], list[bytes]]:
    """Drawings in their order, then the pieces of text by the number of their mark."""
    head, *marked = contents.split(_MARK)
    artifacts = [part.rstrip().removesuffix(_END) for part in head.split(_ARTIFACT)[1:]]
    pieces = [piece.partition(b"BDC\n")[2].rstrip().removesuffix(_END) for piece in marked]
    return artifacts, pieces


def _groups(
    objects: Mapping[int, PdfObject], element: PdfObject, marks: Sequence[bytes]
) -> tuple[SetWords, ...]:
    """The pieces of an element, those of bold words by themselves."""
    found: list[SetWords] = []
    for child in _CHILD.finditer(element.listed("K")):
        if child[1]:
            numbers = _CHILD.finditer(objects[int(child[1])].listed("K"))
            found.append(SetWords(True, tuple(marks[int(number[2])] for number in numbers)))
        elif found and not found[-1].is_strong:
            found[-1] = SetWords(False, (*found[-1].pieces, marks[int(child[2])]))
        else:
            found.append(SetWords(False, (marks[int(child[2])],)))
    return tuple(found)
