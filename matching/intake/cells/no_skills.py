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
_FRENCH = re.compile(r"(?:niveau de |niveau )?francais (?:niveau )?([abc] ?[12](?: 1)?)")
_DIPLOMA = re.compile(r"(?:niveau )?(?:bac(?: \+ ?\d| \d| pro)?|cap|bep|bts|dut)")
_LICENCE = re.compile(r"(?:titulaire du |j ai le )?permis (?:a1?|a2|b|be|c|ce|d|am)")
_RECOGNISED = re.compile(
    r"(?:j ai la |reconnaissance |reconnue? |statut )?(?:rqth|travailleu(?:r|se) handicape e?"
    r"|travailleu(?:r|se) handicapee?|boeth)(?: en cours de validite| oui)?"
)
_INCOME = re.compile(r"(?:beneficiaire du |au |inscrite? au )?rsa")
# A level of French, of another language, or a licence: its cell alone cannot tell.
_LEVEL_ALONE = re.compile(r"(?:niveau )?(?:[abc] ?[12]|a ?1 ?1)|niveau [1-8]")


def _yes(_: str) -> Reading[Answer]:
    return Reading(Answer.YES)


_ELSEWHERE: tuple[tuple[re.Pattern[str], str, Callable[[str], Reading[Any]]], ...] = (
    (_AGE, "age", read_age),
    (_FRENCH, "french_level", read_french),
    (_DIPLOMA, "diploma_level", read_diploma),
    (_LICENCE, "licences", read_licences_held),
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
        if before is None or column in _ADD_UP:
            self.values[column] = value if before is None else _ADD_UP[column](before, value)
        elif before != value:
            self.against.append(column)
            return
        self.moved.append(column)


def sort_skills(items: Iterable[str]) -> SkillsTold:
    """Skills as written, in their order; what is none of them under the column it is about."""
    found = SkillsTold()
    for item in items:
        told = _told_elsewhere(fold(item))
        if told is None and _LEVEL_ALONE.fullmatch(fold(item)):
            found.asked.append(item)
            continue
        found.others.append(item)
        if told is None:
            found.skills.append(item)
        else:
            found.put(*told)
    return found


def _told_elsewhere(name: str) -> tuple[str, Any] | None:
    """The column that an item is about and what it says there, if that can be read."""
    for pattern, column, read in _ELSEWHERE:
        if match := pattern.fullmatch(name):
            value = read(match[1] if pattern.groups else name).value
            if value is not None:
                return column, value
    return None
