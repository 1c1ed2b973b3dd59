"""Numbers as people and spreadsheets write them."""

import re

from matching.intake.cells.readings import Reading, doubtful
from matching.intake.folding import fold

_NUMBER = re.compile(r"([+-]?\d[\d\s.,'\u2019]*)\s*([^\d\s].*)?")
_EXPONENT = re.compile(r"[+-]?\d+(?:[.,]\d+)?[eE][+-]?\d{1,3}")
_CLOCK = re.compile(r"(\d{1,2})\s*(?:h|heures?|:)\s*(\d{1,2})?\s*(?:m|mn|min|minutes?)?")
_ONE_TO_TEN = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_ELEVEN_ON = (
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix sept",
    "dix huit",
    "dix neuf",
)
_TO_NINETEEN = (*_ONE_TO_TEN, *_ELEVEN_ON)
# Each ten with how many numbers are counted on from it: soixante-dix-neuf is sixty and nineteen.
_TENS = {
    "vingt": (20, 9),
    "trente": (30, 9),
    "quarante": (40, 9),
    "cinquante": (50, 9),
    "soixante": (60, 19),
    "quatre vingt": (80, 19),
}

# Days of a week ("35h sur 5 jours") and ages ("16-25 ans") are no lengths of a contract.
_LENGTH = (
    r"(?:[<>\u2264\u2265]=?|plus de|moins de|minimum|min\.?|environ)?\s*"
    r"(?:\b\d{1,3}(?:\s*(?:[-\u2013/\u00e0]|ou|to)\s*\d{1,3})?"
    r"\s*(?:mois|semaines?|jours?(?!\s*(?:/|par\b|sur\b))|months?|weeks?|days?)"
    r"|\b\d(?:\s*(?:[-\u2013/\u00e0]|ou|to)\s*\d)?\s*(?:ans?|years?))\b"
)
_ENDING = (
    r"\b(?:cddi?|ctt|int[\u00e9e]rim(?:aire)?|missions?|vacations?|saisonni(?:er|\u00e8re)"
    r"|d[\u00e9e]termin[\u00e9e]e|apprentissage|alternance|contrat pro|professionnalisation"
    r"|stage|immersion|service civique|insertion|formation|fixed term|apprenticeship|internship)\b"
)
_ENDS_AFTER = re.compile(
    rf"{_ENDING}(?:\s+temps (?:plein|partiel|complet))?[\s:,(\[\u2013-]*"
    rf"(?:(?:d['\u2019]une dur[\u00e9e]e|pour|pendant)\s+)?(?:de\s+)?({_LENGTH})",
    re.IGNORECASE,
)


def _spelled() -> dict[str, int]:
    names = {name: number for number, name in enumerate(_TO_NINETEEN, start=1)}
    for ten, (value, most) in _TENS.items():
        names[ten] = value
        for number, name in enumerate(_TO_NINETEEN[:most], start=1):
            names[f"{ten} {name}"] = value + number
            names[f"{ten} et {name}"] = value + number
    feminine = {f"{name}e": number for name, number in names.items() if name.split()[-1] == "un"}
    alone = {"un seul": 1, "une seule": 1}
    return {**names, **feminine, **alone, "quatre vingts": 80, "cent": 100}


SPELLED = _spelled()
"""Numbers written as words, folded, one to a hundred."""
_MONTHS = re.compile(r"(\d{1,3}) mois(?: d experience)?(?: minimum)?")
_BEGINNER = re.compile(
    r"d|(?:profil )?debutante?s?(?: e)?(?: (?:accepte|bienvenu|possible)\w*(?: e)?)?"
    r"|aucune(?: experience)?"
)
_ASKED_FOR = re.compile(
    r"^exp[ée]rience (?:exig[ée]e|demand[ée]e|requise) (?:de |: ?)?", re.IGNORECASE
)
_WISHED = "S"  # France Travail: an experience is wished for, not demanded
_UP_TO = re.compile(
    r"(?:moins de|jusqu['\u2019]?[àa]|max(?:imum)?|maxi|au plus)\s+(?=\d)", re.IGNORECASE
)
# "20-30 km" is how far somebody goes at most, said with less.
_SPAN = re.compile(
    r"(?:entre\s+|de\s+)?(\d{1,3})\s*(?:kms?)?\s*(?:-|\u2013|/|à|a|ou|et)\s*(\d{1,3})\b(?=\s*(?:k|$))",
    re.IGNORECASE,
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
    spelled = spelled_number(fold(text))
    if spelled and spelled[1] in _UNITS.get(column, frozenset()) | {""}:
        return Reading(float(spelled[0]))
    match = _NUMBER.fullmatch(_farthest(text) if column == "radius_km" else text)
    if match is None or fold(match[2] or "") not in _UNITS.get(column, frozenset()) | {""}:
        return doubtful("number_unreadable", _first_number(text))
    digits = _plain(match[1])
    if digits is None:
        return doubtful("number_unreadable", _first_number(text))
    return Reading(float(digits))


def _farthest(text: str) -> str:
    """A distance without the words that call it the farthest, of two the greater."""
    span = _SPAN.match(text)
    if span and int(span[1]) < int(span[2]):
        return text[span.start(2) :]
    return _UP_TO.sub("", text)


def spelled_number(folded: str) -> tuple[int, str] | None:
    """The number in words that a folded text begins with, and what follows it."""
    words = folded.split()
    starts = ((" ".join(words[:count]), words[count:]) for count in range(len(words), 0, -1))
    return next(
        ((SPELLED[start], " ".join(rest)) for start, rest in starts if start in SPELLED), None
    )


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
    text = _ASKED_FOR.sub("", text.strip())
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


def length_beside(text: str) -> str:
    """The length right after a contract that ends: "CDD > 6 mois" gives "> 6 mois"."""
    found = _ENDS_AFTER.search(text)
    return " ".join(found[1].split()) if found else ""
