"""Find somebody's badge by name, when it was left at home."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz
from rapidfuzz.process import cdist

from matching.domain.day.happening import Attendance, Happening
from matching.domain.errors import FairError
from matching.domain.spelling import fold, fold_all
from matching.scoring.text.sound import sound
from matching.services.plan.labels import told_apart
from matching.services.shop.shop import Shop
from matching.store.day import happenings
from matching.store.last_read import LastList
from matching.store.people import badges, names
from matching.store.people.names import Named

Reals: TypeAlias = npt.NDArray[np.float64]
_MOST_FOUND = 8
_FEWEST_LETTERS, _SHORTEST_NAME = 3, 2
_NEAR_SPELLING = 75.0
_SAME_NAME = 88.0


@dataclass(frozen=True, slots=True)
class Found:
    """Someone found by name, with the code that signs them in.

    `hint` tells namesakes apart, for the eyes of staff; of everybody else it is empty.
    """

    person: str
    name: str
    call_number: int
    code: str
    is_present: bool
    hint: str = field(default="", repr=False)


def find_people(shop: Shop, fair: str, text: str, *, language: str = "fr") -> tuple[Found, ...]:
    """At most eight people whose name looks like the text, best first; accents do not matter.

    A number finds whoever is called by it: that is what a person without a badge can say. Two
    letters find whoever bears them as a whole name: Li, Ba, Ng.

    Raises
    ------
    FairError
        `search_too_short` under two letters, and when two are nobody's name: a door shows no list.
    """
    asked = fold(text)
    if asked.isdecimal():
        return _told(shop, fair, lambda listed: _numbered(int(asked), listed), language)
    if len(asked.replace(" ", "")) >= _FEWEST_LETTERS:
        return _told(shop, fair, lambda listed: _heard_of(fair, listed).nearest(asked), language)
    named = _told(shop, fair, lambda listed: _bearing(asked.strip(), listed), language)
    if not named:
        raise FairError("search_too_short", least=_FEWEST_LETTERS)
    return named


def maybe_known(
    shop: Shop, fair: str, full_name: str, *, language: str = "fr"
) -> tuple[Found, ...]:
    """People on the list whose name is, or sounds, the same: to be asked before a second file."""
    asked = fold(full_name)
    if not asked.strip():
        return ()
    return _told(shop, fair, lambda listed: _namesakes(asked, listed), language)


def _told(
    shop: Shop, fair: str, choose: Callable[[tuple[Named, ...]], Sequence[Named]], language: str
) -> tuple[Found, ...]:
    """What the door may know of those chosen from the list."""
    with shop.store.reading() as reader:
        chosen = choose(names.read_names(reader, fair))
        ids = [person.person for person in chosen]
        facts = happenings.of_people(reader, {(fair, person) for person in ids})
        codes = badges.live_codes(reader, fair, people=ids)
        hints = told_apart(names.read_people(reader, fair, ids), language) if len(ids) > 1 else {}
    return tuple(
        Found(
            person.person,
            person.name,
            person.call_number,
            codes[person.person],
            _is_here(facts.get((fair, person.person), ()), person.person),
            hints.get(person.person, ""),
        )
        for person in chosen
    )


def _is_here(facts: tuple[Happening, ...], person: str) -> bool:
    return person in Attendance.of(facts).present


def _numbered(number: int, listed: Sequence[Named]) -> list[Named]:
    return [person for person in listed if person.call_number == number]


def _bearing(asked: str, listed: Sequence[Named]) -> list[Named]:
    """People one of whose names is exactly these letters; one letter alone is nobody's.

    What very many bear is a particle, and no name to be looked up by: el, de, ou.
    """
    if len(asked) < _SHORTEST_NAME:
        return []
    bearing = [person for person in listed if asked in fold(person.name).split()]
    return [] if len(bearing) > _MOST_FOUND else sorted(bearing, key=lambda person: person.name)


def _namesakes(asked: str, listed: Sequence[Named]) -> list[Named]:
    return _first(
        [(_sameness(asked, fold(person.name)), person) for person in listed], least=_SAME_NAME
    )


def _first(ranked: Iterable[tuple[float, Named]], *, least: float) -> list[Named]:
    good = (found for found in ranked if found[0] >= least)
    best = nsmallest(
        _MOST_FOUND, good, key=lambda found: (-found[0], found[1].name, found[1].person)
    )
    return [person for _, person in best]


def _sameness(asked: str, name: str) -> float:
    """Whole words count: to be called Li is not to be one of all whose name begins so."""
    words, joined = name.split(), name.replace(" ", "")
    heard = {_heard(word) for word in (*words, joined)}
    if all(part in words or _heard(part) in heard for part in asked.split()):
        return 120.0
    if _heard(asked.replace(" ", "")) in heard:
        return 110.0
    return fuzz.token_sort_ratio(asked, name)


def _heard(word: str) -> str:
    """A final e is written and not heard: Philippe, Filip."""
    return sound(word).rstrip("e")


class _Lines:
    """Many short texts in one, so that a look through all of them is one search."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._all = "\n".join(texts)
        lengths = [len(text) + 1 for text in texts]
        self._ends = np.cumsum(lengths)

    def having(self, part: str) -> set[int]:
        """Which of the texts contain some letters."""
        places, at = [], self._all.find(part)
        while at >= 0:
            places.append(at)
            at = self._all.find(part, at + 1)
        return set(np.searchsorted(self._ends, places, side="right").tolist())


