"""How much a schedule page tells, and how large, so that a day fits on one side of paper.

Heights are computed from the widths of the shipped fonts: measuring inside the page template cost
ten times the memory (15 MB a page).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

from PIL import ImageFont

LEAST = 14.0
"""Points: easy-to-read rules allow nothing smaller on the page."""

LARGE_PRINT = 1.25

_MM = 72 / 25.4  # points in a millimetre
_WIDE, _HIGH, _GUTTER = 186 * _MM, 271 * _MM, 3 * _MM
_CAPITAL, _LEADING = 0.714, 7.0  # height of capitals in ems; points between two lines
_TOKEN = re.compile(r"[^ \u200b-]*[ \u200b-]?")
_FONTS = Path(__file__).parent / "fonts"


@dataclass(frozen=True, slots=True)
class Density:
    """Sizes of one page: texts in points, the rest in millimetres."""

    inset: float
    gap: float
    hour_column: float
    sign_column: float
    hour: float
    name: float
    offer: float
    reason: float
    reasons: int
    band: bool


_ROOMY = Density(6.5, 3.6, 42, 38, 32, 24, 19, 17, 2, band=True)
_MEDIUM = replace(_ROOMY, inset=4.5, gap=3.2, name=20, offer=17, reason=15)
_CLOSE = Density(4, 2.8, 40, 36, 30, 18, 15, 14, 2, band=True)
_TIGHT = Density(3, 2.4, 37, 32, 25, 16, 14, 14, 2, band=False)
_TIGHTEST = replace(_TIGHT, inset=2.2, gap=2.1, hour=24, name=15, reasons=1)

DENSITIES = (
    _ROOMY,
    _MEDIUM,
    _CLOSE,
    replace(_CLOSE, reasons=1),
    _TIGHT,
    replace(_TIGHT, reasons=1),
    _TIGHTEST,
    replace(_TIGHTEST, reasons=0),
)
"""From the roomiest to the one that tells least."""

OVERLEAF = _CLOSE
"""When not even the last holds on one page, a page goes on overleaf at ease."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One meeting in its final words."""

    pause: str
    starts: str
    until: str
    exhibitor: str
    stand: str
    zone: str
    kind: str
    offer: str
    rank: str
    band: str
    band_word: str
    reasons: tuple[str, ...]
    bring: str


def choose_density(
    lines: Sequence[PrintedLine], *, also: str, notes: Sequence[str], more: int, scale: float
) -> Density | None:
    """The roomiest density that keeps all on one page, or none.

    `more` counts the extra lines of the heading, `scale` enlarges the texts (large print).
    """
    room = _HIGH - _frame_height(also=also, notes=notes, more=more, scale=scale)
    for density in DENSITIES:
        if sum(_height(line, density, scale) for line in lines) <= room:
            return density
    return None


def _frame_height(*, also: str, notes: Sequence[str], more: int, scale: float) -> float:
    """Heading, notes and foot, as the template draws them, with a little slack."""
    size = LEAST * scale
    heading = (29.5 + (19 + 6 * more) * scale) * _MM
    told = sum(_text(note, size, _WIDE) + 2.5 * _MM for note in notes)
    seen = _text(also, size, _WIDE, bold=True) + 6 * _MM if also else 0
    box = 6 * _MM + max(12 * _MM, _rows(3, size))
    return heading + told + seen + box + 6 * _MM


def _height(line: PrintedLine, density: Density, scale: float) -> float:
    columns = (
        _hour_height(line, density, scale),
        _story_height(line, density, scale),
        _sign_height(line, density, scale),
    )
    pause = 3.2 * _MM + _rows(1, LEAST * scale) if line.pause else 0
    return pause + max(columns) + 2 * density.inset * _MM


def _hour_height(line: PrintedLine, density: Density, scale: float) -> float:
    mark = 7.0 * _MM if density.band else 0
    until = _text(line.until, LEAST * scale, density.hour_column * _MM - mark)
    dots = _text(f"●●● {line.rank}", LEAST * scale, density.hour_column * _MM)
    rank = 0 if density.band else dots + density.gap * _MM
    return _rows(1, density.hour) + density.gap * _MM + until + rank


def _story_height(line: PrintedLine, density: Density, scale: float) -> float:
    wide = _WIDE - 2 * _GUTTER - (density.hour_column + density.sign_column) * _MM
    reason = density.reason * scale
    marked = wide - reason * 1.1 - 1.6 * _MM
    name = density.name * scale
    heights = [_text(line.exhibitor, name, wide - name * 1.1 - 1.6 * _MM, bold=True)]
    if line.offer:
        heights.append(_text(line.offer, density.offer * scale, wide))
    heights += [_text(text, reason, marked) for text in line.reasons[: density.reasons]]
    if line.bring:
        heights.append(_text(line.bring, reason, marked))
    if density.band:
        heights.append(_text(f"●●● {line.band_word} · {line.rank}", LEAST * scale, wide))
    return sum(heights) + density.gap * _MM * (len(heights) - 1)


def _sign_height(line: PrintedLine, density: Density, scale: float) -> float:
    wide = (density.sign_column - 2) * _MM
    stand = _text(line.stand, sign_size(line.stand, density), wide - 9 * _MM, bold=True)
    zone = _text(line.zone, LEAST * scale, wide) + density.gap * _MM if line.zone else 0
    return 4 * _MM + stand + zone


def sign_size(stand: str, density: Density) -> float:
    """Points of a stand's sign: as large as the hour when it is short, as signs should be."""
    return density.hour if len(stand) <= 4 else 16


@lru_cache(maxsize=20_000)
def _text(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """Height in points of a text set in a column."""
    rows, left = 1, wide
    for token in _TOKEN.findall(text):
        taken = _width(token.rstrip(" "), bold=bold) * size
        if taken > left and left < wide:
            rows, left = rows + 1, wide
        left -= taken + (_width(" ", bold=bold) * size if token.endswith(" ") else 0)
    return _rows(rows, size)


def _rows(count: int, size: float) -> float:
    return count * _CAPITAL * size + (count - 1) * _LEADING


@cache
def _font(*, arabic: bool, bold: bool) -> ImageFont.FreeTypeFont:
    name = f"NotoSans{'Arabic' if arabic else ''}-{'Bold' if bold else 'Regular'}.ttf"
    return ImageFont.truetype(_FONTS / name, 1000, layout_engine=ImageFont.Layout.BASIC)


@lru_cache(maxsize=20_000)
def _width(word: str, *, bold: bool) -> float:
    """Ems that a word takes, a little generous: kerning and joined letters only shorten it."""
    arabic = any("\u0600" <= letter <= "\u08ff" for letter in word)
    return _font(arabic=arabic, bold=bold).getlength(word) / 1000
