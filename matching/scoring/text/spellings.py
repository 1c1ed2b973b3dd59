"""Phrases compared letter by letter: the same words in any order, a wrong letter, an accent."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process

from matching.scoring.text.wording import plain, surface

Floats32 = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]
Bools = npt.NDArray[np.bool_]
Texts = npt.NDArray[np.object_]

SPELLING_FROM = 0.8  # all but letter for letter: a known phrase, damaged
COPIED_FROM = 0.7  # no word of another phrase is in it: a known phrase, damaged more
_TINY = np.float32(1e-6)  # two empty texts are alike


class RankShares(NamedTuple):
    """What each way of being alike adds to the rank of a phrase, when all letters are the same.

    `letters` is for the same letters in the same order, `ordered` for the same words in any
    order, `spelling` for letters above `SPELLING_FROM`, `copied` for letters above `COPIED_FROM`
    where every word that is known at all stands in the phrase (a synonym has words of its own,
    a misspelling has none), `surface` for what tells two phrases of one form apart: accents,
    gender, number.
    """

    letters: float
    ordered: float
    spelling: float
    surface: float = 0.1
    copied: float = 0.0


AS_TRADES = RankShares(letters=0.0, ordered=1.5, spelling=5.0, copied=6.5)


class Asked(NamedTuple):
    """A phrase in each way of writing that is compared."""

    form: str
    ordered: str
    surface: str


class Spellings:
    """Known phrases, compared letter by letter with what is asked."""

    def __init__(self, phrases: Iterable[str], shares: RankShares) -> None:
        self._shares = shares
        known = [written(phrase, plain(phrase)) for phrase in phrases]
        self.plain = [phrase.form for phrase in known]
        self._ways = _ways(known)
        self._bags = _bags(self.plain)
        self._surface_bags = _bags([phrase.surface for phrase in known])
        self._words = [frozenset(form.split()) for form in self.plain]
        self._known = frozenset().union(*self._words)

    def alike(
        self, asked: Sequence[Asked], rows: Places, phrases: Places
    ) -> tuple[Floats32, Floats32]:
        """For each pair of a row of `asked` and a phrase: letters in common, and what they add."""
        ways = zip(_ways(asked), self._ways, strict=True)
        spelt, ordered, shown = (_ratios(said[rows], known[phrases]) for said, known in ways)
        return spelt, self._together(spelt, ordered, shown, self._copied(asked, rows, phrases))

    def most_alike(self, asked: Sequence[Asked], rows: Places, phrases: Places) -> Floats32:
        """The most that letters can add for each pair, from the letters of both in any order."""
        forms, shown = (
            _bags([spelling.form for spelling in asked]),
            _bags([spelling.surface for spelling in asked]),
        )
        spelt = forms.shared(rows, self._bags, phrases)
        surfaces = shown.shared(rows, self._surface_bags, phrases)
        return self._together(spelt, spelt, surfaces, self._copied(asked, rows, phrases))

    def _copied(self, asked: Sequence[Asked], rows: Places, phrases: Places) -> Bools:
        """Whether each phrase holds every word of a row that any phrase holds."""
        if not self._shares.copied:
            return np.zeros(len(rows), dtype=np.bool_)
        said = [self._known.intersection(spelling.form.split()) for spelling in asked]
        words = self._words
        pairs = zip(rows.tolist(), phrases.tolist(), strict=True)
        held = (said[row] <= words[phrase] for row, phrase in pairs)
        return np.fromiter(held, np.bool_, len(rows))

    def _together(
        self, spelt: Floats32, ordered: Floats32, shown: Floats32, copied: Bools
    ) -> Floats32:
        added: Floats32 = (
            self._shares.letters * spelt
            + self._shares.ordered * ordered
            + self._shares.spelling * np.maximum(spelt - SPELLING_FROM, 0)
            + self._shares.copied * np.where(copied, np.maximum(spelt - COPIED_FROM, 0), 0)
            + self._shares.surface * shown
        )
        return added


@dataclass(frozen=True, slots=True)
class _Bags:
    """How often each text holds each letter, and how long it is."""

    counts: npt.NDArray[np.uint16]
    lengths: Floats32

    def shared(self, rows: Places, other: "_Bags", others: Places) -> Floats32:
        """The ratio of letters that two texts share in any order: none in order is higher."""
        both = np.minimum(self.counts[rows], other.counts[others]).sum(axis=1, dtype=np.uint16)
        lengths = self.lengths[rows] + other.lengths[others]
        ratios: Floats32 = (2 * both + _TINY) / (lengths + _TINY)
        return ratios


def _bags(texts: Sequence[str]) -> _Bags:
    letters = np.frombuffer("".join(texts).encode(), dtype=np.uint8)
    lengths = np.fromiter(map(len, texts), dtype=np.intp, count=len(texts))
    texts_of = np.repeat(np.arange(len(texts)), lengths)
    # Letters differ in their last five bits; a digit passes for a letter, which is never too few.
    counts = np.bincount(texts_of * 32 + (letters & 31), minlength=len(texts) * 32)
    return _Bags(counts.reshape(-1, 32).astype(np.uint16), lengths.astype(np.float32))


def written(text: str, form: str) -> Asked:
    """A text whose form to compare is `form`, in each way of writing."""
    return Asked(form, _in_order(form), _in_order(surface(text)))


def _ways(phrases: Sequence[Asked]) -> Sequence[Texts]:
    """Each way of writing as an array, quick to draw many from."""
    return [np.array(way, dtype=object) for way in zip(*phrases, strict=True)]


def _ratios(said: Texts, known: Texts) -> Floats32:
    texts = said.tolist(), known.tolist()
    ratios = process.cpdist(*texts, scorer=fuzz.ratio, dtype=np.float32, workers=1)
    return np.asarray(ratios / 100, dtype=np.float32)


def _in_order(phrase: str) -> str:
    return " ".join(sorted(phrase.split()))
