"""Which signs the shipped fonts can show: what they cannot is left out, and said."""

from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from badges.signs import is_shown

_FONTS = Path(__file__).parent / "fonts"


def unprintable(text: str) -> str:
    """The visible signs of a text that no shipped font has, each once, in their order.

    Controls and other invisible signs are not among them: nobody misses those on paper.
    """
    known = printable_signs()
    return "".join(dict.fromkeys(sign for sign in text if is_shown(sign) and sign not in known))


@cache
def printable_signs() -> frozenset[str]:
    """Every sign for which one of the shipped fonts has a glyph, by the fonts' own tables."""
    signs: set[str] = set()
    for file in sorted(_FONTS.glob("*.[ot]tf")):
        with TTFont(file, lazy=True) as font:
            signs |= {chr(point) for point in font.getBestCmap()}
    return frozenset(signs)
