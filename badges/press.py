"""Set data in a page template and get a tagged PDF: same data, same bytes, on every machine."""

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import chain, islice
from pathlib import Path

import typst

from badges.join_pages import join_pages

_HOUSE = Path(__file__).parent
_LINE_BREAKS = "\t\n\r\v\f\x85\u2028\u2029"
_JOINERS = "\u200c\u200d"  # Persian and Indian names are misspelt without them
_LONG_WORD = re.compile(r"\S{25,}")
_LONG_PART = re.compile(r".{8}")
_LARGE_JOB = 100_000  # characters of data: about thirty schedules
_RUNS_REMEMBERED = 11
_SHEETS_AT_ONCE = 50  # about 2 MB each while they are pressed
_NO_GLYPH = "could not be displayed with font"


def press(template: str, data: Mapping[str, object], /) -> bytes:
    """The PDF/UA-1 pages that `templates/<template>.typ` makes of the data.

    Data travels as JSON, so no text in it is ever read as markup. Only the fonts in this package
    are used; when a name needs a script they lack (Chinese, Amharic…), the machine's own fonts
    help out and the PDF is still tagged, without the accessibility mark.
    """
    text = json.dumps(_printable(data))
    try:
        pages = _compile(template, text, fonts=_own_fonts(), accessible=True)
    except typst.TypstError as error:
        if _NO_GLYPH not in error.message:
            raise
        pages = _compile(template, text, fonts=_every_font(), accessible=False)
    if len(text) > _LARGE_JOB:
        _forget_layouts()
    return pages


def press_in_parts(
    template: str, data: Mapping[str, object], sheets: Iterable[Mapping[str, object]], /
) -> bytes:
    """The pages of any number of sheets, in the memory that a few dozen take.

    `data` is what all sheets share; each run of the press gets some of the sheets as `sheets`.
    """
    parts = iter(partial(_next_sheets, iter(sheets)), [])
    first = next(parts, [])
    return join_pages(press(template, {**data, "sheets": part}) for part in chain([first], parts))


def _next_sheets(sheets: Iterator[Mapping[str, object]]) -> list[Mapping[str, object]]:
    return list(islice(sheets, _SHEETS_AT_ONCE))


def _compile(template: str, text: str, *, fonts: typst.Fonts, accessible: bool) -> bytes:
    pages = typst.compile(
        str(_HOUSE / "templates" / f"{template}.typ"),
        root=str(_HOUSE),
        font_paths=fonts,
        sys_inputs={"data": text},
        pdf_standards=["ua-1"] if accessible else [],
        timestamp=0,
    )
    assert isinstance(pages, bytes)
    return pages


def _forget_layouts() -> None:
    """Free the layouts that typst keeps for its next ten runs: hundreds of MB after a large job."""
    for _ in range(_RUNS_REMEMBERED):
        typst.compile(b"", font_paths=_own_fonts())


@cache
def _own_fonts() -> typst.Fonts:
    return typst.Fonts(
        include_system_fonts=False,
        include_embedded_fonts=False,
        font_paths=[str(_HOUSE / "fonts")],
    )


@cache
def _every_font() -> typst.Fonts:
    return typst.Fonts(font_paths=[str(_HOUSE / "fonts")])


def _printable(value: object) -> object:
    """The same data with every text on one line and without signs that no paper can show."""
    if isinstance(value, str):
        return plain(value)
    if isinstance(value, bytes):
        return value.decode()  # a drawing, not a text
    if isinstance(value, Mapping):
        return {name: _printable(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        return [_printable(part) for part in value]
    return value


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A text as it is printed: composed, on one line, its very long words breakable.

    Controls, bidi overrides, surrogates and private signs are left out.
    """
    composed = unicodedata.normalize("NFC", text)
    one_line = "".join(" " if sign in _LINE_BREAKS else sign for sign in composed)
    shown = "".join(sign for sign in one_line if sign in _JOINERS or _shows(sign))
    return _LONG_WORD.sub(_breakable, shown).strip()


def _breakable(word: re.Match[str]) -> str:
    """A word too long for any column, with an invisible place to break every few letters."""
    return _LONG_PART.sub("\\g<0>\N{ZERO WIDTH SPACE}", word[0])


def _shows(sign: str) -> bool:
    return unicodedata.category(sign) not in {"Cc", "Cf", "Cs", "Co", "Cn"}
