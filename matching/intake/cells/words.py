"""The words people write for a value: loaded once, folded, with the nearest one at hand."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from rapidfuzz import fuzz, process

from matching.intake.folding import fold

_NEAR = 80.0
# Words that turn what stands beside them round: "pas le soir", "tout sauf le dimanche".
_DENIED = re.compile(
    r"\b(?:pas|sauf|hors|sans|aucune?|jamais|ni|non|ne|exclu\w*|excep\w*|hormis|except|not|no|never)\b"
)
_OPPOSITES = tuple(
    frozenset(pair.split())
    for pair in (
        "interieur exterieur",
        "dedans dehors",
        "jour nuit",
        "matin soir",
        "debout assis",
        "plein partiel",
        "avec sans",
        "avant apres",
        "minimum maximum",
        "courte longue",
        "indoor outdoor",
        "day night",
        "full part",
    )
)
_WISH = re.compile(
    r"\b(?:souhait\w*|appreci\w*|ideal\w*|prefer\w*|facultati\w*|optionn\w*|conseill\w*|eventuel\w*"
    r"|bienvenue?s?|si possible|un plus|serait un|atout"
    r"|(?:non|pas) (?:exige|obligatoire|requi|demande|indispensable|necessaire)\w*"
    r"|desired|nice to have|optional|a plus)\b"
)


@dataclass(frozen=True, slots=True)
class WordList:
    """Folded words, the values each stands for, and how each is properly written."""

    values: Mapping[str, tuple[str, ...]]
    spellings: Mapping[str, str]

    def find(self, text: str) -> tuple[str, ...]:
        """The values a word stands for; empty when it is not in the list."""
        return self.values.get(_key(text), ())

    def beginning(self, text: str) -> str:
        """The longest known words a text begins with, folded; empty when there are none."""
        tokens = fold(text).split()
        starts = (" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))
        return next((start for start in starts if start in self.values), "")

    def leading(self, text: str) -> tuple[str, ...]:
        """The values of the longest known words a text begins with ("BTS comptabilité")."""
        return self.values.get(self.beginning(text), ())

    def within(self, text: str) -> tuple[str, ...]:
        """The values of all known words in a text, the longest first ("35h Travail de nuit")."""
        tokens = fold(text).split()
        found: list[str] = []
        while tokens:
            starts = (" ".join(tokens[:count]) for count in range(len(tokens), 0, -1))
            known = next((start for start in starts if start in self.values), "")
            found += self.values.get(known, ())
            tokens = tokens[max(1, len(known.split())) :]
        return tuple(dict.fromkeys(found))

    def nearest(self, text: str) -> str:
        """The word of the list that looks most like a text, or nothing when none does."""
        key = _key(text)
        best = process.extractOne(key, self.values.keys(), scorer=fuzz.ratio, score_cutoff=_NEAR)
        # "pas d'intérim" is near to "intérim" in letters alone.
        return self.spellings[best[0]] if best and not _contrary(best[0], key) else ""


def denies(text: str) -> bool:
    """Whether a text has a word that turns the others round."""
    return bool(_DENIED.search(fold(text)))


def _contrary(one: str, other: str) -> bool:
    """Whether of two texts alike in letters one says the opposite of the other."""
    apart = set(one.split()) ^ set(other.split())
    return denies(one) != denies(other) or any(pair <= apart for pair in _OPPOSITES)


def is_wish(text: str) -> bool:
    """Whether words say that a condition may be missing: "souhaité", "serait un plus"."""
    return bool(_WISH.search(fold(text)))


@cache
def word_list(*names: str) -> WordList:
    """The words of one or several sections of `words.toml`, read as one list."""
    values: dict[str, tuple[str, ...]] = {}
    spellings: dict[str, str] = {}
    for name in names:
        for value, words in _sections()[name].items():
            for word in (*words, value):
                key = _key(word)
                if value not in values.get(key, ()):
                    values[key] = (*values.get(key, ()), value)
                spellings.setdefault(key, word)
    return WordList(values, spellings)


def proper_words(name: str) -> dict[str, str]:
    """How each value of a section is properly written: by its first word."""
    return {value: words[0] for value, words in _sections()[name].items()}


@cache
def _sections() -> dict[str, dict[str, list[str]]]:
    text = (files("matching.intake.cells") / "words.toml").read_text("utf-8")
    return tomllib.loads(text)


def _key(text: str) -> str:
    # Signs such as a tick have no letters to fold: they stand as they are.
    return fold(text) or text.strip()
