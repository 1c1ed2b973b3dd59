"""One coded answer of an engine in the reader's words."""

import re
from collections.abc import Mapping
from datetime import date

from babel.dates import format_date

from matching.domain.levels import DiplomaLevel
from matching.domain.terms import Condition, Contract, Hours
from matching.phrases import codes, named_in, say

_WORDS: Mapping[type, str] = {Contract: "contract", Hours: "hours", Condition: "condition"}


def phrase(
    code: str,
    params: Mapping[str, object],
    language: str,
    *,
    is_own: bool = True,
    between: str = " ",
) -> str:
    """The sentence of one coded answer of an engine, its params put into the reader's words.

    A bar is followed by its way round, `between` the two. `is_own` speaks to the person; otherwise
    staff read of them.
    """
    spoken = voiced(code, language, is_own=is_own)
    named = named_in(spoken, language)
    words = {name: _word(value, language) for name, value in params.items() if name in named}
    if isinstance(words.get("said"), str):
        words["said"] = without_loose_end(str(words["said"]))
    said = say(spoken, language, **words)
    if code.startswith("bar.") and "help" in params:
        help_code = voiced(f"help.{params['help']}", language, is_own=is_own)
        return f"{said}{between}{say(help_code, language)}"
    return said


_LOOSE_END = re.compile(
    r"(?:\s+(?:un|une|le|la|les|l'|d'|de|des|du|en|et|ou|à|au|aux|pour|par|avec|sur|dans|chez))+"
    r"(?=\s*(?:,|$))",
    re.IGNORECASE,
)


def without_loose_end(said: str) -> str:
    """Words of somebody as they are quoted: not ending in an article or a preposition.

    What was understood may stop before the word that was not: "conduire un" of "conduire un fourgon
    frigorifique".
    """
    return _LOOSE_END.sub("", said)


def voiced(code: str, language: str, *, is_own: bool) -> str:
    """The code of a sentence as the person reads it, or as staff do where that is another."""
    of_them = f"desk.{code}"
    return of_them if not is_own and of_them in codes(language) else code


def _word(value: object, language: str) -> object:
    if isinstance(value, Mapping):
        # trades and skills have French and English names: on a fair in France the French one helps
        return value.get(language, value.get("fr", value))
    if isinstance(value, (tuple, list)):
        return ", ".join(str(_word(item, language)) for item in value)
    if isinstance(value, DiplomaLevel):
        return say(f"diploma.{value.value}", language)
    if isinstance(value, date):
        return long_day(value, language)
    kind = _WORDS.get(type(value))
    return say(f"{kind}.{value}", language) if kind else value


def long_day(day: date, language: str) -> str:
    """A day in words: "1er août 2018"."""
    written = format_date(day, "long", locale=language)
    return f"1er{written[1:]}" if language == "fr" and day.day == 1 else written
