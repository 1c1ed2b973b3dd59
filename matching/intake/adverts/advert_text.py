"""What the text of a job advert says of its conditions, each with the words it was read from.

Only words that demand are read: what is wished for, denied or left open proposes nothing.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from matching.domain.terms import Condition, Contract, Hours
from matching.intake.cells.levels import read_diploma
from matching.intake.cells.licences import read_licences
from matching.intake.cells.times.clocks import day_parts
from matching.intake.folding import fold, shorten, tidy

_SEGMENTS = re.compile(r"[;\n!?•▪●]|\.(?=\s|$)|(?:^|\s)[-–*](?=\s)")  # noqa: RUF001  # adverts have dashes
# What makes a condition a wish, or none at all.
_WISHED = re.compile(
    r"\bsouhait\w*|\bappreci\w*|\b(?:un|le) plus\b|\bserait\b|\bseraient\b|\bideal\w*"
    r"|\beventuel\w*|\bpossible\b|\bfacultati\w*|\boptionnel\w*|\bde preference\b|\bvalorise\w*"
)
_DENIED = re.compile(
    r"\b(?:pas|aucune?|sans|ni|non|jamais|inutile)\b|\bou pas\b|\bdebutant\w* accepte\w*"
    r"|\bn est pas\b|\bpreparer (?:le|un|votre)\b|\ben (?:alternance|apprentissage) pour\b"
)
# "Permis de construire" and "permis d'exploitation" drive nothing.
_LICENCE = re.compile(
    r"\bpermis (?!de? (?!conduire)[a-z]{2})(?:de conduire )?(?:valides? )?(?:categories? |cat )?"
    r"((?:am|a1|a2|be|b|c1e|c1|ce|c|d1|de|d)\b"
    r"(?:(?: et | ou | )(?:be|b|ce|c|de(?! (?:la|l|cette|ce|son)\b)|d)\b)*)"
)
# "Permis exigé" without a letter is the one for a car; lorries have names of their own.
_CAR = re.compile(
    r"\bpermis(?: de conduire)?(?: (?:valide|est|en cours de validite))*"
    r" (?:exige|obligatoire|indispensable|requis|necessaire|demande)\b"
)
_LORRIES = (
    ("CE", re.compile(r"\bpermis (?:spl|super poids lourds?)\b")),
    ("C", re.compile(r"\bpermis (?:pl|poids lourds?)\b")),
)
_CACES = re.compile(
    r"\bcaces(?: (r ?4\d\d))?(?: (?:categories|categorie|cat))?((?: (?:et )?[1-7a-f]\b)*)"
)
_PERMITS = re.compile(r"\b(?:fimo|fco|adr|habilitation electrique)\b")
_DIPLOMA = re.compile(
    r"\bbac ?(?:\+ ?[2-8]|pro(?:fessionnel)?\b|technologique\b)|\bbac\b|\bcap\b|\bbep\b|\bbts\b"
    r"|\bdut\b|\bbut\b(?= (?:en|de|info|gea|tc)\b)|\blicence (?:pro\w*|en|de)\b|\bmaster\b"
    r"|\bdoctorat\b|\bniveau [3-8]\b"
)
_NUMBER_WORDS = {"un": 1, "une": 1, "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "dix": 10}
_COUNT = rf"(\d{{1,3}}|{'|'.join(_NUMBER_WORDS)})"
_SPAN = rf"{_COUNT} (annees?|ans?|mois)"
_EXPERIENCE = re.compile(
    rf"\b{_SPAN}(?: \w+){{0,3}} exp(?:erience)?\b|\bexp(?:erience)?\b(?: \w+){{0,6}}? {_SPAN}\b"
)
_WEEKLY = re.compile(
    r"\b(\d{1,2}) ?h(?:eures?)?(?: \d\d)? (?:par |hebdo\w*|la |/ ?)?(?:semaine|hebdo\w*)"
)
_FULL = 35
_FRENCH = re.compile(
    r"\bfrancais\b(?: \w+){0,3}? ([abc][12])\b|\b([abc][12])\b(?: \w+){0,2}? francais\b"
)
# Hours of the day that few can do; "de 9h à 17h" is what everybody does.
_HARD_HOURS = frozenset({Hours.EVENING.value, Hours.NIGHT.value})
_WISHES_ALL = re.compile(r"\b(?:souhaite|apprecie|valorise)e?s\b|\bseraient\b")
_HOURS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (hours.value, re.compile(pattern))
    for hours, pattern in (
        (Hours.FULL_TIME, r"\btemps (?:plein|complet)\b|\bplein temps\b|\b3[5-9] ?h\b(?! ?\d)"),
        (Hours.PART_TIME, r"\btemps partiel\b|\bmi temps\b"),
        (Hours.EVENING, r"\bsoir(?:ee)?s?\b|\bjusqu a 2[0-3] ?h"),
        (Hours.NIGHT, r"\b(?:de|la|les) nuits?\b|\b3 ?x ?8\b"),
        (Hours.WEEKEND, r"\bweek ?ends?\b|\bsamedis?\b|\bdimanches?\b"),
        (Hours.MORNING, r"\b(?:le|les) matins?\b|\b[23] ?x ?8\b"),
        (Hours.AFTERNOON, r"\bapres midis?\b|\b[23] ?x ?8\b"),
    )
)
_CONTRACTS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (contract.value, re.compile(pattern))
    for contract, pattern in (
        (Contract.CDI, r"\bcdi\b|\bduree indeterminee\b"),
        (Contract.CDD, r"\bcdd\b|\bduree determinee\b|\bsaisonnier\b"),
        (Contract.INTERIM, r"\binterim\w*\b|\bmission temporaire\b"),
        (Contract.APPRENTICESHIP, r"\bapprentissage\b|\balternance\b"),
        (Contract.PROFESSIONALISATION, r"\bprofessionnalisation\b|\balternance\b"),
        (Contract.INSERTION, r"\bcddi\b|\bchantier d insertion\b|\bcontrat d insertion\b"),
    )
)
_CONDITIONS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (condition.value, re.compile(pattern))
    for condition, pattern in (
        (Condition.LOADS, r"\bport(?:er)? de charges?\b|\bcharges lourdes\b|\bmanutention\b"),
        (Condition.STANDING, r"\bstation debout\b|\bposition debout\b|\btravail debout\b"),
        (Condition.HEIGHTS, r"\ben hauteur\b"),
        (Condition.OUTDOORS, r"\ben exterieur\b|\bintemperies\b"),
        (Condition.NIGHT, r"\btravail de nuit\b|\bhoraires? de nuit\b"),
    )
)


@dataclass(frozen=True, slots=True, order=True)
class Proposal:
    """What a cell of an offer may say, and the words of the advert that it was read from."""

    column: str
    cell: str
    quote: str = ""


def proposals_of(text: str) -> tuple[Proposal, ...]:
    """What a text demands, in its order; each value once, with the first words that say it."""
    found: dict[tuple[str, str], Proposal] = {}
    for segment in segments_of(text):
        for proposal in _of_sentence(segment):
            found.setdefault((proposal.column, proposal.cell), proposal)
    return _lowest_diploma(tuple(found.values()))


def segments_of(text: str) -> tuple[str, ...]:
    """The sentences and listed items of a text, each on one line."""
    return tuple(said for part in _SEGMENTS.split(text) if (said := tidy(part)))


def is_demand(segment: str) -> bool:
    """Whether a sentence neither wishes nor denies."""
    folded = fold(segment)
    return not (_WISHED.search(folded) or _DENIED.search(folded))


def whole_years(count: str, unit: str) -> int:
    """The whole years of “18 mois”, “deux ans”; months that make no year are none."""
    number = _NUMBER_WORDS.get(count) or int(count)
    return number // 12 if unit.startswith("mois") else number


def _of_sentence(sentence: str) -> Iterator[Proposal]:
    """What a sentence demands; where one part of it wishes or denies, each part for itself."""
    parts = [part for part in sentence.split(",") if part.strip()]
    if len(parts) < 2 or is_demand(sentence) or _WISHES_ALL.search(fold(sentence)):
        yield from _of_segment(sentence)
        return
    for part in parts:
        yield from _of_segment(tidy(part))


def _of_segment(segment: str) -> Iterator[Proposal]:
    # "Bac +2" and "2 x 8" lose their signs when a text is folded.
    folded = _signs(segment)
    quote = shorten(segment)
    for column, read in _READERS:
        for cell in read(folded) if column in _PLAIN or is_demand(segment) else ():
            yield Proposal(column, cell, quote)


def _signs(segment: str) -> str:
    kept = segment.replace("×", "x").replace("+", " plus ")  # noqa: RUF001  # shifts are written with that sign
    return re.sub(r"\bbac plus ([2-8])", r"bac +\1", fold(kept))


def _licences(folded: str) -> Iterator[str]:
    for found in _LICENCE.finditer(folded):
        words = re.split(r" et | ou | ", found[1])
        # Of "B ou C" either is enough: nobody may be kept out for the other.
        read = read_licences(words[0] if " ou " in found[1] else "; ".join(words)).value
        yield from read or ()
    for found in _CACES.finditer(folded):
        name = f"CACES {(found[1] or '').upper()}".strip()
        numbers = [number.upper() for number in found[2].split() if number != "et"]
        yield from (f"{name} cat. {number}" for number in numbers)
        if not numbers:
            yield name
    yield from (found[0].upper() for found in _PERMITS.finditer(folded))
    if _CAR.search(folded):
        yield "B"
    yield from next(((name,) for name, pattern in _LORRIES if pattern.search(folded)), ())


def _diplomas(folded: str) -> Iterator[str]:
    for found in _DIPLOMA.finditer(folded):
        level = read_diploma(found[0].replace("niveau ", "")).value
        if level is not None:
            yield str(int(level))


def _experience(folded: str) -> Iterator[str]:
    for found in _EXPERIENCE.finditer(folded):
        count, unit = (found[1], found[2]) if found[1] else (found[3], found[4])
        if years := whole_years(count, unit):
            yield str(years)


def _hours(folded: str) -> Iterator[str]:
    yield from _named(_HOURS, folded)
    yield from (part for part in day_parts(folded) if part in _HARD_HOURS)
    for found in _WEEKLY.finditer(folded):
        whole = int(found[1]) >= _FULL
        yield Hours.FULL_TIME.value if whole else Hours.PART_TIME.value


def _french(folded: str) -> Iterator[str]:
    yield from ((found[1] or found[2]).upper() for found in _FRENCH.finditer(folded))


def _named(words: tuple[tuple[str, re.Pattern[str]], ...], folded: str) -> Iterator[str]:
    return (word for word, pattern in words if pattern.search(folded))


def _lowest_diploma(found: tuple[Proposal, ...]) -> tuple[Proposal, ...]:
    """Of several diplomas the lowest is enough, of several spans of experience the shortest."""
    for column in ("diploma_min", "experience_min"):
        said = sorted(
            (finding for finding in found if finding.column == column),
            key=lambda finding: int(finding.cell),
        )
        found = tuple(
            finding for finding in found if finding.column != column or finding in said[:1]
        )
    return found


# Columns that close nothing: what is said of them is read even where it is only possible.
_PLAIN = frozenset({"contracts"})
_READERS: tuple[tuple[str, Callable[[str], Iterator[str]]], ...] = (
    ("contracts", lambda folded: _named(_CONTRACTS, folded)),
    ("hours", _hours),
    ("licences_required", _licences),
    ("diploma_min", _diplomas),
    ("experience_min", _experience),
    ("french_level_min", _french),
    ("conditions", lambda folded: _named(_CONDITIONS, folded)),
)
