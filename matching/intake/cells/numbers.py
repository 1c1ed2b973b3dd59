"""Numbers as people and spreadsheets write them."""

import re

from matching.intake.cells.readings import Reading, doubtful
from matching.intake.folding import fold

_NUMBER = re.compile(r"([+-]?\d[\d\s.,'\u2019]*)\s*([^\d\s].*)?")
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:m|mn|min|minutes?)?")
_UNITS = {
    "radius_km": frozenset({"km", "kms", "kilometre", "kilometres", "km max", "km maximum"}),
    "tables": frozenset({"table", "tables"}),
    "places": frozenset({"place", "places", "poste", "postes", "personnes", "personne", "seats"}),
    "minutes": frozenset({"min", "mn", "minute", "minutes", "m"}),
    "experience_min": frozenset({"an", "ans", "annee", "annees", "years", "year"}),
    "age_min": frozenset({"an", "ans", "annees", "years", "ans revolus"}),
    "age_max": frozenset({"an", "ans", "annees", "years", "ans revolus"}),
    "most_meetings": frozenset(
        {"rdv", "rendez vous", "entretiens", "entretien", "max", "maximum", "rdv max"}
    ),
}


def read_number(text: str, column: str) -> Reading[float]:
    """A number with a decimal comma or point, spaces between thousands, and the column's unit."""
    if _EXPONENT.fullmatch(text):
        return Reading(float(text.replace(",", ".")))
    match = _NUMBER.fullmatch(text)
    if match is None or fold(match[2] or "") not in _UNITS.get(column, frozenset()) | {""}:
        return doubtful("number_unreadable", _first_number(text))
    digits = _plain(match[1])
    if digits is None:
        return doubtful("number_unreadable", _first_number(text))
    return Reading(float(digits))


def read_whole(text: str, column: str) -> Reading[int]:
    """A whole number; half a table is a doubt."""
    number = read_number(text, column)
    if number.value is None:
        return Reading(None, number.doubts)
    if abs(number.value) > 1e9:
        return doubtful("number_unreadable")
    if not number.value.is_integer():
        return doubtful("number_not_whole")
    return Reading(int(number.value))


def read_minutes(text: str, column: str) -> Reading[int]:
    """Minutes, also written as a clock length: 45, "30 min", "1h30"."""
    clock = _CLOCK.fullmatch(text.casefold())
    if clock:
        return Reading(int(clock[1]) * 60 + int(clock[2] or 0))
    return read_whole(text, column)


def _plain(written: str) -> str | None:
    digits = re.sub(r"[\s'\u2019]", "", written)
    if digits.count(",") == 1 and "." not in digits:
        digits = digits.replace(",", ".")
    elif "," in digits:
        digits = digits.replace(",", "")
    # float() alone would also take "nan", "1_0" and digits of other scripts.
    return digits if re.fullmatch(r"[+-]?[0-9]+(?:\.[0-9]*)?", digits) else None


def _first_number(text: str) -> str:
    """The only number a text holds."""
    found = re.findall(r"[0-9]+", text)
    return found[0][:9] if len(found) == 1 else ""
