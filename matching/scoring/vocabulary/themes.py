"""Themes of support (data·inclusion 1.0) and the words by which people ask for it."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

from matching.domain.errors import Invalid
from matching.scoring.text.cues import Cues
from matching.scoring.vocabulary.own_files import THEMES

CHOOSE = "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite"
DIGITAL = "numerique--maitriser-les-fondamentaux-du-numerique"
FIND_A_COURSE = "se-former--trouver-sa-formation"
FORMALITIES = (
    "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives"
)
FRENCH = "lecture-ecriture-calcul--maitriser-le-francais"
LICENCE = "mobilite--preparer-un-permis"
STUDY = "parvis--reprendre-des-etudes"


@dataclass(frozen=True, slots=True)
class Theme:
    """Something people need beside a job, and that a support service gives.

    Attributes
    ----------
    code
        Its code in data·inclusion 1.0, for instance "famille--garde-denfants".
    former
        Codes of earlier versions that mean the same.
    says, not_after
        Phrases that ask for it (see `Cues`), and words before them that take this meaning away.
    titles
        Further phrases by which services say that they give it.
    """

    code: str
    labels: Mapping[str, str]
    former: tuple[str, ...] = ()
    says: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    titles: tuple[str, ...] = ()


class Themes:
    """The themes of one vocabulary: looked up by code of any version, found in texts."""

    def __init__(self, themes: Iterable[Theme] = ()) -> None:
        self.by_code: Mapping[str, Theme] = MappingProxyType(
            {theme.code: theme for theme in themes}
        )

    def current(self, code: str) -> str:
        """The code of data·inclusion 1.0 for a code of any version; "" when it is not known."""
        return code if code in self.by_code else self._former.get(code, "")

    @cached_property
    def cues(self) -> Cues:
        """The phrases that ask for each theme."""
        return Cues(
            {theme.code: theme.says for theme in self.by_code.values()},
            {theme.code: theme.not_after for theme in self.by_code.values()},
        )

    @cached_property
    def titles(self) -> Cues:
        """The phrases by which services say what they give."""
        return Cues({theme.code: theme.titles for theme in self.by_code.values()})

    @cached_property
    def _former(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for theme in self.by_code.values():
            for code in theme.former:
                found.setdefault(code, theme.code)
        return found


def read_themes(text: str) -> Themes:
    """The themes of a `themes.toml`.

    Raises
    ------
    Invalid
        `vocabulary_syntax` when it is not TOML, `vocabulary_lacks` when an entry lacks a key.
    """
    try:
        entries = tomllib.loads(text).get("theme", ())
    except tomllib.TOMLDecodeError as fault:
        raise Invalid(THEMES, "vocabulary_syntax", detail=str(fault)) from None
    return Themes(map(_theme, entries))


def _theme(entry: Mapping[str, Any]) -> Theme:
    for name in ("code", "label", "says"):
        if name not in entry:
            raise Invalid(name, "vocabulary_lacks", owner=str(entry.get("code", "")))
    return Theme(
        code=entry["code"],
        labels=MappingProxyType(dict(entry["label"])),
        former=tuple(entry.get("former", ())),
        says=tuple(entry["says"]),
        not_after=tuple(entry.get("not_after", ())),
        titles=tuple(entry.get("titles", ())),
    )
