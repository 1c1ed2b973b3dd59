"""What people write among their skills that is none: an age, a level, a licence, a status."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
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


@dataclass(slots=True)
class SkillsTold:
    """A cell of skills: those it holds, and what else it says.

    `values` is what was read for other columns, `moved` the column that each such item is about,
    `asked` are items that say a level and not of what.
    """

    skills: list[str] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)
    moved: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)


def sort_skills(items: Iterable[str]) -> SkillsTold:
    """Skills as written, in their order; what is none of them under the column it is about."""
    found = SkillsTold()
    for item in items:
        if column := _put(fold(item), found.values):
            found.moved.append(column)
        elif _LEVEL_ALONE.fullmatch(fold(item)):
            found.asked.append(item)
        else:
            found.skills.append(item)
    return found


def _put(name: str, values: dict[str, Any]) -> str:
    """The column that an item is about, where it is not a skill and can be read."""
    for pattern, column, read in _ELSEWHERE:
        if match := pattern.fullmatch(name):
            value = read(match[1] if pattern.groups else name).value
            if value is not None:
                values.setdefault(column, value)
                return column
    return ""
