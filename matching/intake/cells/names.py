"""A whole name in one cell becomes first and last name, by what the cell itself shows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from matching.intake.cells.choices import split_list
from matching.intake.cells.readings import Doubt, Reading
from matching.intake.folding import fold

_TITLE = re.compile(
    r"^(?:m\.?\s*(?:et|ou)\s*mme|mmes?|mr|mlle|m\.|madame|monsieur|mademoiselle|mrs?|ms|miss|dr"
    r"|docteur|me|maitre|maître)\.?\s+|^m\s+(?=\S+)",
    re.IGNORECASE,
)
_PARTICLES = frozenset(
    "el al ait ben bent bin bint bou ould abou abu oum di da de del della des dos das du d le la"  # noqa: SIM905 - a list of words reads better in lines
    " les van von der den ter ten mac mc san santa st saint sainte o n e y zu zum".split()
)
# Words after a family name that still belong to it.
_MARRIED = frozenset(
    {"epouse", "ep", "nee", "ne", "veuve", "vve", "dite", "dit", "divorcee", "div"}
)


# Between two people: "Mme Roux (RH), M. Diaz", "Anne Roux et Luc Diaz".
_BETWEEN_PEOPLE = re.compile(r"\s*(?:[/+&]|,|\bet\b|\band\b)\s*", re.IGNORECASE)
_ASIDE = re.compile(r"\([^()]*\)")
# A day or a year of birth: "(12/04/1979)", "(née en 1979)".
_DATE_ASIDE = re.compile(
    r"\s*[(\[]\s*(?:n[ée]+e?(?:\(e\))?\s+(?:le|en)\s+)?(?:\d{1,2}[/.-]\d{1,2}[/.-])?\d{2,4}\s*[)\]]"
)
_NO_NAME = re.compile(r"\d|@")
NOT_YET = frozenset(
    {"a confirmer", "a definir", "a preciser", "a determiner", "a venir", "en attente", "en cours"}
    | {"non", "aucun", "aucune", "non connu", "non connue", "inconnu", "nc", "tbc", "tba"}
)


@dataclass(frozen=True, slots=True)
class WholeName:
    """First and last name; `sure` when the cell itself shows which is which."""

    first: str
    last: str
    sure: bool


def family_first(names: Iterable[str]) -> bool | None:
    """Whether names of a column put the family name first, as those in capitals show.

    `None` when none shows it, or as many show the contrary.
    """
    votes = 0
    for name in names:
        words = _words(name)
        capitals = [_is_capital(word) for word in words]
        if any(capitals) and not all(capitals):
            votes += 1 if capitals[0] else -1
    return None if votes == 0 else votes > 0


def cut_name(text: str, *, family_is_first: bool) -> WholeName:
    """The parts of a name: a comma or capitals show the family name, else the order does.

    Titles and commas go; particles ("El", "Da", "Ben") stay with the family name, and so does a
    name by marriage. After a title a single word is a family name, kept as the only one there is.
    """
    text = _DATE_ASIDE.sub("", text).strip() or text
    if "," in text:
        family, _, given = text.partition(",")
        if family.strip() and given.strip():
            return WholeName(" ".join(_words(given)), " ".join(_words(family)), sure=True)
    words = _words(text)
    if len(words) < 2:
        return WholeName(" ".join(words), "", sure=not _TITLE.match(text.strip()))
    capitals = _capital_part(words)
    if capitals:
        first = " ".join(word for index, word in enumerate(words) if index not in capitals)
        return WholeName(first, " ".join(words[index] for index in sorted(capitals)), sure=True)
    return _by_order(words, family_is_first=family_is_first)


def read_people(text: str) -> Reading[tuple[str, ...]]:
    """The names of several people; what stands for a name to come is none.

    A number, a telephone or an address is no name: it is left out, and said.
    """
    items = [name for item in split_list(text) for name in _people(item)]
    named = [item for item in dict.fromkeys(items) if fold(item) not in NOT_YET]
    strange = [one for one in named if _NO_NAME.search(_ASIDE.sub("", one))]
    doubts = tuple(Doubt("no_name", "", {"item": one}) for one in strange)
    return Reading(tuple(one for one in named if one not in strange), doubts)


def _people(item: str) -> list[str]:
    """The people in an item; a cut that leaves no whole name is none: "Roux, Anne", "M. et Mme"."""
    people = [one for one in _BETWEEN_PEOPLE.split(item) if one]
    return people if all(map(_is_whole_name, people)) else [item]


def _is_whole_name(text: str) -> bool:
    """Whether words are a title with a name, or two names or more."""
    bare = _ASIDE.sub("", text).strip()
    words = _words(bare)
    named = [word for word in words if word[:1].isupper()]
    is_named = bool(named) and all(fold(word) in _PARTICLES for word in words if word not in named)
    return is_named and (len(words) > 1 or bool(_TITLE.match(bare)))


def _by_order(words: list[str], *, family_is_first: bool) -> WholeName:
    if family_is_first:
        end = 1
        while end < len(words) - 1 and fold(words[end - 1]) in _PARTICLES:
            end += 1
        return WholeName(" ".join(words[end:]), " ".join(words[:end]), sure=False)
    return WholeName(words[0], " ".join(words[1:]), sure=False)


def _capital_part(words: list[str]) -> set[int]:
    """The places of the family name when capitals show it: particles and marriage included."""
    shown = {index for index, word in enumerate(words) if _is_capital(word)}
    if not shown or len(shown) == len(words):
        return set()
    first, last = min(shown), max(shown)
    given = {place for place in range(len(words)) if _may_be_given(words[place])} - shown
    if first == 0 and last == len(words) - 1 and given:  # "DOS SANTOS Maria née DA COSTA"
        return set(range(len(words))) - given
    while first > 0 and fold(words[first - 1]) in _PARTICLES and first - 1 > 0:
        first -= 1
    if last < len(words) - 1 and all(fold(word) in _PARTICLES for word in words[:first]):
        first = 0
    if first > 0 or last == len(words) - 1:
        return set(range(first, len(words)))
    while last + 1 < len(words) - 1 and fold(words[last + 1]) in _MARRIED:
        last += 2
    # "De la FONTAINE Jean": small particles before the first capital word.
    return set(range(last + 1))


def _may_be_given(word: str) -> bool:
    return fold(word) not in _PARTICLES | _MARRIED


def _is_capital(word: str) -> bool:
    letters = [sign for sign in word if sign.isalpha()]
    return len(letters) > 1 and word.isupper()


def _words(text: str) -> list[str]:
    plain = _TITLE.sub("", text.strip()).replace(",", " ")
    return [word for word in (piece.strip(" ;.") or piece for piece in plain.split()) if word]
