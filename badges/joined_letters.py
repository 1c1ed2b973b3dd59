"""How wide Arabic letters are in the forms that their neighbours give them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

_ONE_FOR_ONE = 1  # the kind of a lookup that gives a letter another form
_STROKES = frozenset("\N{ZERO WIDTH JOINER}\N{ARABIC TATWEEL}")  # join on both sides
_LETTERS = frozenset(map(chr, range(0x0621, 0x064B))) | frozenset("پچژکگی")
_LAM, _ALEFS = "\N{ARABIC LETTER LAM}", frozenset("آأإا")
_ALEF_IN_LAM = 0.44  # ems: the two are one sign, a little wider than both

Forms = tuple[float, float, float, float]
"""Ems alone, at the start, in the middle and at the end of a row of joined letters."""


@dataclass(frozen=True, slots=True)
class JoinedLetters:
    """The letters of Arabic and Persian with their forms; those of other languages are left out.

    Of letters that Urdu or Kurdish have beside them the widest form is counted: what it is depends
    on more than a neighbour.
    """

    ems: Mapping[str, Forms] = field(repr=False)
    joins_next: frozenset[str] = field(repr=False)
    joins_before: frozenset[str] = field(repr=False)

    def widths(self, text: str) -> list[tuple[str, float | None]]:
        """Each sign of a text with its ems, None where it is none of these letters."""
        letters = [sign for sign in text if not unicodedata.combining(sign)]
        around = zip(["", *letters[:-1]], letters, [*letters[1:], ""], strict=True)
        marks = [(sign, None) for sign in text if unicodedata.combining(sign)]
        return [*((now, self._wide(before, now, after)) for before, now, after in around), *marks]

    def _wide(self, before: str, sign: str, after: str) -> float | None:
        if sign not in self.ems:
            return None
        if before == _LAM and sign in _ALEFS:
            return _ALEF_IN_LAM
        is_tied = before in self.joins_next and sign in self.joins_before
        goes_on = sign in self.joins_next and after in self.joins_before
        return self.ems[sign][(3 - goes_on) if is_tied else int(goes_on)]


def joined_letters(font: TTFont) -> JoinedLetters:
    """What a font of letters that join says of them."""
    em, advances = font["head"].unitsPerEm, font["hmtx"]
    forms = {name: _forms(font, name) for name in ("isol", "init", "medi", "fina")}
    glyphs = {chr(point): glyph for point, glyph in font.getBestCmap().items()}
    ems = {
        sign: tuple(
            advances[form.get(glyphs[sign], glyphs[sign])][0] / em for form in forms.values()
        )
        for sign in _LETTERS
        if sign in glyphs
    }
    starts = {sign for sign, glyph in glyphs.items() if glyph in forms["init"]}
    ends = {sign for sign, glyph in glyphs.items() if glyph in forms["fina"]}
    return JoinedLetters(ems, _STROKES | starts, _STROKES | ends)


def _forms(font: TTFont, name: str) -> dict[str, str]:
    """The glyph of each letter in a form, by its glyph alone."""
    table, found = font["GSUB"].table, dict[str, str]()
    for record in table.FeatureList.FeatureRecord:
        for number in record.Feature.LookupListIndex if record.FeatureTag == name else ():
            parts = table.LookupList.Lookup[number].SubTable
            for part in (getattr(one, "ExtSubTable", one) for one in parts):
                found |= part.mapping if part.LookupType == _ONE_FOR_ONE else {}
    return found
