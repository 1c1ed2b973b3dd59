"""Texts and drawings in their final places.

Lengths are points from the start side and the top of a block; a page that runs from right to left
is mirrored as a whole, by `badges.personal.bound` and `badges.personal.ink`.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from badges.measure import CAPITAL, MM, rows_height, tail, text_height

_LARGE = 18.0  # points of words whose tails would reach the next
_MARK = 1.1  # of the size of the text behind it
_MARK_GAP = 1.6 * MM


class PlacedText(NamedTuple):
    """A text from the top of its capitals, in a column.

    `role` is how it is tagged, `lead` comes before it in bold; `is_hall` words are isolated on a
    page that runs from right to left.
    """

    x: float
    y: float
    wide: float
    size: float
    text: str
    style: Literal["regular", "bold", "white"] = "regular"
    role: Literal["p", "h1", "h2"] = "p"
    align: Literal["start", "center", "end"] = "start"
    lead: str = ""
    is_hall: bool = False


class Picto(NamedTuple):
    """A pictogram in a square; the arrow points to where a page goes on."""

    name: str
    x: float
    y: float
    size: float


class PageBox(NamedTuple):
    """A box with or without a line around it and a fill; a height of nothing makes a line."""

    x: float
    y: float
    wide: float
    high: float
    line: float = 0.0
    radius: float = 0.0
    fill: str = "none"


@dataclass(frozen=True, slots=True)
class PageBlock:
    """What stays together on a page, and the height that it takes."""

    high: float
    texts: tuple[PlacedText, ...] = ()
    shapes: tuple[Picto | PageBox, ...] = ()


def moved(block: PageBlock, x: float, y: float) -> PageBlock:
    """The same so many points further on and down."""
    return PageBlock(
        block.high,
        tuple(text._replace(x=text.x + x, y=text.y + y) for text in block.texts),
        tuple(shape._replace(x=shape.x + x, y=shape.y + y) for shape in block.shapes),
    )


@dataclass(frozen=True, slots=True)
class PageText:
    """A text of a column, behind a pictogram where `mark` names one."""

    text: str
    size: float
    style: Literal["regular", "bold"] = "regular"
    mark: str = ""
    role: Literal["p", "h2"] = "p"
    is_hall: bool = False

    def high(self, wide: float) -> float:
        """Points of height in a column; a pictogram is a tenth higher than capitals."""
        is_bold = self.style == "bold"
        below = tail(self.text, self.size) if self.size >= _LARGE else 0.0
        if not self.mark:
            return text_height(self.text, self.size, wide, bold=is_bold) + below
        return (
            text_height(self.text, self.size, marked(wide, self.size), bold=is_bold)
            + rows_height(1, (_MARK - 1) * self.size)
            + below
        )


def marked(wide: float, size: float) -> float:
    """Points left for a text behind a pictogram."""
    return wide - size * _MARK - _MARK_GAP


def column(parts: Sequence[PageText], x: float, y: float, wide: float, gap: float) -> PageBlock:
    """Parts one below the other, from a height on."""
    texts: list[PlacedText] = []
    shapes: list[Picto | PageBox] = []
    top = y
    for part in parts:
        side = part.size * _MARK if part.mark else 0.0
        indent = wide - marked(wide, part.size) if part.mark else 0.0
        if part.mark:
            shapes.append(Picto(part.mark, x, top + (CAPITAL - 1) * side / 2, side))
        drop = CAPITAL * (side - part.size) if part.mark else 0.0
        texts.append(
            PlacedText(
                x + indent,
                top + drop,
                wide - indent,
                part.size,
                part.text,
                part.style,
                part.role,
                is_hall=part.is_hall,
            )
        )
        top += part.high(wide) + gap
    return PageBlock(top - gap - y if parts else 0.0, tuple(texts), tuple(shapes))


def column_height(parts: Iterable[PageText], wide: float, gap: float) -> float:
    """Points that such a column takes."""
    heights = [part.high(wide) for part in parts]
    return sum(heights) + gap * (len(heights) - 1) if heights else 0.0
