"""Set data in a page template and get a tagged PDF: same data, same bytes, on every machine."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache, partial
from itertools import chain, islice
from pathlib import Path

import typst

from badges.glyphs import drawn_as
from badges.signs import breakable, is_blank, on_one_line
from badges.tagged.join_pages import join_pages
from badges.tagged.pdf_parts import read_objects
from badges.tagged.plain_words import without_breaks

_HOUSE = Path(__file__).parent
_BREAK = "\\u200b"  # as JSON writes it
_SPACES = re.compile(" {2,}")
_LARGE_JOB = 100_000  # characters of data: about thirty schedules
_RUNS_REMEMBERED = 11
_SHEETS_AT_ONCE = 50  # about 2 MB each while they are pressed


def press(template: str, data: Mapping[str, object], /, *, breaks_words: bool = False) -> bytes:
    """The PDF/UA-1 pages that `templates/<template>.typ` makes of the data.

    `breaks_words` is for pages that measure nothing: very long words may break anywhere.

    Data travels as JSON, so no text in it is ever read as markup. Only the fonts in this package
    are used, whatever the machine has.
    """
    text = json.dumps(_printable(data, plain if breaks_words else _shown))
    pages = _compile(template, text)
    if _BREAK in text:
        pages = without_breaks(read_objects(pages))
    if len(text) > _LARGE_JOB:
        _forget_layouts()
    return pages


def press_in_parts(
    template: str,
    data: Mapping[str, object],
    sheets: Iterable[Mapping[str, object]],
    /,
    *,
    at_once: int = _SHEETS_AT_ONCE,
) -> bytes:
    """The pages of any number of sheets, in the memory that a few dozen take.

    `data` is what all sheets share; each run of the press gets `at_once` of the sheets as `sheets`.
    """
    parts = iter(partial(_next_sheets, iter(sheets), at_once), [])
    first = next(parts, [])
    return join_pages(press(template, {**data, "sheets": part}) for part in chain([first], parts))


def _next_sheets(
    sheets: Iterator[Mapping[str, object]], at_once: int
) -> list[Mapping[str, object]]:
    return list(islice(sheets, at_once))


def _compile(template: str, text: str) -> bytes:
    pages = typst.compile(
        str(_HOUSE / "templates" / f"{template}.typ"),
        root=str(_HOUSE),
        font_paths=_own_fonts(),
        sys_inputs={"data": text},
        pdf_standards=["ua-1"],
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


def _printable(value: object, said: Callable[[str], str]) -> object:
    """The same data with every text on one line and without signs that no paper can show."""
    if isinstance(value, float | int):  # most of what is placed, so asked first
        return value
    if isinstance(value, str):
        return said(value)
    if isinstance(value, list | tuple):
        return [_printable(part, said) for part in value]
    if isinstance(value, dict):
        return {name: _printable(part, said) for name, part in value.items()}
    if isinstance(value, bytes):
        return value.decode()  # a drawing, not a text
    return value


def first_shown(*texts: str) -> str:
    """The first of the texts of which paper shows anything, as `plain` prints it; else dots.

    A heading must say something: one name in a script that no font here has would refuse the
    sheets of everybody.
    """
    return next((shown for text in texts if not is_blank(shown := plain(text))), "…")


@lru_cache(maxsize=20_000)
def plain(text: str) -> str:
    """A text as it is printed: on one line, its very long words breakable.

    Controls, bidi overrides, surrogates and private signs are left out, and signs that no shipped
    font has (`badges.glyphs.unprintable` names them); fancy letters become plain ones.
    """
    return breakable(_shown(text))


@lru_cache(maxsize=20_000)
def _shown(text: str) -> str:
    """The same with words as they are: where they may break is for who measures to say."""
    shown = on_one_line(text)
    if not shown.isascii():
        shown = "".join(map(drawn_as, shown))
    return _SPACES.sub(" ", shown).strip()
