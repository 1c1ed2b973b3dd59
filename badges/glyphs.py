"""Which signs the shipped fonts can show: what they cannot is left out, and said."""

import unicodedata
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from badges.signs import is_shown

_FONTS = Path(__file__).parent / "fonts"


def unprintable(text: str) -> str:
    """The visible signs of a text that no shipped font has, each once, in their order.

    Controls and other invisible signs are not among them: nobody misses those on paper.
    """
    return "".join(dict.fromkeys(sign for sign in text if is_shown(sign) and not drawn_as(sign)))


@lru_cache(maxsize=20_000)
def drawn_as(sign: str) -> str:
    """The sign, or the plain letters that a fancy one stands for, or "".

    Unicode calls them compatible (NFKC), as L and U+1D4DB; empty when no font has those either.
    """
    known = printable_signs()
    if sign in known:
        return sign
    letters = unicodedata.normalize("NFKC", sign)
    return letters if known.issuperset(letters) else ""


@cache
def printable_signs() -> frozenset[str]:
    """Every sign for which one of the shipped fonts has a glyph, by the fonts' own tables."""
    signs: set[str] = set()
    for file in sorted(_FONTS.glob("*.[ot]tf")):
        with TTFont(file, lazy=True) as font:
            signs |= {chr(point) for point in font.getBestCmap()}
    return frozenset(signs)
