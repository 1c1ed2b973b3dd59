"""Days and years as people and spreadsheets write them."""

import calendar
import re
from datetime import date, timedelta

from matching.intake.cells.readings import Doubt, Reading, doubtful
from matching.intake.folding import fold

_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ t].*)?")
_FRENCH = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:\s+\d.*)?")
_MONTH_YEAR = re.compile(r"(\d{1,2})\s*[-/.]\s*(\d{4})")
_SERIAL = re.compile(r"[2-6]\d{4}(?:[.,]0+)?")
_YEAR = re.compile(r"(19\d\d|20\d\d)(?:[.,]0+)?")
_SHORT_YEAR = re.compile(r"\d{2}")
_EIGHT_DIGITS = re.compile(r"\d{8}")
_BORN = re.compile(r"^(?:née?|ne|né\(e\)|born)\s*(?:le|en|on|in)?\s*:?\s*")
_BORN_IN = re.compile(r"(?:née?|ne|né\(e\)|born)\s+(?:en|in)\s+(\d{2})")
# A month beside a year: as two digits only one that no day and no month can be.
_MONTH_OF_BIRTH = re.compile(
    r"(?:0?[1-9]|1[0-2])\s*[-/.]\s*(3[2-9]|[4-9]\d)|((?:19|20)\d\d)\s*[-/.]\s*(?:0?[1-9]|1[0-2])"
)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        (
            "lundi lun monday mon",
            "mardi tuesday tue",
            "mercredi mer wednesday wed",
            "jeudi jeu thursday thu",
            "vendredi ven friday fri",
            "samedi sam saturday sat",
            "dimanche dim sunday sun",
        )
    )
    for name in names.split()
}
_WEEKDAY_FIRST = re.compile(rf"^({'|'.join(_WEEKDAYS)})\.?,?\s+(?:le\s+|the\s+)?(?=\d)")
_NUMERIC = re.compile(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4}|\d{2})(?:[\s,].*)?")
_YOUNGEST = 25
_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "janvier janv jan january",
            "fevrier fevr fev february feb",
            "mars mar march",
            "avril avr april apr",
            "mai may",
            "juin june jun",
            "juillet juil july jul",
            "aout august aug",
            "septembre sept sep september",
            "octobre oct october",
            "novembre nov november",
            "decembre dec december",
        ),
        start=1,
    )
    for name in names.split()
}
_AGE = re.compile(r"(\d{1,3})(?: 0)?(?: ans?| years?(?: old)?)?")
_ASIDE = re.compile(r"[(\[]([^()\[\]]*\d[^()\[\]]*)[)\]]")
_AGE_TOLD = re.compile(r"\d{1,3} (?:ans|years(?: old)?)")
_AT_ONCE = frozenset(
    {
        "immediat",
        "immediate",
        "immediatement",
        "disponible",
        "disponible immediatement",
        "tout de suite",
        "de suite",
        "des maintenant",
        "maintenant",
        "des que possible",
        "au plus vite",
        "au plus tot",
        "urgent",
        "oui",
        "now",
        "at once",
        "asap",
    }
)
_DAYS_OF_WEEK = frozenset(
    [
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
        "le",
        "the",
        "a",
        "partir",
        "du",
        "from",
        "disponible",
        "depuis",
        "des",
    ]
)


def read_day(text: str) -> Reading[date]:
    """A calendar day; an impossible one, or another day of the week than it names, is a doubt.

    Only a swapped day and month are put right.
    """
    written = text.casefold().strip()
    named = _WEEKDAY_FIRST.match(written)
    if named is None:
        return _read_day(written)
    reading = _read_day(written[named.end() :])
    day = reading.value
    if day is None or day.weekday() == _WEEKDAYS[named[1]]:
        return reading
    return doubtful("weekday_other", day=f"{day:%d/%m/%Y}", named=named[1])


def _read_day(written: str) -> Reading[date]:
    if match := _ISO.fullmatch(written):
        return _day(int(match[1]), int(match[2]), int(match[3]))
    if match := _FRENCH.fullmatch(written):
        return _day(_full_year(match[3]), int(match[2]), int(match[1]))
    if match := _MONTH_YEAR.fullmatch(written):
        return _partial(int(match[2]), int(match[1]))
    if match := _YEAR.fullmatch(written):
        return _partial(int(match[1]), 1)
    if _SERIAL.fullmatch(written):
        # Days since 1899-12-30: a date that lost its format on the way to text.
        day = date(1899, 12, 30) + timedelta(days=int(written[:5]))
        return Reading(day, (Doubt("date_from_number", day.isoformat()),))
    return _spelled(fold(written).split())


def read_available(text: str) -> Reading[date]:
    """The first day someone can start; "tout de suite" sets no limit, so it gives no day."""
    return Reading(None) if fold(text) in _AT_ONCE else read_day(text)


def read_age(text: str) -> Reading[int]:
    """An age in whole years: "34", "34 ans"; a span of ages is none."""
    if match := _AGE.fullmatch(fold(text)):
        return Reading(int(match[1]))
    return doubtful("age_unreadable")


