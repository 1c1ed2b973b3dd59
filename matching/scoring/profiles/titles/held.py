"""The titles that somebody tells of having, and of lacking."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from matching.domain.levels import DiplomaLevel
from matching.scoring.profiles.titles.categories import (
    OWN_WORDS,
    TitleNamed,
    choices,
    named,
    own_words,
)
from matching.scoring.profiles.titles.known import (
    LACKS,
    LIKE_A_TITLE,
    known_titles,
    title_words,
    titles_named,
)
from matching.scoring.text.phrase_patterns import spaced_words
from matching.scoring.text.wording import key

_NO_DIPLOMA = re.compile(rf"{LACKS} diplomes?(?! d[eu]?(?= ))(?= |$)")
_LACKS_ONE = re.compile(rf"{LACKS}(?: \S+)?{LIKE_A_TITLE.pattern}")
_OF_ANY_TITLE = frozenset(
    map(key, ("titre", "professionnel", "pro", "tp", "diplôme", "certificat", "brevet", "carte"))
)
_CLAUSES = re.compile(r"[,;.\n!?]")
_NO_CARD = re.compile(rf"{LACKS} cartes?(?: pro\S*)?(?= |$)")


@dataclass(frozen=True, slots=True)
class TitlesHeld:
    """Titles that somebody says they have, those that they lack, and those only wished for."""

    has: frozenset[str] = frozenset()
    lacks: frozenset[str] = frozenset()
    named: frozenset[str] = frozenset()


def is_held(title: str, held: Iterable[str]) -> bool:
    """Whether a title is among those that `titles_held` tells of: by its words if none of ours.

    A category is had by who names it; a title with none said, by who has any.
    """
    return any(_has(choice, held) for choice in choices(title))


def _has(choice: TitleNamed, held: Iterable[str]) -> bool:
    if not choice.title.startswith(OWN_WORDS):
        return any(named(one).implies(choice) for one in held)
    words = _telling(key(choice.title.removeprefix(OWN_WORDS)))
    told = (one.removeprefix(OWN_WORDS) for one in held if one.startswith(OWN_WORDS))
    return any(words <= _telling(one) for one in told)


def _telling(words: str) -> set[str]:
    """The words of a title that tell it from others: "titre professionnel ADVF" is "advf"."""
    every = set(words.split())
    return every - _OF_ANY_TITLE or every


def is_lacked(title: str, lacked: Collection[str]) -> bool:
    """Whether somebody lacks a title: who lacks all of it lacks each category.

    Nobody is said to lack one that only its own words identify.
    """
    return all(any(one.implies(named(none)) for none in lacked) for one in choices(title))


def is_given(titles: Iterable[str], lacked: Iterable[str]) -> bool:
    """Whether a course that gives some titles gives one of those that are lacked."""
    given = [one for title in titles for one in choices(title)]
    if not given:
        return False
    none = [named(title) for title in lacked]
    return any(one.implies(lack) or lack.implies(one) for one in given for lack in none)


def exact_titles(titles: Collection[str]) -> tuple[str, ...]:
    """Titles without those that another of them says more exactly: "CACES" beside "CACES 3"."""
    return tuple(
        title
        for title in titles
        if not any(
            _says(other, title) and (len(other) > len(title) or not _says(title, other))
            for other in titles
            if other != title
        )
    )


def _says(one: str, other: str) -> bool:
    """Whether demanding one title is demanding the other too."""
    return all(any(this.implies(that) for that in choices(other)) for this in choices(one))


def titles_held(
    texts: Iterable[str], diploma: DiplomaLevel | None, *, wishes: Iterable[str] = ()
) -> TitlesHeld:
    """Titles that texts tell of, and other words that name one.

    A diploma below what a title means is a title that is lacked, and who has "no diploma" lacks
    every one of them. One that is no longer valid is lacked, and one that `wishes` ask to get;
    one that they name and nothing else tells of may be had or under way.
    """
    written = tuple(texts)
    lacks = _lacked(written, [title_words(text) for text in wishes])
    said = [title_words(text) for text in written]
    under_way = {
        name
        for title in known_titles().values()
        for words in said
        for name in title.told_by(title.under_way, words)
    }
    told = {choice.id for name in titles_named(written) for choice in _surely(name)}
    has = {one for one in told if not is_lacked(one, lacks | under_way)} | _own_words(written)
    below = {
        title.id
        for title in known_titles().values()
        if title.level is not None and diploma is not None and diploma < title.level
    }
    lacking = lacks | (below - has)
    wished = {choice.id for name in titles_named(wishes) for choice in _surely(name)}
    only_named = {one for one in wished if not (is_held(one, has) or is_lacked(one, lacking))}
    return TitlesHeld(frozenset(has), frozenset(lacking), frozenset(only_named))


def _surely(name: str) -> tuple[TitleNamed, ...]:
    """What is had for sure by whoever has one of several categories: the title, in some."""
    told = choices(name)
    return told if len(told) == 1 else (TitleNamed(told[0].title, told[0].rule, ""),)


def _lacked(texts: Sequence[str], wishes: Sequence[str]) -> set[str]:
    said = [spaced_words(text) for text in texts]
    clauses = [title_words(clause) for text in texts for clause in _CLAUSES.split(text)]
    none, no_card = (any(map(no.search, said)) for no in (_NO_DIPLOMA, _NO_CARD))
    known = known_titles().values()
    every = {
        title.id
        for title in known
        if (none and title.level is not None) or (no_card and title.id.startswith("carte-"))
    }
    told = {
        choice.id
        for title in known
        for pattern, places in ((title.lacked, clauses), (title.sought, wishes))
        for words in places
        for name in title.told_by(pattern, words)
        for choice in choices(name)
    }
    return every | told


def _own_words(texts: Sequence[str]) -> set[str]:
    """Titles that are none of ours, by their words."""
    return {
        own_words(key(text))
        for text in texts
        if LIKE_A_TITLE.search(words := spaced_words(text))
        and not (_LACKS_ONE.search(words) or titles_named([text]))
    }
