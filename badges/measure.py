"""How much room a text takes on paper, from the advance widths of the shipped fonts.

Measuring inside the page template costs ten times the memory (15 MB a page) and a quarter of the
time. Widths here are a little generous: kerning and joined letters only shorten a line.
"""

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from badges.joined_letters import JoinedLetters, joined_letters

MM = 72 / 25.4
"""Points in a millimetre."""

LEADING = 7.0
"""Points between the capitals of a line and the line above."""

CAPITAL = 0.714
"""Ems from the foot of a capital to its top."""

_FONTS = Path(__file__).parent / "fonts"
_BREAK = "\N{ZERO WIDTH SPACE}"
_TOKEN = re.compile(r"[^ \u200b-]*[ \u200b-]?")
_DEEP = re.compile("[\u0600-\u109f\u1780-\u17ff]")  # Arabic to Burmese, and Khmer
_TAIL = 0.3  # ems
_SAFE = 0.985  # of a column: a piece that fills it to the hair may still be moved to the next line


def rows_height(rows: int, size: float) -> float:
    """Points from the top of the capitals of the first row to the foot of the last."""
    return rows * CAPITAL * size + (rows - 1) * LEADING


def tail(text: str, size: float) -> float:
    """Points that letters reach lower than Latin ones do, as the last of many Arabic names does."""
    return _TAIL * size if _DEEP.search(text) else 0.0