class _Heard:
    """A list of names as they are written and as they sound, made ready to be looked through."""

    def __init__(self, listed: tuple[Named, ...]) -> None:
        self._listed = listed
        self._names = fold_all(person.name for person in listed)
        whole = [name.replace(" ", "") for name in self._names]
        self._parts, self._whole = _Lines([f" {name}" for name in self._names]), _Lines(whole)
        words = [name.split() for name in self._names]
        self._words = sorted({word for name in words for word in name})
        number = {word: n for n, word in enumerate(self._words)}
        self._word = np.array([number[word] for name in words for word in name], dtype=np.int64)
        self._owner = np.repeat(np.arange(len(words)), list(map(len, words)))
        self._sounding: defaultdict[str, set[int]] = defaultdict(set)
        for n, (name, together) in enumerate(zip(words, whole, strict=True)):
            for word in (*name, together):
                self._sounding[_heard(word)].add(n)

    def nearest(self, asked: str) -> list[Named]:
        """The nearest names; how others sound is asked when too few are written as was typed."""
        near = self._written(asked)
        if np.count_nonzero(near) < _MOST_FOUND:
            near = np.maximum(near, self._alike(asked))
        good = np.flatnonzero(near >= _NEAR_SPELLING).tolist()
        return _first([(float(near[n]), self._listed[n]) for n in good], least=_NEAR_SPELLING)

    def _written(self, asked: str) -> Reals:
        """How near names are by the letters: each part begins a word, or all are in it."""
        near = np.zeros(len(self._listed))
        near[sorted(self._whole.having(asked.replace(" ", "")))] = 150.0
        parts = (self._parts.having(f" {part}") for part in asked.split())
        near[sorted(set.intersection(*parts))] = 200.0
        return near

    def _alike(self, asked: str) -> Reals:
        """How near names are by their sound, or else by their spelling."""
        near: Reals = cdist([asked], self._names, scorer=fuzz.token_sort_ratio)[0].astype(float)
        word = cdist([asked], self._words, scorer=fuzz.ratio)[0].astype(float)
        np.maximum.at(near, self._owner, word[self._word])
        sounds = (self._sounding.get(_heard(part), set()) for part in asked.split())
        near[sorted(set.intersection(*sounds))] = 120.0
        return near


_LAST_HEARD: LastList[tuple[Named, ...], _Heard] = LastList()


def _heard_of(fair: str, listed: tuple[Named, ...]) -> _Heard:
    return _LAST_HEARD.of(fair, listed, lambda: _Heard(listed))
