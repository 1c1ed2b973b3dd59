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
from matching.scoring.text.wording import key

_DEMANDS = re.compile(
    r" (?:obligatoires?|exigee?s?|requise?s?|imperatifs?|imperatives?|indispensables?"
    r"|diplome d etat|mandatory|required)(?= |$)"
)
_WELCOME = re.compile(
    r" (?:apprecies?|appreciees?|souhaitee?s?|bienvenue?s?|un plus|un atout|ideal|facultatif"
    r"|non exigee?|pas obligatoire|welcome)(?= |$)"
)
_SENTENCES = re.compile(r"[.;\n!?]")
_LACKS = r" (?:pas?|sans|jamais|ni|aucune?)(?: (?:encore|la|le|de|d|l|ma|mon|un|une|du))*"
_NO_DIPLOMA = re.compile(rf"{_LACKS} diplomes?(?! d[eu]?(?= ))(?= |$)")
_LIKE_A_TITLE = re.compile(
    r" (?:diplomee?s?|titres?|certificats?|brevets?|cap|bep|bp|bts|dut|bac|cqp|habilitations?"
    r"|cartes?|licence|master|attestations?|agrements?)(?= |$)"
)
_LACKS_ONE = re.compile(rf"{_LACKS}(?: \S+)?{_LIKE_A_TITLE.pattern}")
# What follows a title that is no longer good; "et" begins another one.
_LAPSED = (
    r"(?: (?!(?:et|ou|mais) )\S+){0,4}"
    r" (?:perime\w*|expire\w*|(?:plus|pas) (?:valides?|valables?|a jour|en regle)|retiree?s?"
    r"|suspendue?s?|annulee?s?|caduque?s?|a (?:renouveler|refaire|repasser|recycler))(?= |$)"
)
_CLAUSES = re.compile(r"[,;.\n!?]")
# Who wishes to get a title has none; who has just got it has.
_SOUGHT = re.compile(
    r"(?<! viens de)(?<! vient de)(?<! viens d)(?<! vient d)(?<! ai)"
    r" (?:prepare[rz]?|passer|repasser|obtenir|renouvell?er|refaire|financer|payer|decrocher)"
    r"(?: (?:le|la|l|les|mon|ma|mes|un|une|du|de|d|des|diplome|titre|brevet|carte))*"
)
_NO_CARD = re.compile(rf"{_LACKS} cartes?(?: pro\S*)?(?= |$)")
_OWN_WORDS = "said:"  # marks a title that only its own words identify


@dataclass(frozen=True, slots=True)
class MandatoryTitle:
    """A title as words name it; `level` is the diploma that holding it means.

    Beside the words of `unless` its own mean another: a taxi has a professional card too.
    """

    id: str
    labels: Mapping[str, str]
    said: re.Pattern[str]
    lacked: re.Pattern[str]
    sought: re.Pattern[str]
    unless: re.Pattern[str] | None
    level: DiplomaLevel | None

    def is_named_in(self, words: str) -> bool:
        """Whether spaced words name it."""
        if self.unless is not None and self.unless.search(words):
            return False
        return self.said.search(words) is not None


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
    return (*_named([*listed, *demanding, *brackets]), *_in_own_words(offer))


def _in_own_words(offer: Offer) -> tuple[str, ...]:
    """Titles of the column that are none of ours: what an employer asks for is never dropped."""
    unknown = (text.strip() for text in offer.titles_required if not _named([text]))
    return tuple(dict.fromkeys(_OWN_WORDS + text for text in unknown if text))


def title_label(title: str) -> Mapping[str, str]:
    """How a title is called, by language: as the offer writes it where it is none of ours."""
    if title.startswith(_OWN_WORDS):
        return dict.fromkeys(("fr", "en"), title.removeprefix(_OWN_WORDS))
    return known_titles()[title].labels


def is_held(title: str, held: Iterable[str]) -> bool:
    """Whether a title is among those that `titles_held` tells of: by its words if none of ours."""
    if not title.startswith(_OWN_WORDS):
        return title in held
    words = set(key(title.removeprefix(_OWN_WORDS)).split())
    told = (one.removeprefix(_OWN_WORDS) for one in held if one.startswith(_OWN_WORDS))
    return any(words <= set(one.split()) for one in told)


def _demands(said: str) -> bool:
    return _DEMANDS.search(spaced_words(said)) is not None and not _is_welcome(said)


def _is_welcome(said: str) -> bool:
    """Whether words say that a title would help, not that it is demanded."""
    return _WELCOME.search(spaced_words(said)) is not None


def titles_stated(offer: Offer) -> tuple[str, ...]:
    """Those that a job demands in a field somebody filled: words of a text only ask."""
    if offer.kind is not OfferKind.JOB:
        return ()
    listed = _named([*offer.titles_required, *offer.skills_required])
    return (*listed, *_in_own_words(offer))


def titles_given(texts: Iterable[str]) -> tuple[str, ...]:
    """Titles that a course leads to, by what it teaches and what it is called."""
    return _named(texts)


def titles_held(
    texts: Iterable[str], diploma: DiplomaLevel | None, *, wishes: Iterable[str] = ()
) -> TitlesHeld:
    """Titles that texts tell of, and other words that name one.

    A diploma below what a title means is a title that is lacked, and who has "no diploma" lacks
    every one of them. One that is no longer valid is lacked, and one that `wishes` ask to get.
    """
    wished, written = tuple(wishes), tuple(texts)
    said = [spaced_words(text) for text in written]
    asked = [spaced_words(text) for text in wished]
    clauses = [spaced_words(clause) for text in written for clause in _CLAUSES.split(text)]
    none, no_card = (any(map(no.search, said)) for no in (_NO_DIPLOMA, _NO_CARD))
    lacks = {
        title.id
        for title in known_titles().values()
        if any(map(title.lacked.search, clauses))
        or any(map(title.sought.search, asked))
        or (none and title.level is not None)
        or (no_card and title.id.startswith("carte-"))
    }
    has = {
        title.id for title in known_titles().values() if any(map(title.is_named_in, said))
    } - lacks
    has |= {
        _OWN_WORDS + key(text)
        for text, words in zip(written, said, strict=True)
        if _LIKE_A_TITLE.search(words) and not (_LACKS_ONE.search(words) or _named([text]))
    }
    below = {
        title.id
        for title in known_titles().values()
        if title.level is not None and diploma is not None and diploma < title.level
    }
    return TitlesHeld(frozenset(has), frozenset(lacks | (below - has)))


def _named(texts: Iterable[str]) -> tuple[str, ...]:
    said = [spaced_words(text) for text in texts]
    return tuple(
        sorted(title.id for title in known_titles().values() if any(map(title.is_named_in, said)))
    )


def _title(entry: Mapping[str, object]) -> MandatoryTitle:
    phrases = entry["says"]
    labels, level = entry["label"], entry.get("level")
    assert isinstance(phrases, list)
    assert isinstance(labels, dict)
    said = "|".join(map(phrase_pattern, sorted(phrases, key=len, reverse=True)))
    unless = entry.get("unless", [])
    assert isinstance(unless, list)
    return MandatoryTitle(
        id=str(entry["id"]),
        labels=labels,
        said=re.compile(said),
        lacked=re.compile(f"{_LACKS}(?:{said})|(?:{said}){_LAPSED}"),
        sought=re.compile(f"{_SOUGHT.pattern}(?:{said})"),
        unless=re.compile("|".join(map(phrase_pattern, unless))) if unless else None,
        level=DiplomaLevel(int(str(level))) if level is not None else None,
    )
