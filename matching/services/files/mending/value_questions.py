"""One question for each distinct value that was not understood, and one for an order of names.

Ten people who wrote « bon » are one question. Nothing is ever proposed as its answer, and consent
is never asked here: it is the person's own word, asked one by one.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from enum import IntEnum, StrEnum
from itertools import product
from types import MappingProxyType

from matching.domain.exhibitor import Exhibitor
from matching.domain.flaw import Flaw
from matching.domain.jobseeker import Jobseeker
from matching.domain.levels import DigitalLevel, DiplomaLevel, FrenchLevel
from matching.domain.offer import Offer
from matching.domain.statistics import Statistics
from matching.domain.terms import Answer, Condition, Contract, ExhibitorKind, Hours, Need, OfferKind
from matching.intake.cells.choices import split_list
from matching.intake.folding import fold
from matching.intake.headings import LICENCE_AND_VEHICLE, PRESENCE
from matching.intake.tables.column_uses import FAMILY_FIRST, GIVEN_FIRST
from matching.intake.tables.columns import column_kinds
from matching.phrases import MissingPhrase, say

NOT_KNOWN = "-"
"""The answer of somebody who does not know either: the cells then say nothing."""
NONE = "aucun"
"""The answer that a list is empty: no licence, nothing to avoid."""
NAME_ORDERS = (FAMILY_FIRST, GIVEN_FIRST)
# As cells that say a licence and a vehicle; whoever holds more is mended on their own sheet.
_MOBILITIES = ("permis B + voiture", "permis B, sans voiture", "sans permis, sans voiture")
_LICENCES = (NONE, "AM", "A", "B", "BE", "C", "CE", "D")


def _words(kind: type[StrEnum]) -> tuple[str, ...]:
    return tuple(choice.value for choice in kind)


def _grades(kind: type[IntEnum]) -> tuple[str, ...]:
    return tuple(str(int(level)) for level in kind)


_YES_NO = ("oui", "non")
# The words of a column follow from the type of the field it fills, declared once in the domain.
_OF_TYPE: Mapping[object, tuple[str, ...]] = MappingProxyType(
    {
        FrenchLevel: tuple(level.label for level in FrenchLevel),
        DiplomaLevel: _grades(DiplomaLevel),
        DigitalLevel: _grades(DigitalLevel),
        bool: _YES_NO,
        Answer: _words(Answer),
    }
)
_OF_LIST: Mapping[object, tuple[str, ...]] = MappingProxyType(
    {
        tuple[Contract, ...]: _words(Contract),
        tuple[Hours, ...]: _words(Hours),
        tuple[Condition, ...]: (*_words(Condition), NONE),
        tuple[Need, ...]: (*_words(Need), NONE),
    }
)
_KINDS: Mapping[str, object] = MappingProxyType(
    {
        column: kind
        for record in (Jobseeker, Statistics, Exhibitor, Offer)
        for column, kind in column_kinds(record).items()
        if column != "consent_contact"
    }
)
# Columns of which one answer is chosen; of "many", several.
_CHOICES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {column: _OF_TYPE[kind] for column, kind in _KINDS.items() if kind in _OF_TYPE}
    | {"kind": (*_words(ExhibitorKind), *_words(OfferKind)), LICENCE_AND_VEHICLE: _MOBILITIES}
)
_MANY: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {column: _OF_LIST[kind] for column, kind in _KINDS.items() if kind in _OF_LIST}
    | dict.fromkeys(("licences", "licences_required"), _LICENCES)
)
_CLOCKS = frozenset(
    {column for column, kind in _KINDS.items() if kind is time} | {"breaks", PRESENCE}
)
_ASKED = frozenset(
    {
        "level_unknown",
        "level_vague",
        "demand_either",
        "demand_is_wish",
        "diploma_without_level",
        "licence_either",
        "licence_unknown",
        "licence_vehicle_unread",
        "presence_one_hour",
        "presence_parted",
        "skill_asked",
        "stretch_unreadable",
        "time_impossible",
        "time_unreadable",
        "unknown_value",
        "yes_no_unreadable",
    }
)
# Why these are asked is not seen from the value alone.
_EXPLAINED = frozenset(
    {
        "demand_either",
        "diploma_without_level",
        "presence_one_hour",
        "presence_parted",
        "skill_asked",
    }
)
_LEVELS_OF = ("français", "anglais")
_LEVEL_TOLD = re.compile(r"(francais|anglais) (?:niveau )?[abc] ?[12](?: 1)?")
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {
        "contracts": "contract",
        "hours": "hours",
        "hours_wanted": "hours",
        "avoid": "condition",
        "conditions": "condition",
        "needs": "ask.needs",
    }
)
_OF_STANDS = frozenset(_words(ExhibitorKind))


@dataclass(frozen=True, slots=True)
class ValueQuestion:
    """What one way of writing means, in all cells of a column that say it.

    `choices` are the words to choose from, one or, with `many`, several; none for a time, which
    is typed. `column` is ours, `heading` the person's, `key` names the value in an answer. `flaw`
    says why it is asked, where that is not plain.
    """

    file: str
    heading: str
    column: str
    key: str
    value: str
    count: int
    first_line: int
    choices: tuple[str, ...]
    many: bool
    flaw: Flaw | None = None


@dataclass(frozen=True, slots=True)
class OrderQuestion:
    """Which part of a whole name stands first in a column, with three samples."""

    file: str
    heading: str
    samples: str
    count: int


def choices_of_column(column: str, kind: str) -> tuple[str, ...]:
    """The words that a column of a table may say, as cells; none where anything is written."""
    choices = _MANY.get(column) or _CHOICES.get(column, ())
    if column == "kind":
        choices = tuple(word for word in choices if (word in _OF_STANDS) == (kind == "exhibitors"))
    return choices


def choice_name(column: str, word: str, language: str) -> str:
    """A choice of a column in a language; words that people write stand as they are."""
    if word in {NONE, NOT_KNOWN}:
        return say("value.none" if word == NONE else "value.not_known", language)
    own = _PREFIXES.get(column, f"value.{column.removesuffix('_min').removesuffix('_max')}")
    for code in (f"{own}.{word}", f"value.{word}"):
        try:
            return say(code, language)
        except MissingPhrase:
            continue
    return word


def takes_many(column: str) -> bool:
    """Whether a column with choices takes several of them."""
    return column in _MANY


def is_typed(column: str) -> bool:
    """Whether the answer for a column is an hour that is typed, not a word that is chosen."""
    return column in _CLOCKS


def asks_of_value(flaw: Flaw) -> bool:
    """Whether a flaw is one of those that one answer mends in every cell that says the same."""
    column = flaw.params.get("field")
    has_words = column in {*_CHOICES, *_MANY, *_CLOCKS} or flaw.code == "skill_asked"
    return flaw.code in _ASKED and bool(flaw.params.get("key")) and has_words


def value_questions(flaws: Iterable[Flaw]) -> tuple[ValueQuestion, ...]:
    """One question for each distinct value, those that most cells say first."""
    asked = [flaw for flaw in flaws if asks_of_value(flaw)]
    firsts: dict[tuple[str, ...], Flaw] = {}
    lines: set[tuple[object, ...]] = set()
    for flaw in asked:
        firsts.setdefault(_place(flaw), flaw)
        lines.add((*_place(flaw), flaw.line))  # a cell may have two flaws
    counts = Counter(place[:-1] for place in lines)
    found = [_question(flaw, counts[place]) for place, flaw in firsts.items()]
    return tuple(sorted(found, key=lambda question: -question.count))


def order_questions(flaws: Iterable[Flaw]) -> tuple[OrderQuestion, ...]:
    """One question for each column of whole names that do not show their order."""
    return tuple(
        OrderQuestion(flaw.file, flaw.column, flaw.value, int(str(flaw.params["count"])))
        for flaw in flaws
        if flaw.code == "name_order"
    )


def answer_words(chosen: str | Sequence[str]) -> str:
    """The cell that an answer stands for; empty when nobody has answered."""
    return chosen.strip() if isinstance(chosen, str) else "; ".join(chosen)


def _place(flaw: Flaw) -> tuple[str, ...]:
    return flaw.file, str(flaw.params["field"]), str(flaw.params["key"])


def _question(flaw: Flaw, count: int) -> ValueQuestion:
    file, column, key = _place(flaw)
    choices = choices_of_column(column, str(flaw.params.get("table")))
    if flaw.code == "skill_asked":
        levels, others = (split_list(str(flaw.params[name])) for name in ("levels", "others"))
        choices = _of_levels(levels, others)
    elif flaw.code == "presence_one_hour":
        clock = flaw.params["clock"]
        choices = (f"à partir de {clock}", f"jusqu'à {clock}", NOT_KNOWN)
    elif choices:
        choices = (*choices, NOT_KNOWN)
    return ValueQuestion(
        file=file,
        heading=flaw.column,
        column=column,
        key=key,
        value=flaw.value,
        count=count,
        first_line=flaw.line,
        choices=choices,
        many=takes_many(column),
        flaw=flaw if flaw.code in _EXPLAINED else None,
    )


def _of_levels(levels: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    """Cells of skills in which each level says of which tongue it is, or is left out.

    Nobody has two levels of one tongue: one that is told beside them is not to be chosen.
    """
    told = {match[1] for item in others if (match := _LEVEL_TOLD.fullmatch(fold(item)))}
    tongues = [tongue for tongue in _LEVELS_OF if fold(tongue) not in told]
    cells: list[str] = []
    for chosen in product((*levels, ""), repeat=len(tongues)):
        named = [level for level in chosen if level]
        if len({*named}) == len(named):
            said = [
                f"{tongue} {level}" for tongue, level in zip(tongues, chosen, strict=True) if level
            ]
            cells.append("; ".join((*said, *others)) or NOT_KNOWN)
    return tuple(cells)
