"""What adverts ask for in one column: licences, levels, ages and experience beside skills."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from matching.intake.cells.levels import read_diploma, read_french
from matching.intake.cells.licences import read_licences
from matching.intake.cells.numbers import read_years
from matching.intake.cells.readings import Doubt, Reading
from matching.intake.cells.words import is_wish, word_list
from matching.intake.folding import fold

_DEMANDED = re.compile(
    r"\s*\b(?:obligatoires?|exig[ée]e?s?|requis(?:e|es)?|indispensables?|imp[ée]rati(?:f|ve)s?"
    r"|n[ée]cessaires?|demand[ée]e?s?|minimum|mini|au moins)(?!\w)",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"(?:(?:avoir |titulaire d[ue] )?(?:le )?permis\b(?! de construire)|pas de permis)"
)
_YOUNGER = re.compile(r"(?:avoir )?(?:moins de|- de|\u2212 de|-) ?(\d{2}) ans")
_UP_TO = re.compile(r"(?:jusqu ?'? ?a|maximum|max) ?(\d{2}) ans")
_FROM_TO = re.compile(r"(?:de |entre )?(\d{2})(?: ans)?(?: a | et | )(\d{2}) ans")
_OLDER = re.compile(
    r"(?:avoir )?(?:plus de|des|a partir de) (\d{2}) ans|(\d{2}) ans (?:revolus|et plus)"
)
_FRENCH = re.compile(r"(?:niveau de |niveau )?fran[çc]ais\W*(?:niveau )?", re.IGNORECASE)
_EXPERIENCE = re.compile(
    r"exp[ée]riences?(?: professionnelle)?(?: de)?\W*(\d+ ?(?:ans?|mois))"
    r"|(\d+ ?(?:ans?|mois)) d['\u2019 ]?exp[ée]rience|(d[ée]butante?s? accept[ée]e?s?)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class AskedFor:
    """A column of what is asked for, each item under the field that it is about."""

    skills: list[str] = field(default_factory=list)
    values: dict[str, object] = field(default_factory=dict)
    doubts: list[Doubt] = field(default_factory=list)

    def put(self, column: str, reading: Reading[object], item: str) -> None:
        """Keep what an item was read as; what it leaves open is said, and is never a skill."""
        self.doubts += (Doubt(one.code, "", {"item": item, **one.params}) for one in reading.doubts)
        if reading.value is not None:
            self.values[column] = reading.value


def sort_asked_for(items: Iterable[str]) -> AskedFor:
    """Skills as written; licences, diplomas, French, ages and years under their own fields."""
    found = AskedFor()
    for item in items:
        pieces = [piece.strip() for piece in item.split(",")]
        told = [piece for piece in pieces if piece and not _sort(piece, found)]
        if len(told) == len(pieces):
            found.skills.append(item)
        else:
            found.skills += told
    return found


def _sort(item: str, found: AskedFor) -> bool:
    """Put an item under its field; False when it is a skill."""
    bare = _DEMANDED.sub("", item).strip(" :.")
    name = fold(bare)
    if _LICENCE.match(name):
        found.put("licences_required", _licences(item, bare), item)
    elif ages := _ages(name):
        found.values |= ages
    elif french := _french(bare):
        found.put("french_level_min", french, item)
    elif years := _EXPERIENCE.fullmatch(bare):
        found.put("experience_min", read_years(next(filter(None, years.groups()))), item)
    elif level := _level(bare):
        found.put("diploma_min", read_diploma(level), item)
    else:
        return False
    return True


def _level(bare: str) -> str:
    """A level of diploma that is named alone ("niveau bac+2"); "CAP cuisine" says more."""
    if word_list("diploma_vague").find(bare):
        return bare
    level = bare[len("niveau ") :] if fold(bare).startswith("niveau ") else bare
    return level if word_list("diploma").find(level) else ""


def _licences(item: str, bare: str) -> Reading[tuple[str, ...]]:
    return Reading(None, (Doubt("demand_is_wish"),)) if is_wish(item) else read_licences(bare)


def _french(bare: str) -> Reading[object] | None:
    if not (start := _FRENCH.match(bare)):
        return None
    reading = read_french(bare[start.end() :])
    return Reading(reading.value) if reading.value is not None else None


def _ages(name: str) -> dict[str, object]:
    """The ages that an item demands."""
    if span := _FROM_TO.fullmatch(name):
        return {"age_min": int(span[1]), "age_max": int(span[2])}
    if below := _YOUNGER.fullmatch(name):
        return {"age_max": int(below[1]) - 1}
    if most := _UP_TO.fullmatch(name):
        return {"age_max": int(most[1])}
    above = _OLDER.fullmatch(name)
    return {"age_min": int(above[1] or above[2])} if above else {}
