"""Turn a code and its data into a sentence, from Babel message catalogues."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from string import Formatter
from typing import Any

LANGUAGES = ("fr", "en")
"""The languages that every page and sheet speaks."""

SPOKEN = (*LANGUAGES, "ar", "es", "pt", "tr", "uk")
"""The languages of the questionnaire, of the kiosk and of a person's own schedule.

Each catalogue says in its header whether a native speaker has read it (`is_read_by_native`).
"""

_BEFORE_PERCENT = {"fr": "\u202f"}
"""What stands between a number and its sign: a space that never breaks."""

_SIGNS_APART = {
    "fr": ((re.compile(" (?=[?!;])"), "\u202f"), (re.compile(" (?=[:»])|(?<=«) "), "\u00a0"))
}
"""Where a language puts a space that never breaks: before what, and which."""

_READ_BY_NATIVE = "X-Read-By-Native: yes"
# catalogues are written a string a line; Babel reads them ten times slower, at each command
_MESSAGE = re.compile(r'^msgid (".+")\n(?:msgid_plural .*\n)?((?:msgstr.*\n?)+)', re.MULTILINE)
_FORM = re.compile(r'^msgstr(\[\d\])? (".*")$', re.MULTILINE)


class MissingPhrase(KeyError):
    """No catalogue has this code: a fault of ours, never shown as a blank."""


def say(code: str, language: str, /, **params: object) -> str:
    """The sentence of a code in a language, its placeholders filled in.

    Raises
    ------
    MissingPhrase
        When the language has no such code.
    """
    template = _phrases(language).get(code)
    if not isinstance(template, str):
        raise MissingPhrase(f"{language}:{code}")
    if "|" in template:
        return _Forms(language).vformat(template, (), params)
    return template.format(**params)


class _Forms(Formatter):
    """Placeholders that choose a word by a number: `{count} {count:person|people}`."""

    def __init__(self, language: str) -> None:
        self._language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        one, is_choice, others = format_spec.partition("|")
        if not is_choice:
            return str(super().format_field(value, format_spec))
        written = str(value)
        # What was typed instead of a number is said as more than one.
        count = float(written) if written.replace(".", "", 1).isdecimal() else 2
        return one if _is_one(self._language, count) else others


def say_count(code: str, language: str, count: int, /, **params: object) -> str:
    """The sentence of a code in the plural form that `count` takes; `{count}` is filled in."""
    forms = _phrases(language).get(code)
    if not isinstance(forms, tuple):
        raise MissingPhrase(f"{language}:{code}")
    form = forms[0] if _is_one(language, count) else forms[-1]
    return form.format(count=count, **params)


def _is_one(language: str, count: float) -> bool:
    """Whether a language says so many in its singular."""
    # Loaded here alone: a command that counts nothing needs no rules of languages.
    from babel import Locale  # noqa: PLC0415 - see above

    return bool(Locale.parse(language).plural_form(count) == "one")


def labelled(name: str, said: object) -> str:
    """`name : said` on one line of a list, the colon kept beside the name."""
    return f"{name}\u00a0: {said}"


def quoted(words: object) -> str:
    """Somebody's own words between marks that never part from them."""
    return f"«\u00a0{words}\u00a0»"


def percent(share: float, language: str, *, decimals: int = 0) -> str:
    """A share in per cent as the language writes it: "40 %" in French, with a narrow space."""
    from babel.numbers import format_percent  # noqa: PLC0415 - see `_is_one`

    pattern = f"{'0.' + '0' * decimals if decimals else '0'}{_BEFORE_PERCENT.get(language, '')}%"
    return str(format_percent(share, pattern, locale=language))


def decimal(value: float, language: str, *, places: int) -> str:
    """A number with so many decimal places as the language writes it: "0,50" in French."""
    from babel.numbers import format_decimal  # noqa: PLC0415 - see `_is_one`

    return str(format_decimal(value, f"#,##0.{'0' * places}", locale=language))


def day_said(day: date, language: str) -> str:
    """A day as the language writes it in a line or a cell: "2 déc. 2026"."""
    from babel.dates import format_date  # noqa: PLC0415 - see `_is_one`

    return str(format_date(day, "medium", locale=language))


def moment_said(at: datetime, language: str) -> str:
    """A day with its hour as the language writes it, on the clock that `at` is of."""
    return f"{day_said(at, language)}, {at:%H:%M}"


def percent_format(language: str) -> str:
    """The same as the number format of a cell of a workbook."""
    return f'0"{_BEFORE_PERCENT[language]}"%' if language in _BEFORE_PERCENT else "0%"


@cache
def named_in(code: str, language: str) -> frozenset[str]:
    """The placeholders of a sentence: what of its data the reader gets to see."""
    template = _phrases(language).get(code, "")
    forms = (template,) if isinstance(template, str) else template
    return frozenset(
        name for form in forms for _, name, *_ in Formatter().parse(form) if name is not None
    )


def codes(language: str) -> frozenset[str]:
    """Every code that a language can say."""
    return frozenset(_phrases(language))


@cache
def is_read_by_native(language: str) -> bool:
    """Whether a native speaker has read every catalogue of a language, as their headers say."""
    return all(_READ_BY_NATIVE in text for text in _catalogues(language))


@cache
def _phrases(language: str) -> dict[str, str | tuple[str, ...]]:
    phrases: dict[str, str | tuple[str, ...]] = {}
    for text in _catalogues(language):
        phrases.update(_messages(text, language))
    return phrases


def _catalogues(language: str) -> Iterator[str]:
    if language not in SPOKEN:
        raise MissingPhrase(language)
    folder = files("matching.phrases") / "catalogues" / language
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".po"):
            yield entry.read_text("utf-8")


def _messages(catalogue: str, language: str) -> Iterator[tuple[str, str | tuple[str, ...]]]:
    """The codes of a catalogue with their sentence, or with the forms of one that counts."""
    for code, said in _MESSAGE.findall(catalogue):
        forms = [
            (number, with_kept_spaces(json.loads(form), language))
            for number, form in _FORM.findall(said)
        ]
        is_counted = bool(forms[0][0])
        yield json.loads(code), tuple(form for _, form in forms) if is_counted else forms[0][1]


def with_kept_spaces(sentence: str, language: str) -> str:
    """The sentence with spaces that never break where the language wants one beside a sign.

    Catalogues are written with plain spaces; in French no line begins with `?` or `»`.
    """
    for place, space in _SIGNS_APART.get(language, ()):
        sentence = place.sub(space, sentence)
    return sentence
