"""The hours that somebody would work: "nuit ok" is said of nights beside the day."""

import re
from dataclasses import replace

from matching.domain.terms import Hours
from matching.intake.cells.choices import read_choices
from matching.intake.cells.readings import Reading
from matching.intake.cells.words import denies
from matching.intake.folding import fold

_DAY = (Hours.MORNING, Hours.AFTERNOON)
_BY_DAY = frozenset(
    {"jour", "jours", "de jour", "le jour", "la journee", "journee", "en journee", "daytime", "day"}
    | {"travail de jour", "travail en journee", "horaires de jour", "horaires de journee"}
    | {"horaires normaux", "horaires de bureau", "office hours"}
)
_DAYLIGHT = re.compile(r"\b(?:jours?|journee|day|daytime|horaires normaux|horaires de bureau)\b")
# What adds a moment to the others: "la nuit me va", "pas de souci le week-end", "même le soir".
_ALSO = re.compile(
    r"\b(?:ok|d ?accord|possibles?|accept\w*|me (?:va|vont|convien\w*)|(?:lui|leur) (?:va|vont)"
    r"|aussi|meme|y compris|s ?il (?:le )?faut|si (?:besoin|necessaire)|peut|peux|pourquoi pas"
    r"|pas de (?:probleme|souci)s?|pas (?:un )?(?:probleme|souci)|ne (?:me |la |le )?derange\w* pas"
    r"|prete?|volontaire|also|too|fine)\b"
)
_NO_TROUBLE = re.compile(
    r"\b(?:pas de (?:probl[èe]me|souci)s?|pas (?:un )?(?:probl[èe]me|souci)"
    r"|ne (?:me |la |le )?d[ée]range\w* pas)(?: (?:pour|avec|si c'est))?\b",
    re.IGNORECASE,
)


def read_hours_wanted(text: str) -> Reading[tuple[Hours, ...]]:
    """The moments and amounts of work that a cell names, with the day where it only adds to it.

    "Nuit" asks for nights; "nuit ok" and "jour ou nuit" are days, and nights too.
    """
    reading = read_choices(
        _NO_TROUBLE.sub("ok, ", text), Hours, "hours", passed_over=_BY_DAY | {"ok"}
    )
    named = reading.value or ()
    if set(named) & {*_DAY, Hours.SCHOOL_HOURS} or not (_adds(text, named) or _is_by_day(text)):
        return reading
    return replace(reading, value=tuple(one for one in Hours if one in {*named, *_DAY}))


def _adds(text: str, named: tuple[Hours, ...]) -> bool:
    moments = {*named} - {Hours.FULL_TIME, Hours.PART_TIME}
    return bool(moments) and bool(_ALSO.search(fold(text)))


def _is_by_day(text: str) -> bool:
    return not denies(text) and bool(_DAYLIGHT.search(fold(text)))