@lru_cache(maxsize=20_000)
def text_height(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """Points of height that a text takes, set at a size in a column (all in points)."""
    return rows_height(rows_of(text, size, wide, bold=bold), size)


@lru_cache(maxsize=50_000)
def rows_of(text: str, size: float, wide: float, *, bold: bool = False) -> int:
    """Rows that a text takes, broken where it may be broken, first fit."""
    rows, left = 1, wide
    for token in _TOKEN.findall(text):
        taken = width(token.rstrip(f" {_BREAK}"), bold=bold) * size
        if taken > left and left < wide:
            rows, left = rows + 1, wide
        left -= taken + (width(" ", bold=bold) * size if token.endswith(" ") else 0)
    return rows


@lru_cache(maxsize=50_000)
def broken(text: str, size: float, wide: float, *, bold: bool = False) -> str:
    """The same text with an invisible place to break wherever a word is wider than the column.

    And nowhere else: what fits the next line whole is not cut, whatever places it had.
    """
    text = text.replace(_BREAK, "")
    return "".join(
        _pieces(token, size, wide, bold=bold)
        if width(token, bold=bold) * size > wide * _SAFE
        else token
        for token in _TOKEN.findall(text)
    )


def _pieces(word: str, size: float, wide: float, *, bold: bool) -> str:
    pieces, taken = [""], 0.0
    for letter in _letters(word):
        more = width(letter, bold=bold) * size
        if pieces[-1] and taken + more > wide * _SAFE:
            pieces.append("")
            taken = 0.0
        pieces[-1] += letter
        taken += more
    return _BREAK.join(pieces)


def _letters(word: str) -> Iterable[str]:
    """The signs of a word, each with the marks that stand on it."""
    letter = ""
    for sign in word:
        if letter and not unicodedata.category(sign).startswith("M"):
            yield letter
            letter = ""
        letter += sign
    if letter:
        yield letter


@dataclass(frozen=True, slots=True)
class Fitted:
    """A text that fits its box: its size in points, and its words with places to break."""

    text: str
    size: float


EVEN = 1.15
"""Ems from one row to the next in a box whose text is `fitted`."""


def even_height(text: str, size: float, wide: float, *, bold: bool = False) -> float:
    """Points of height of a text whose rows are `EVEN` apart, accents and tails included."""
    return (rows_of(text, size, wide, bold=bold) * EVEN - 0.05 + _below(text)) * size


_BELOW = ((re.compile("[\u1000-\u109f\u1780-\u17ff]"), 0.45), (re.compile("[\u0600-\u0fff]"), 0.2))


@lru_cache(maxsize=20_000)
def _below(text: str) -> float:
    """Ems that the last row reaches under the box of Latin letters: Burmese, Khmer, then others."""
    return next((ems for letters, ems in _BELOW if letters.search(text)), 0.0)


def fitted(
    text: str, sizes: Sequence[float], wide: float, high: float, *, bold: bool = False
) -> Fitted:
    """The text at the largest size at which it fits a box of points.

    Words are cut only when whole ones would be smaller than 12 points and cut ones larger than
    that by more than two. Sizes go down; the last is taken when none fits.
    """
    text = text.replace(_BREAK, "")
    longest = _widest(text, bold=bold)
    uncut = (size for size in sizes if longest * size <= wide * _SAFE)
    fits = (size for size in uncut if even_height(text, size, wide, bold=bold) <= high)
    whole = next(fits, 0.0)
    if whole >= _UNCUT:
        return Fitted(text, whole)
    for size in sizes:
        cut = broken(text, size, wide, bold=bold)
        if even_height(cut, size, wide, bold=bold) <= high:
            return Fitted(text, whole) if size <= whole + 2 else Fitted(cut, size)
    return Fitted(broken(text, sizes[-1], wide, bold=bold), sizes[-1])


def unbroken(
    text: str, sizes: Sequence[float], wide: float, high: float, *, bold: bool = False
) -> Fitted:
    """A text that is copied by hand, an address: cut only where the smallest size is too large."""
    shown = text.replace(_BREAK, "")
    size = largest(shown, sizes, wide, high, bold=bold)
    return Fitted(broken(shown, size, wide, bold=bold), size)


def hyphened(
    text: str, size: float, wide: float, rows: int, *, bold: bool = False
) -> tuple[str, float]:
    """The text in so many rows of much the same width, a hyphen where a word is cut.

    With how wide its box is; the empty text when it does not fit into `wide`.
    """
    is_whole = _widest(text, bold=bold) * size <= wide * _SAFE
    if is_whole and rows_of(text, size, wide * _SAFE, bold=bold) == rows:
        return text, wide
    least = width(text, bold=bold) * size / rows
    for step in range(20):
        column = least + (wide * _SAFE - least) * step / 19
        cut = _rows_cut(text, column / size, bold=bold)
        if least <= wide * _SAFE and len(cut) == rows:
            return _BREAK.join(cut), column / _SAFE
    return "", wide


def _rows_cut(text: str, ems: float, *, bold: bool) -> list[str]:
    """Rows of no more than so many ems, filled one after another."""
    rows, hyphen = [""], width("-", bold=bold)
    for token in _TOKEN.findall(text):
        if width((rows[-1] + token).rstrip(), bold=bold) <= ems:
            rows[-1] += token
            continue
        if width(token.rstrip(), bold=bold) <= ems:
            rows.append(token)
            continue
        for letter in _letters(token):
            if rows[-1] and width(rows[-1] + letter, bold=bold) + hyphen > ems:
                rows[-1] += "" if rows[-1][-1] in " -" else "-"
                rows.append("")
            rows[-1] += letter
    return rows


_UNCUT = 12.0


@lru_cache(maxsize=20_000)
def _widest(text: str, *, bold: bool) -> float:
    """Ems of the widest piece of a text that is not cut."""
    return max(width(token.rstrip(f" {_BREAK}"), bold=bold) for token in _TOKEN.findall(text))


def largest(
    text: str, sizes: Iterable[float], wide: float, high: float, *, bold: bool = False
) -> float:
    """The first of the sizes at which the text fits a box with its words whole, else the last."""
    size = 0.0
    for size in sizes:
        is_whole = _widest(text, bold=bold) * size <= wide * _SAFE
        if is_whole and text_height(text, size, wide, bold=bold) <= high:
            break
    return size


@lru_cache(maxsize=50_000)
def width(text: str, *, bold: bool) -> float:
    """Ems that a text takes on one line."""
    ems = _advances(bold=bold)
    if _JOINED.search(text) is None:
        return sum([ems.get(sign, 1.0) for sign in text if sign != _BREAK])
    signs = _joined(bold=bold).widths(text.replace(_BREAK, ""))
    return sum(ems.get(sign, 1.0) if wide is None else wide for sign, wide in signs)


@cache
def _joined(*, bold: bool) -> JoinedLetters:
    with TTFont(_FONTS / f"NotoSansArabic-{'Bold' if bold else 'Regular'}.ttf", lazy=True) as font:
        return joined_letters(font)


_JOINED = re.compile("[\u0600-\u06ff]")


@cache
def _advances(*, bold: bool) -> Mapping[str, float]:
    """Ems of each sign in the first font that has it, in the order of the templates."""
    weight = "Bold" if bold else "Regular"
    first = [_FONTS / f"NotoSans{script}-{weight}.ttf" for script in ("", "Arabic")]
    found: dict[str, float] = {}
    for file in (*first, *sorted(set(_FONTS.glob("*.[ot]tf")) - set(first))):
        with TTFont(file, lazy=True) as font:
            em, advances = font["head"].unitsPerEm, font["hmtx"]
            widest = _widest_forms(font) if file.name in _JOINING else {}
            for point, glyph in font.getBestCmap().items():
                found.setdefault(chr(point), widest.get(glyph, advances[glyph][0]) / em)
    return found | {_MEDIAL_RA: found[_MEDIAL_RA] + _AROUND}


_JOINING = frozenset({"NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf"})
_MEDIAL_RA = "\N{MYANMAR CONSONANT SIGN MEDIAL RA}"
_AROUND = 0.25  # ems that it grows by where it goes around a wide letter


def _widest_forms(font: TTFont) -> Mapping[str, float]:
    """The advance of each letter in the widest of the forms that its neighbours give it."""
    advances = font["hmtx"]
    widest: dict[str, int] = {}
    tables = (part for lookup in font["GSUB"].table.LookupList.Lookup for part in lookup.SubTable)
    for table in (getattr(one, "ExtSubTable", one) for one in tables):
        if table.LookupType == _ONE_FOR_ONE:
            for letter, form in table.mapping.items():
                alone = advances[letter][0]
                if alone:  # not a mark, which stands on a letter
                    widest[letter] = max(widest.get(letter, alone), advances[form][0])
    return widest


_ONE_FOR_ONE = 1  # the kind of a lookup that gives a letter another form
