"""Titles without which nobody may do some work: which an offer demands, which a person has."""

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from matching.domain.levels import DiplomaLevel
from matching.domain.offer import Offer
from matching.domain.terms import OfferKind
from matching.scoring.text.phrase_patterns import phrase_pattern, spaced_words

_DEMANDS = re.compile(
    r" (?:obligatoires?|exigee?s?|requise?s?|imperatifs?|imperatives?|indispensables?"
    r"|diplome d etat|mandatory|required)(?= |$)"
)
_WELCOME = re.compile(
    r" (?:apprecies?|appreciees?|souhaitee?s?|bienvenue?s?|un plus|un atout|ideal|facultatif"
    r"|non exigee?|pas obligatoire|welcome)(?= |$)"
)
_SENTENCES = re.compile(r"[.;\n!?]")
_LACKS = r" (?:pas|sans|jamais|ni|aucune?)(?: (?:encore|la|le|de|d|l|ma|mon|un|une|du))*"


@dataclass(frozen=True, slots=True)
class MandatoryTitle:
    """A title as words name it; `level` is the diploma that holding it means."""

    id: str
    labels: Mapping[str, str]
    said: re.Pattern[str]
    lacked: re.Pattern[str]
    level: DiplomaLevel | None


@dataclass(frozen=True, slots=True)
class TitlesHeld:
    """Titles that somebody says they have, and those that they say they lack."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()


@cache
def known_titles() -> Mapping[str, MandatoryTitle]:
    """The titles that Parvis comes with, by id."""
    content = files("matching.scoring.profiles") / "titles.toml"
    entries = tomllib.loads(content.read_text(encoding="utf-8"))["title"]
    return {entry["id"]: _title(entry) for entry in entries}


def titles_demanded(offer: Offer) -> tuple[str, ...]:
    """Titles that a job demands: named in its column or its skills, or said to be mandatory."""
    if offer.kind is not OfferKind.JOB:
        return ()
    listed = [*offer.titles_required, *offer.skills_required]
    sentences = _SENTENCES.split(f"{offer.title}. {offer.description}")
    demanding = [sentence for sentence in sentences if _demands(sentence)]
    brackets = (
        bracket for bracket in re.findall(r"\(([^)]*)\)", offer.title) if not _is_welcome(bracket)
    )
    return _named([*listed, *demanding, *brackets])


def _demands(said: str) -> bool:
    return _DEMANDS.search(spaced_words(said)) is not None and not _is_welcome(said)


def _is_welcome(said: str) -> bool:
    """Whether words say that a title would help, not that it is demanded."""
    return _WELCOME.search(spaced_words(said)) is not None


def titles_stated(offer: Offer) -> tuple[str, ...]:
    """Those that a job demands in a field somebody filled: words of a text only ask."""
    if offer.kind is not OfferKind.JOB:
        return ()
    return _named([*offer.titles_required, *offer.skills_required])


def titles_given(texts: Iterable[str]) -> tuple[str, ...]:
    """Titles that a course leads to, by what it teaches and what it is called."""
    return _named(texts)


def titles_held(texts: Iterable[str], diploma: DiplomaLevel | None) -> TitlesHeld:
    """Titles that texts tell of; a diploma below what a title means is a title that is lacked."""
    said = [spaced_words(text) for text in texts]
    lacks = {title.id for title in known_titles().values() if any(map(title.lacked.search, said))}
    has = {
        title.id for title in known_titles().values() if any(map(title.said.search, said))
    } - lacks
    below = {
        title.id
        for title in known_titles().values()
        if title.level is not None and diploma is not None and diploma < title.level
    }
    return TitlesHeld(frozenset(has), frozenset(lacks | (below - has)))


def _named(texts: Iterable[str]) -> tuple[str, ...]:
    said = [spaced_words(text) for text in texts]
    return tuple(
        sorted(title.id for title in known_titles().values() if any(map(title.said.search, said)))
    )


def _title(entry: Mapping[str, object]) -> MandatoryTitle:
    phrases = entry["says"]
    labels, level = entry["label"], entry.get("level")
    assert isinstance(phrases, list)
    assert isinstance(labels, dict)
    said = "|".join(map(phrase_pattern, sorted(phrases, key=len, reverse=True)))
    return MandatoryTitle(
        id=str(entry["id"]),
        labels=labels,
        said=re.compile(said),
        lacked=re.compile(f"{_LACKS}(?:{said})"),
        level=DiplomaLevel(int(str(level))) if level is not None else None,
    )
