"""Fixed words, hours and dates of the sheets, in the reader's language."""

import datetime as dt
import re
from functools import lru_cache

from babel import Locale
from babel.dates import format_date, format_time

from badges.cards import Printing
from badges.measure import MM, broken
from badges.press import plain
from matching.phrases import say

_HEAD = 13.0  # points
RIGHT_TO_LEFT = frozenset({"ar"})
"""Languages whose pages are mirrored as a whole."""


def words(language: str, *names: str) -> dict[str, str]:
    """The fixed words of a sheet by short name: `words("fr", "late")["late"]`."""
    return {name: say(f"sheet.{name}", language) for name in names}


@lru_cache(maxsize=4_000)
def clock(moment: dt.time | None, language: str) -> str:
    """An hour as people say it (`9 h 30`), empty when there is none."""
    if moment is None:
        return ""
    return format_time(moment, say("sheet.time_pattern", language), locale=language)


@lru_cache(maxsize=100)
def day(date: dt.date, language: str) -> str:
    """A date with its weekday, as the first words of a line."""
    text = _dated(date, say("sheet.date_pattern", language), language)
    return text[:1].upper() + text[1:]


@lru_cache(maxsize=200)
def spoken(languages: tuple[str, ...], language: str) -> str:
    """Which languages somebody speaks, by their names; those that have none are left out."""
    known = Locale.parse(language).languages
    names = [known[code] for code in languages if code in known]
    return say("sheet.speaks", language, languages=", ".join(names)) if names else ""


def printed(printing: Printing | None, language: str) -> str:
    """The sentence that tells two printings apart, empty when it is not known."""
    if printing is None:
        return ""
    told = {"day": _date(printing.at, language), "time": clock(printing.at.time(), language)}
    if not printing.plan:
        return say("sheet.printed", language, **told)
    now = numbered(say("sheet.printed_plan", language, plan=printing.plan, **told))
    return f"{now} {_replaced(printing, language)}".strip()


def numbered(text: str) -> str:
    """A text whose numbers stay on the row of the sign before them: `n° 3`."""
    return _SIGN_OF_NUMBER.sub("\\1\N{NO-BREAK SPACE}", text)


_SIGN_OF_NUMBER = re.compile("(№|[nN]\\.?[°º]|\\b[nN]o\\.|رقم) (?=\\d)")


def _replaced(printing: Printing, language: str) -> str:
    """The sheet to throw away: by its hour, with its day when that was another."""
    before = printing.replaces
    if before is None or before.replace(second=0, microsecond=0) >= printing.at.replace(
        second=0, microsecond=0
    ):
        return ""
    time = clock(before.time(), language)
    if before.date() == printing.at.date():
        return say("sheet.replaces", language, time=time)
    return say("sheet.replaces_day", language, day=_date(before, language), time=time)


def _date(date: dt.date, language: str) -> str:
    """A date without its weekday, as the language writes it in a sentence."""
    pattern = say("sheet.date_pattern", language).replace("EEEE", "").strip(", ")
    return _dated(date, pattern, language)


def _dated(date: dt.date, pattern: str, language: str) -> str:
    is_first = language == "fr" and date.day == 1
    written = pattern.replace("d", "d'er'", 1) if is_first else pattern
    return format_date(date, written, locale=language)


def with_initial(first_name: str, last_name: str) -> str:
    """A first name and the first letter of a last name, with its dot where letters have capitals.

    Other scripts do not shorten names so, and a dot would stand on the wrong side of Hebrew.
    """
    letter = last_name[:1].upper()
    dot = "." if letter.lower() != letter else ""
    return f"{first_name}\N{NO-BREAK SPACE}{letter}{dot}" if letter else first_name


def page_of(language: str) -> str:
    """The words of a page number; the page template knows what `{page}` and `{pages}` are."""
    return say("sheet.page_of", language, page="{page}", pages="{pages}")


def date_parts(date: dt.date) -> dict[str, int]:
    """A date for the document's properties."""
    return {"year": date.year, "month": date.month, "day": date.day}


def list_frame(
    fair_title: str, date: dt.date, language: str, printing: Printing | None, *names: str
) -> dict[str, object]:
    """What the head and the foot of every list on A4 pages say; `names` as of `words`."""
    return {
        "language": language,
        "words": words(language, *names),
        "date": date_parts(date),
        "fair": broken(plain(fair_title), _HEAD, 186 * MM, bold=True),
        "day": day(date, language),
        "page_of": page_of(language),
        "printed": printed(printing, language),
    }
