"""What the text of a job advert says of its place, start, number of posts and pay.

None of it is a demand: it fills fields that somebody looks at before the offer is entered.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import date

from matching.intake.cells.numbers import SPELLED
from matching.intake.cells.times.calendar_days import read_day
from matching.intake.folding import tidy

_IN_WORDS = "|".join(sorted(SPELLED, key=len, reverse=True)).replace(" ", "[ -]")
_COUNT = rf"(\d{{1,3}}|(?>{_IN_WORDS}))"
# "2 postes", "nombre de postes : 4", "nous recrutons 5 agents"; none in "poste : 35 h, 2 x 8".
_NOT_COUNTED = (
    r"(?:ans?|annees?|mois|h|heures?|mn|min|minutes?|jours?|semaines?|euros?|fois|pour ?cent|x)\b"
)
_GOES_ON = r"(?! (?:cents?|mille)\b| \d{3}\b)"
_WHOLE = rf"\b(?![.,/:]\d)(?! ?{_NOT_COUNTED}){_GOES_ON}"
_POSTS = (
    re.compile(
        rf"\b(?:postes?|emplois?|places?)(?: a pourvoir| disponibles?)? ?: ?(\d{{1,3}}){_WHOLE}"
    ),
    re.compile(
        rf"(?<!cent )(?<!cents )(?<!mille )\b{_COUNT}"
        r" (?:postes|emplois|embauches|places|recrutements)\b(?! par\b)"
    ),
    re.compile(rf"\b(?:recrut|recherch|embauch|cherch)\w* {_COUNT}{_WHOLE} [a-z]{{4,}}"),
)
_MONTHS = (
    "janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|aout|sept(?:embre)?"
    "|oct(?:obre)?|nov(?:embre)?|dec(?:embre)?"
)
_DAY = (
    rf"(\d{{1,2}}(?:er)? (?:{_MONTHS})\.?(?: 20\d\d)?|\d{{1,2}}[/.-]\d{{1,2}}(?:[/.-](?:20)?\d\d)?"
    r"|20\d\d-\d\d-\d\d)"
)
_BEGINS = (
    "a partir|a compter|des|debut\\w*|commenc\\w*|prise de (?:poste|fonctions?)|demarrage"
    "|date de (?:debut|demarrage|prise)|disponible|a pourvoir|embauche"
)
_BETWEEN = r"(?: ?:| prevue?| souhaitee?| du| de| le| au| des| ?\w{0,8}){0,5}"
_STARTS = re.compile(rf"\b(?:{_BEGINS})\b{_BETWEEN} {_DAY}(?!\d)")
_ENDS = re.compile(r"\b(?:jusqu|candidat\w*|postul\w*|avant le|date limite|cloture)\b")
_AMOUNT = re.compile(
    r"\d[\d .,]*(?:€|euros?\b|eur\b|k€|ke\b)"
    r"|\bsmic\b|\bsalaire\b|\bremuneration\b|\btaux horaire\b"
)
_ACCENTS = re.compile(r"[\u0300-\u036f]")
_LABEL = re.compile(r"^(?:salaire|rémunération|paie|taux horaire)[^:]{0,30}: ?", re.IGNORECASE)
_LONGEST_PAY = 80
_SENTENCES = re.compile(r"[;\n!?•▪●]|\.(?=\s|$)|\s[-–]\s")  # noqa: RUF001  # adverts have dashes
_LINKS = "sur|sous|les|lès|la|le|en|de|du|des|aux"
_NAME = r"(?:[dlDL]['’])?[A-ZÀ-Ý][\w'’-]+"  # noqa: RUF001  # adverts have curly apostrophes
_TOWN = rf"{_NAME}(?:[ -](?:{_NAME}|{_LINKS})){{0,5}}"
_PLACE = "lieu(?: de travail| du poste| de la mission)?|localisation|ville|commune|site"
_WORKS = (
    "basée?s?|située?s?|poste|agence|magasin|usine|entrepôt|pourvoir|travail|établissement"
    "|recrute|embauche"
)
_PLACED = (
    re.compile(rf"(?i:{_PLACE})\s*:\s*(?:\d{{5}}\s+|\d{{2,3}}\s*-\s*)?({_TOWN})"),
    re.compile(rf"\b\d{{5}}\s+({_TOWN})"),
    re.compile(rf"\b({_TOWN})(?: \d{{1,2}}(?:e|er|ème))?\s*\(\s*\d{{2,5}}\s*\)"),
    re.compile(rf"(?:^|\s)\d{{2,3}}\s*-\s*({_TOWN})"),
    re.compile(rf"\b(?i:{_WORKS})(?:\s+\w+){{0,2}}?\s+(?:à|sur)\s+({_TOWN})"),
    re.compile(rf"\bà\s+({_TOWN})"),
)
_TRAILS = re.compile(rf"(?:[ -](?:{_LINKS}))+$")


def facts_of(text: str, day: date) -> Mapping[str, str]:
    """Cells of an offer that an advert fills: `places`, `starts_on`, `pay`; those it tells of.

    Parameters
    ----------
    day
        The day of the fair: a start without a year is the next such day.
    """
    found = {"places": _posts(text), "starts_on": _start(text, day), "pay": _pay(text)}
    return {column: cell for column, cell in found.items() if cell}


def towns_in(text: str) -> tuple[str, ...]:
    """Names that may be the commune of the work, the likeliest first."""
    named = (
        _TRAILS.sub("", tidy(found[1]))
        for pattern in _PLACED
        for line in text.splitlines()
        for found in pattern.finditer(line)
    )
    return tuple(dict.fromkeys(name for name in named if name))


def _posts(text: str) -> str:
    folded = _folded(text.replace("%", " pour cent"))
    found = next((match for pattern in _POSTS if (match := pattern.search(folded))), None)
    if found is None:
        return ""
    count = SPELLED.get(found[1].replace("-", " ")) or int(found[1])
    return str(count) if count else ""


def _start(text: str, day: date) -> str:
    for sentence in _sentences(text):
        folded = _folded(sentence)
        found = _STARTS.search(folded)
        if found and not _ENDS.search(folded) and (start := _next_day(found[1], day)):
            return start
    return ""


def _next_day(written: str, day: date) -> str:
    """A day as a cell says it; without a year the first such day from `day` on."""
    said = re.sub(r"(?<=\d)er\b", "", written)
    has_year = re.search(r"20\d\d|[/.-]\d{1,2}[/.-]\d\d$", said)
    joint = "/" if re.search(r"[/.-]", said) else " "
    tried = [said] if has_year else [f"{said}{joint}{year}" for year in (day.year, day.year + 1)]
    days = (read_day(one).value for one in tried)
    start = next((one for one in days if one is not None and (has_year or one >= day)), None)
    return start.strftime("%d/%m/%Y") if start else ""


def _pay(text: str) -> str:
    for sentence in _sentences(text):
        folded = _folded(sentence)
        if not _AMOUNT.search(folded) or not re.search(r"\d|\bsmic\b", folded):
            continue
        said = tidy(_LABEL.sub("", sentence))
        if len(said) <= _LONGEST_PAY:
            return said
    return ""


def _sentences(text: str) -> Iterator[str]:
    return (said for part in _SENTENCES.split(text) if (said := tidy(part)))


def _folded(text: str) -> str:
    """In small letters without accents, with the signs that numbers and money are written with."""
    letters = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.lower()))
    kept = re.sub(r"[^\w\s€:/.,()+-]", " ", letters)
    return " ".join(re.sub(r"(?<!\d)[.,]|[.,](?!\d)", " ", kept).split())
