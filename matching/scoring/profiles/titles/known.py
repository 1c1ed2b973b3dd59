"""The titles that Parvis comes with, and how words name them."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import groupby

from matching.domain.levels import DiplomaLevel
from matching.scoring.profiles.titles.categories import (
    OWN_WORDS,
    TitleNamed,
    choices,
    told_after,
)
from matching.scoring.text.phrase_patterns import phrase_pattern, spaced_words

LIKE_A_TITLE = re.compile(
    r" (?:diplomee?s?|titres?|certificats?|brevets?|cap|bep|bp|bts|dut|bac|cqp|habilitations?"
    r"|cartes?|licence|master|attestations?|agrements?|livrets?)(?= |$)"
)
LACKS = (
    r" (?:pas?|sans|jamais|ni|aucune?|zero|depourvue? d[eu]|non titulaires?|manque)"
    r"(?: (?:encore|la|le|les|de|d|du|des|l|ma|mon|mes|un|une|aucune?|passee?s?|obtenue?s?|eue?s?"
    r"|titulaires?|validee?s?|en possession))*"
)
# Of two titles that are lacked: "pas de FIMO ou de CACES".
_ANOTHER = r"(?: (?!mais |avec |et |j )\S+){1,4} ou(?: (?:de|d|du|la|le|l|un|une))*"
# What follows a title that is no longer good or not had; "et" begins another one.
_NOT_GOOD = (
    r"(?: (?!(?:et|ou|mais) )\S+){0,4}"
    r" (?:perime\w*|expire\w*|(?:plus|pas) (?:valides?|valables?|a jour|en regle)|retiree?s?"
    r"|suspendue?s?|annulee?s?|caduque?s?|a (?:renouveler|refaire|repasser|recycler)"
    r"|(?:pas|non) (?:encore|obtenue?s?|passee?s?|validee?s?|eue?s?)|non|manquante?s?|a (?:passer"
    r"|obtenir))(?= |$)"
)
# Who wishes to get a title has none; who has just got it has.
_SOUGHT = (
    r"(?: (?:attends?|en attente de?|bientot)(?: (?:encore|toujours|le|la|l|ma|mon|mes|d|de))*"
    r"|(?<! viens de)(?<! vient de)(?<! viens d)(?<! vient d)(?<! ai)"
    r" (?:prepare[rz]?|passer|repasser|obtenir|renouvell?er|refaire|financer|payer|decrocher)"
    r"(?: (?:le|la|l|les|mon|ma|mes|un|une|du|de|d|des|diplome|titre|brevet|carte))*)"
)
_UNDER_WAY = r"(?: (?!(?:et|ou|mais) )\S+){0,3} en (?:cours(?! de valid)|preparation)(?= |$)"
_NOWHERE = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class MandatoryTitle:
    """A title as words name it; `level` is the diploma that holding it means.

    Beside the words of `unless` its own mean another: a taxi has a professional card too. Of one
    that has categories, `category` is how one is written, and `alone` how one that needs no name.
    """

    id: str
    labels: Mapping[str, str]
    said: re.Pattern[str]
    lacked: re.Pattern[str]
    sought: re.Pattern[str]
    under_way: re.Pattern[str]
    unless: re.Pattern[str] | None
    level: DiplomaLevel | None
    category: re.Pattern[str] | None
    alone: re.Pattern[str]

    def named_in(self, words: str) -> tuple[str, ...]:
        """The title as spaced words name it, by its categories where it has some."""
        if self.unless is not None and self.unless.search(words):
            return ()
        return tuple(
            dict.fromkeys(name for after in self._after(words) for name in self._at(after))
        )

    def told_by(self, pattern: re.Pattern[str], words: str) -> tuple[str, ...]:
        """The title as named where a pattern that holds its name stands in spaced words."""
        if not (self.said.search(words) or self.alone.search(words)):
            return ()  # a name is sooner looked for than all that may stand around it
        starts = (match.start() for match in pattern.finditer(words))
        ends = (next(self._after(words, start), None) for start in starts)
        return tuple(name for after in ends if after is not None for name in self._at(after))

    def _after(self, words: str, start: int = 0) -> Iterator[str]:
        """What follows each name, or begins with a category that stands alone."""
        for match in self.said.finditer(words, start):
            yield words[match.end() :]
        for match in self.alone.finditer(words, start):
            yield words[match.start() :]

    def _at(self, after: str) -> tuple[str, ...]:
        return (self.id,) if self.category is None else told_after(self.id, after, self.category)


@cache
def known_titles() -> Mapping[str, MandatoryTitle]:
    """The titles that Parvis comes with, by id."""
    content = files("matching.scoring.profiles.titles") / "titles.toml"
    entries = tomllib.loads(content.read_text(encoding="utf-8"))["title"]
    return {entry["id"]: _title(entry) for entry in entries}


def title_words(text: str) -> str:
    """Spaced words in which a category stands apart from its title: *CACES3*."""
    return re.sub(r"(?<= caces)(?=\d)|(?<= ssiap)(?=\d)", " ", spaced_words(text))


def titles_named(texts: Iterable[str]) -> tuple[str, ...]:
    """Titles that texts name, sorted, by their categories."""
    said = [title_words(text) for text in texts]
    found = {
        name
        for title in known_titles().values()
        for words in said
        for name in title.named_in(words)
    }
    return tuple(sorted(found))


def title_label(title: str) -> Mapping[str, str]:
    """How a title is called, by language: as the offer writes it where it is none of ours."""
    by_name = [list(same) for _, same in groupby(choices(title), lambda one: (one.title, one.rule))]
    return {
        language: said.join(_label(same, language, said) for same in by_name)
        for language, said in (("fr", " ou "), ("en", " or "))
    }


def _label(same: Sequence[TitleNamed], language: str, between: str) -> str:
    """One title by its name, its rule and those of its categories that will do."""
    if same[0].title.startswith(OWN_WORDS):
        return same[0].title.removeprefix(OWN_WORDS)
    label = known_titles()[same[0].title].labels[language]
    rule = f" R{same[0].rule}" if same[0].rule else ""
    listed = between.join(_spelled(one.category) for one in same if one.category)
    return f"{label}{rule} {listed}".strip()


def _spelled(category: str) -> str:
    return category if category.isalpha() and len(category) > 3 else category.upper()


def _title(entry: Mapping[str, object]) -> MandatoryTitle:
    phrases, labels, level = entry["says"], entry["label"], entry.get("level")
    assert isinstance(phrases, list)
    assert isinstance(labels, dict)
    unless, category, alone = entry.get("unless", []), entry.get("category"), entry.get("alone")
    assert isinstance(unless, list)
    longest = sorted(phrases, key=len, reverse=True)
    said = "|".join(map(phrase_pattern, longest)) + (f"| (?:{alone})(?= |$)" if alone else "")
    return MandatoryTitle(
        id=str(entry["id"]),
        labels=labels,
        said=re.compile("|".join(map(phrase_pattern, longest))),
        lacked=re.compile(f"{LACKS}(?:{_ANOTHER})?(?:{said})|(?:{said}){_NOT_GOOD}"),
        sought=re.compile(f"{_SOUGHT}(?:{said})"),
        under_way=re.compile(f"(?:{said}){_UNDER_WAY}"),
        unless=re.compile("|".join(map(phrase_pattern, unless))) if unless else None,
        level=DiplomaLevel(int(str(level))) if level is not None else None,
        category=re.compile(str(category)) if category else None,
        alone=re.compile(rf" (?:{alone})(?= |$)") if alone else _NOWHERE,
    )
