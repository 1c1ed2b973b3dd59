"""How support services name what they give and whom they receive: data·inclusion 1.0, as data."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from matching.scoring.text.phrase_patterns import phrase_pattern, spaced_words

HANDICAP = "personnes-en-situation-de-handicap"
YOUNG = "jeunes"


@dataclass(frozen=True, slots=True)
class ServiceWords:
    """Words by which titles and descriptions name themes and publics.

    They are looked for as they are spelt, plurals aside: whoever writes an offer writes with care,
    and by their sound short words would be taken for one another.
    """

    _themes: Mapping[str, re.Pattern[str]]
    _publics: Mapping[str, re.Pattern[str]]

    def themes_in(self, *texts: str) -> frozenset[str]:
        """Codes of the themes that some texts name."""
        return _told(self._themes, texts)

    def publics_in(self, *texts: str) -> frozenset[str]:
        """Codes of the publics that some texts name."""
        return _told(self._publics, texts)


@cache
def service_words() -> ServiceWords:
    """The words that Parvis comes with."""
    content = files("matching.scoring.profiles") / "services.toml"
    known = tomllib.loads(content.read_text(encoding="utf-8"))
    return ServiceWords(_patterns(known["theme"]), _patterns(known["public"]))


def _patterns(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, re.Pattern[str]]:
    return {entry["code"]: _pattern(entry["says"], entry.get("besides", ())) for entry in entries}


def _pattern(says: Iterable[str], besides: Iterable[str]) -> re.Pattern[str]:
    """Finds what says a theme in its group; longer words that say another are found without it."""
    others = [phrase_pattern(words) for words in sorted(besides)]
    found = "|".join(phrase_pattern(words) for words in sorted(says))
    return re.compile("|".join([*others, f"({found})"]))


def _told(patterns: Mapping[str, re.Pattern[str]], texts: Iterable[str]) -> frozenset[str]:
    said = [spaced_words(text) for text in texts]
    return frozenset(
        code
        for code, pattern in patterns.items()
        if any(match[1] is not None for text in said for match in pattern.finditer(text))
    )