def read_age_told(text: str) -> Reading[int]:
    """An age in a cell about something else, where its unit tells that it is one: "34 ans"."""
    return read_age(text) if _AGE_TOLD.fullmatch(fold(text)) else Reading(None)


def read_birth_aside(text: str) -> Reading[int]:
    """The year of birth that stands in brackets beside a name: "Ana Sol (12/04/1979)"."""
    found = _ASIDE.search(text)
    return Reading(read_birth_year(found[1].strip()).value if found else None)


def read_birth_year(text: str) -> Reading[int]:
    """A year of birth; of a whole date only the year is kept."""
    if match := _YEAR.fullmatch(text):
        return Reading(int(match[1]))
    if _AGE_TOLD.fullmatch(fold(text)):  # "18 ans": kept as an age, which tells no year
        return Reading(None)
    if _SHORT_YEAR.fullmatch(text):
        return doubtful("year_short", str(_birth(text)))
    if match := _BORN_IN.fullmatch(text.casefold().strip()):
        return Reading(_birth(match[1]))
    return _read_birth_date(_BORN.sub("", text.casefold().strip()))


def _read_birth_date(written: str) -> Reading[int]:
    year = _year_beside_month(written)
    if year is not None:
        return Reading(year) if year else doubtful("year_unreadable")
    if _EIGHT_DIGITS.fullmatch(written):
        return _of_eight_digits(written)
    day = read_day(written)
    return doubtful("year_unreadable") if day.value is None else Reading(day.value.year)


def _year_beside_month(written: str) -> int | None:
    """The year of "12/03/98", "12 mars 98", "mars 98", "03-98"; None where it is no such date.

    Of a date only the year is kept: neither a swapped month nor a 30 February hides it.
    """
    if match := _NUMERIC.fullmatch(written):
        return _birth(match[3])
    if match := _MONTH_OF_BIRTH.fullmatch(written):
        return _birth(match[1] or match[2])
    words = [word for word in fold(written).split() if word not in _DAYS_OF_WEEK]
    if len(words) == 3 and words[1] in _MONTHS and _ordinal(words[0]) and words[2].isdigit():
        return _birth(words[2])
    if len(words) == 2 and words[0] in _MONTHS and _SHORT_YEAR.fullmatch(words[1]):
        return _birth(words[1])
    return None


def _of_eight_digits(written: str) -> Reading[int]:
    """The year of a date without signs, 12031998 or 19980312, when only one reading is a day."""
    days = [read_day("/".join(written[a:b] for a, b in ((0, 2), (2, 4), (4, 8)))).value]
    days.append(read_day("-".join(written[a:b] for a, b in ((0, 4), (4, 6), (6, 8)))).value)
    years = {day.year for day in days if day is not None}
    return Reading(years.pop()) if len(years) == 1 else doubtful("year_unreadable")


def _birth(written: str) -> int:
    """The year somebody was born in; of two digits the century that makes them old enough."""
    if len(written) == 2:
        return 1900 + int(written) if int(written) > _YOUNGEST else 2000 + int(written)
    return int(written) if len(written) == 4 and 1900 <= int(written) <= 2100 else 0


def _spelled(words: list[str]) -> Reading[date]:
    kept = [word for word in words if word not in _DAYS_OF_WEEK]
    months = [_MONTHS[word] for word in kept if word in _MONTHS]
    numbers = [_ordinal(word) for word in kept if word not in _MONTHS]
    if len(months) == 1 and all(numbers):
        if len(numbers) == 2 and 1900 <= max(numbers) <= 2100:
            return _day(max(numbers), months[0], min(numbers))
        if len(numbers) == 2 and kept[-1].isdigit() and len(kept[-1]) == 2:
            return _day(_full_year(kept[-1]), months[0], numbers[0])
        if len(numbers) == 1 and 1900 <= numbers[0] <= 2100:
            return _partial(numbers[0], months[0])
    return doubtful("date_unreadable")


def _ordinal(word: str) -> int:
    match = re.fullmatch(r"([0-9]{1,4})(?:er|st|nd|rd|th|e)?", word)
    return int(match[1]) if match else 0


def _day(year: int, month: int, day: int) -> Reading[date]:
    if not 1900 <= year <= 2100:
        return doubtful("date_unreadable")
    if 1 <= month <= 12:
        if 1 <= day <= calendar.monthrange(year, month)[1]:
            return Reading(date(year, month, day))
        return doubtful("date_impossible")
    if 1 <= day <= 12 and month <= calendar.monthrange(year, day)[1]:
        return doubtful("date_impossible", date(year, day, month).isoformat())
    return doubtful("date_impossible")


def _partial(year: int, month: int) -> Reading[date]:
    if not 1 <= month <= 12:
        return doubtful("date_impossible")
    first = date(year, month, 1)
    return Reading(first, (Doubt("date_partial", first.isoformat()),))


def _full_year(written: str) -> int:
    year = int(written)
    if len(written) > 2:
        return year
    return 2000 + year if year < 70 else 1900 + year
