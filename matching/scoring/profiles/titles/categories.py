"""Categories of one title: who may drive one machine with a CACES may not drive every other.

A title is written as its id, then what is said of it: `caces`, `caces/3`, `caces/r482/a`; one of
several that will do as `caces/3|caces/5`, a title that only its own words identify as `said:` and
those.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

OWN_WORDS = "said:"
_EITHER = "|"
_WRITTEN = {
    "deux": "2",
    "trois": "3",
    "quatre": "4",
    "cinq": "5",
    "marchandise": "marchandises",
    "voyageur": "voyageurs",
}
_RULE = re.compile(r"r(\d{3})m?")
# The rules of each machine (CNAM, R482 to R490), and those that they replaced.
_MACHINES = {
    "489": "chariot chariots elevateur elevateurs", "486": "nacelle nacelles pemp",
    "482": "engin engins pelle minipelle tractopelle", "485": "gerbeur gerbeurs",
    "484": "pont ponts", "490": "grue grues",
}  # fmt: skip
_RULES = {word: rule for rule, words in _MACHINES.items() for word in words.split()}
_REPLACED = {"389": "489", "386": "486", "372": "482"}
_CHARIOTS = re.compile(r"[1-7][abc]?")  # a number with no rule is one of fork-lift trucks
_BETWEEN = frozenset(
    (
        *("cat", "categorie", "categories", "type", "types", "niveau", "n", "no", "num", "numero"),
        *("de", "du", "des", "la", "le", "les", "l", "d", "en", "et", "ou", "ni", "r"),
        *("transport", "transports", "routier", "routiers"),
        *("recommandation", "chantier", "chantiers", "roulant", "frontal", "frontaux"),
    )
)
_COUNTED = re.compile(r"ans?|annees?|mois|jours?|semaines?|postes?|personnes?|euros?|h|heures?")


class TitleNamed(NamedTuple):
    """A title as told of: its id, the rule it is passed under and its category; "" if not said."""

    title: str
    rule: str
    category: str

    @property
    def id(self) -> str:
        """As it is written in what a person has and an offer demands."""
        return "/".join(filter(None, (self.title, self.rule and f"r{self.rule}", self.category)))

    def implies(self, other: "TitleNamed") -> bool:
        """Whether having this one is having the other."""
        if self.title != other.title or other.category not in ("", self.category):
            return False
        return not other.rule or other.rule == (self.rule or _usual_rule(self.category))


def _usual_rule(category: str) -> str:
    return "489" if _CHARIOTS.fullmatch(category) else ""


@cache
def named(title: str) -> TitleNamed:
    """A written title as what it says."""
    if title.startswith(OWN_WORDS):
        return TitleNamed(title, "", "")
    first, *more = title.split("/")
    rule = next((part[1:] for part in more if _RULE.fullmatch(part)), "")
    return TitleNamed(first, rule, next((part for part in more if not _RULE.fullmatch(part)), ""))


@cache
def choices(title: str) -> tuple[TitleNamed, ...]:
    """The titles of which one will do."""
    return tuple(map(named, title.split(_EITHER)))


def own_words(text: str) -> str:
    """A title that only its own words identify; the sign between several that will do is none."""
    return OWN_WORDS + " ".join(text.replace(_EITHER, " ").split())


def one_of(titles: Iterable[str]) -> str:
    """The title of which any one of several will do."""
    return _EITHER.join(titles)


def told_after(title: str, words: str, category: re.Pattern[str]) -> tuple[str, ...]:
    """The categories of a title that follow its name: *caces r489 cat 1a et 3*; itself if none."""
    rule, found, either = _listed(words.split(), category)
    every = [TitleNamed(title, rule, one).id for one in dict.fromkeys(found)]
    if not every:
        return (TitleNamed(title, rule, "").id,)
    return (one_of(every),) if either and len(every) > 1 else tuple(every)


def _listed(words: Sequence[str], category: re.Pattern[str]) -> tuple[str, list[str], bool]:
    rule, found, either, is_or = "", list[str](), False, False
    for at, word in enumerate(_as_written(words)):
        if _is_counted(words, at):
            break  # "caces 1 depuis 3 ans"
        if category.fullmatch(word) and (not word.isalpha() or len(word) > 1 or rule):
            found.append(word)
            either |= is_or
        elif _RULE.fullmatch(word) or word in _RULES or _is_rule(words, at):
            rule = _RULES.get(word) or _REPLACED.get(word[-3:], word.strip("rm"))
        elif word not in _BETWEEN:
            break
        is_or = word == "ou"
    return rule, found, either


def _as_written(words: Iterable[str]) -> Iterator[str]:
    return (_WRITTEN.get(word, word) for word in words)


def _is_rule(words: Sequence[str], at: int) -> bool:
    return at > 0 and words[at - 1] == "r" and re.fullmatch(r"\d{3}m?", words[at]) is not None


def _is_counted(words: Sequence[str], at: int) -> bool:
    after = words[at + 1] if at + 1 < len(words) else ""
    return words[at].isdigit() and _COUNTED.fullmatch(after) is not None
