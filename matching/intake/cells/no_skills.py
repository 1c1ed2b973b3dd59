"""What people write among their skills that is none: an age, a level, a licence, a status."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from itertools import chain
from types import MappingProxyType
from typing import Any

from matching.domain.terms import Answer
from matching.intake.cells.levels import read_diploma, read_french
from matching.intake.cells.licences import read_licences_held
from matching.intake.cells.readings import Reading
from matching.intake.cells.times.calendar_days import read_age
from matching.intake.folding import fold

_AGE = re.compile(r"(?:age |j ai )?(\d{2} ans)")
_FRENCH = re.compile(
    r"(?:niveau de |niveau )?francais (?:niveau )?([abc] ?[12](?: 1)?)"
    r"|(?:niveau )?([abc] ?[12](?: 1)?) (?:en|de) francais"
)
_DIPLOMA = re.compile(
    r"(?:niveau )?(?:bac(?: \+ ?\d| \d| pro)?|cap|bep|bts|dut)|(?:pas de|sans|aucun) diplomes?"
)
_CATEGORY = r"(?:a1?|a2|b|be|c|ce|d|am)"
_LICENCE = re.compile(
    rf"(?:titulaire du |j ai le )?permis {_CATEGORY}(?:(?: et| permis)? {_CATEGORY})*"
    r"|(?:pas de|sans|aucun) permis"
)
_VEHICLE = re.compile(
    r"(?:j ai |je possede |avec |possede )(?:une? )?(?:vehicule|voiture)"
    r"|(?:vehicule|voiture) perso(?:nnel(?:le)?)?|vehiculee?"
)
_NO_VEHICLE = re.compile(r"(?:pas de |sans |aucun )(?:vehicule|voiture)|(?:non |pas )vehiculee?")
_RECOGNISED = re.compile(
    r"(?:j ai la |reconnaissance |reconnue? |statut )?(?:rqth|travailleu(?:r|se) handicape e?"
    r"|travailleu(?:r|se) handicapee?|boeth)(?: en cours de validite| oui)?"
)
_INCOME = re.compile(r"(?:beneficiaire du |au |inscrite? au )?rsa")
# A level of French, of another language, or a licence: its cell alone cannot tell.
_LEVEL_ALONE = re.compile(r"(?:niveau )?(?:[abc] ?[12]|a ?1 ?1)|niveau [1-8]")


# Between which items a list is cut only where one of them is no skill: "vente, 28 ans, permis B".
_WITHIN_ITEM = re.compile(r"\s*,\s+|\s+[/+]\s+")


def _yes(_: str) -> Reading[Answer]:
    return Reading(Answer.YES)


def _has_vehicle(words: str) -> Reading[bool]:
    return Reading(not _NO_VEHICLE.fullmatch(fold(words)))


_ELSEWHERE: tuple[tuple[re.Pattern[str], str, Callable[[str], Reading[Any]]], ...] = (
    (_AGE, "age", read_age),
    (_FRENCH, "french_level", read_french),
    (_DIPLOMA, "diploma_level", read_diploma),
    (_LICENCE, "licences", read_licences_held),
    (_VEHICLE, "vehicle", _has_vehicle),
    (_NO_VEHICLE, "vehicle", _has_vehicle),
    (_RECOGNISED, "rqth", _yes),
    (_INCOME, "rsa", _yes),
)


def united(*licences: tuple[str, ...] | None) -> tuple[str, ...] | None:
    """The licences that several places tell, the weightiest first: where that says none, none."""
    told = [one for one in licences if one is not None]
    if len(told) < 2 or not told[0]:
        return told[0] if told else None
    return tuple(sorted({*chain(*told)}))


_ADD_UP: Mapping[str, Callable[[Any, Any], Any]] = MappingProxyType(
    {"licences": united, "diploma_level": max}
)


@dataclass(slots=True)
class SkillsTold:
    """A cell of skills: those it holds, and what else it says.

    `values` is what was read for other columns, `moved` the column that each such item is about;
    `against` are columns of which a further item says something else. `asked` are items that say
    a level and not of what, `others` all items but those.
    """

    skills: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)

    def put(self, column: str, value: Any) -> None:
        """Add what an item says of a column: all licences, the highest diploma, else the first."""
        before = self.values.get(column)
        if before is not None and before != value:
            if column not in _ADD_UP or () in {before, value}:  # "permis B; pas de permis"
                self.against.append(column)
                return
            value = _ADD_UP[column](before, value)
        self.values[column] = value
        self.moved.append(column)

    def sort(self, item: str) -> bool:
        """Put an item under what it is about; `False` when it is a skill."""
        if told := _told_elsewhere(item):
            self.others.append(item)
            self.put(*told)
        elif _LEVEL_ALONE.fullmatch(fold(item)):
            self.asked.append(item)
        else:
            return False
        return True


def sort_skills(items: Iterable[str]) -> SkillsTold:
    """Skills as written, in their order; what is none of them under the column it is about."""
    found = SkillsTold()
    for item in items:
        if found.sort(item):
            continue
        pieces = [piece for piece in _WITHIN_ITEM.split(item) if piece]
        left = [piece for piece in pieces if not found.sort(piece)] if len(pieces) > 1 else pieces
        skills = item if len(left) == len(pieces) else ", ".join(left)
        if skills:
            found.others.append(skills)
            found.skills.append(skills)
    return found


def _told_elsewhere(item: str) -> tuple[str, Any] | None:
    """The column that an item is about and what it says there, if that can be read."""
    for pattern, column, read in _ELSEWHERE:
        if match := pattern.fullmatch(fold(item)):
            words = next(filter(None, match.groups()), item)
            value = read(words).value
            if value is not None:
                return column, value
    return None
