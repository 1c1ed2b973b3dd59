"""Texts and drawings in their final places, so that typst sets them and lays nothing out.

Lengths are points from the start side and the top of a block; a page that runs from right to left
is mirrored as a whole, by the template and by `drawing`.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Literal, NamedTuple

from badges.measure import CAPITAL, MM, rows_height, text_height

_PICTOGRAMS = Path(__file__).parents[1] / "pictograms"
_BLEED = 2.0  # points around a drawing, for the half of a line that lies outside
_MARK = 1.1  # of the size of the text behind it
_MARK_GAP = 1.6 * MM


class PlacedText(NamedTuple):
    """A text from the top of its capitals, in a column; the template reads the fields in order.

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
        if not self.mark:
            return text_height(self.text, self.size, wide, bold=is_bold)
        return text_height(
            self.text, self.size, marked(wide, self.size), bold=is_bold
        ) + rows_height(1, (_MARK - 1) * self.size)


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


def drawing(
    blocks: Iterable[tuple[float, PageBlock]], wide: float, high: float, *, is_mirrored: bool
) -> bytes:
    """An SVG image of the shapes of blocks, each from its height on.

    It is as large as the paper inside the margins, and two points more on each side.
    """
    drawn = "".join(
        f'<g transform="translate(0 {top:.2f})">{_drawn(block.shapes, wide, is_mirrored)}</g>'
        for top, block in blocks
        if block.shapes
    )
    sides = f"{-_BLEED} {-_BLEED} {wide + 2 * _BLEED:.2f} {high + 2 * _BLEED:.2f}"
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{sides}">{drawn}</svg>'.encode()


@lru_cache(maxsize=2_000)
def _drawn(shapes: Iterable[Picto | PageBox], wide: float, is_mirrored: bool) -> str:  # noqa: FBT001 - the key of a cache
    return "".join(
        _picto(shape, wide, is_mirrored=is_mirrored)
        if isinstance(shape, Picto)
        else _frame(shape, wide, is_mirrored=is_mirrored)
        for shape in shapes
    )


def _picto(picto: Picto, wide: float, *, is_mirrored: bool) -> str:
    scale = picto.size / 48
    x = wide - picto.x - picto.size if is_mirrored else picto.x
    if is_mirrored and picto.name == "arrow":
        return _scaled(picto.name, x + picto.size, picto.y, f"{-scale:.4f} {scale:.4f}")
    return _scaled(picto.name, x, picto.y, f"{scale:.4f}")


def _scaled(name: str, x: float, y: float, scale: str) -> str:
    look, paths = _pictogram(name)
    return f'<g transform="translate({x:.2f} {y:.2f}) scale({scale})"{look}>{paths}</g>'


def _frame(frame: PageBox, wide: float, *, is_mirrored: bool) -> str:
    x = wide - frame.x - frame.wide if is_mirrored else frame.x
    if not frame.high:
        path = f"M{x:.2f} {frame.y:.2f}h{frame.wide:.2f}"
        return f'<path d="{path}" stroke="#000" stroke-width="{frame.line}"/>'
    line = f' stroke="#000" stroke-width="{frame.line}"' if frame.line else ""
    return (
        f'<rect x="{x:.2f}" y="{frame.y:.2f}" width="{frame.wide:.2f}" height="{frame.high:.2f}" '
        f'rx="{frame.radius:.2f}" fill="{frame.fill}"{line}/>'
    )


@cache
def _pictogram(name: str) -> tuple[str, str]:
    """How a shipped drawing is stroked and filled, and its paths; its sides are 48."""
    svg = (_PICTOGRAMS / f"{name}.svg").read_text(encoding="utf-8")
    found = re.fullmatch(r'<svg xmlns="\S+" viewBox="0 0 48 48"(.*?)>(.*)</svg>\s*', svg, re.DOTALL)
    assert found is not None  # every shipped pictogram is written like this
    return found[1], found[2]
