"""Numbers as people and spreadsheets write them."""

import re

from matching.intake.cells.readings import Reading, doubtful
from matching.intake.folding import fold

_NUMBER = re.compile(r"([+-]?\d[\d\s.,'\u2019]*)\s*([^\d\s].*)?")
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:m|mn|min|minutes?)?")
SPELLED = {
    name: number
    for number, names in enumerate(
        [
            "un une",
            "deux",
            "trois",
            "quatre",
            "cinq",
            "six",
            "sept",
            "huit",
            "neuf",
            "dix",
            "onze",
            "douze",
            "treize",
            "quatorze",
            "quinze",
            "seize",
            "dix-sept",
            "dix-huit",
            "dix-neuf",
            "vingt",
        ],
        start=1,
    )
    for name in names.split()
}
"""Numbers written as words, one to twenty."""
_MONTHS = re.compile(r"(\d{1,3}) mois(?: d experience)?(?: minimum)?")
_BEGINNER = re.compile(
    r"d|(?:profil )?debutante?s?(?: e)?(?: (?:accepte|bienvenu|possible)\w*(?: e)?)?"
    r"|aucune(?: experience)?"
)
_WISHED = "S"  # France Travail: an experience is wished for, not demanded
_UP_TO = re.compile(
    r"(?:moins de|jusqu['\u2019]?[àa]|max(?:imum)?|maxi|au plus)\s+(?=\d)", re.IGNORECASE
)
_UNITS = {
    "radius_km": frozenset({"km", "kms", "kilometre", "kilometres", "km max", "km maximum"}),
    "tables": frozenset(
        {"table", "tables", "recruteur", "recruteurs", "recruteuse", "recruteuses", "personne"}
        | {"personnes", "intervenant", "intervenants", "poste", "postes"}
    ),
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
    first, _, unit = fold(text).partition(" ")
    if first in SPELLED and unit in _UNITS.get(column, frozenset()) | {""}:
        return Reading(float(SPELLED[first]))
    match = _NUMBER.fullmatch(_UP_TO.sub("", text) if column == "radius_km" else text)
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


def read_years(text: str) -> Reading[int]:
    """Years of experience: 2, "2 ans", "24 mois"; a beginner who is welcome needs none.

    France Travail's letter for a beginner is D; its S and E say no length.
    """
    if match := _MONTHS.fullmatch(fold(text)):
        years, months = divmod(int(match[1]), 12)
        return doubtful("number_not_whole") if months else Reading(years)
    if _BEGINNER.fullmatch(fold(text)):
        return Reading(0)
    if text == _WISHED:
        return Reading(None)
    return read_whole(text.replace("(s)", ""), "experience_min")


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
