"""The hours that somebody would work: "nuit ok" is said of nights beside the day."""

import re
from dataclasses import replace

from matching.domain.terms import Hours
from matching.intake.cells.choices import BY_DAY, THE_DAY, pieces, read_choices
from matching.intake.cells.readings import Reading
from matching.intake.cells.words import denies, word_list
from matching.intake.folding import fold

_AMOUNTS = (Hours.FULL_TIME, Hours.PART_TIME)
_BY_DAY = BY_DAY | frozenset(
    {"jour", "de jour", "le jour", "la journee", "travail de jour", "horaires de jour"}
    | {"horaires de bureau", "daytime", "day", "office hours"}
)
_SAYS_NOTHING = frozenset({"ok", "d accord", "travail"})
_OK = " ok "
# What denies a trouble, and no hours.
_NO_TROUBLE = re.compile(
    r"\b(?:pas (?:de |un )?(?:probl[èe]me|souci)s?|ne (?:me |la |le )?d[ée]range\w* pas)"
    r"(?: (?:pour|avec|si c'est))?\b",
    re.IGNORECASE,
)
_DE_JOUR = re.compile(r"\bde jour(?: comme)?\b", re.IGNORECASE)
# What adds a moment to the others: "la nuit me va", "même le soir".
_ALSO = re.compile(
    r"\b(?:ok|d ?accord|(?<!si )possibles?|accepte\w*|me (?:va|vont|convien\w*)"
    r"|(?:lui|leur) (?:va|vont)|aussi|meme|y compris|s ?il (?:le )?faut|si (?:besoin|necessaire)"
    r"|peut|peux|pourquoi pas|prete?|volontaire|also|too|fine)\b"
)


def read_hours_wanted(text: str) -> Reading[tuple[Hours, ...]]:
    """The moments and amounts of work that a cell names, with the day where it only adds to it.

    "Nuit" asks for nights; "nuit ok" and "jour ou nuit" are days, and nights too.
    """
    said = _DE_JOUR.sub(", jour, ", _NO_TROUBLE.sub(_OK, text)).strip(" ,")
    reading = read_choices(said, Hours, "hours", passed_over=_BY_DAY | _SAYS_NOTHING)
    named = reading.value or ()
    moments = {*named}.difference(_AMOUNTS)
    if moments & {*THE_DAY, Hours.SCHOOL_HOURS} or not (_adds(said) if moments else _by_day(said)):
        return reading
    return replace(reading, value=tuple(one for one in Hours if one in {*named, *THE_DAY}))


def _adds(text: str) -> bool:
    """Whether an item that names a moment, or nothing, says that it comes beside others."""
    words = word_list("hours")
    also = [fold(item) for item in pieces(text) if not denies(item) and _ALSO.search(fold(item))]
    return any(words.within(item) or _ALSO.fullmatch(item) for item in also)


def _by_day(text: str) -> bool:
    return not denies(text) and not _BY_DAY.isdisjoint(map(fold, pieces(text)))
