"""Whole words of a code's phrases and of its longer text, weighed by how telling they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.scoring.text.letters import (
    Letters,
    brought_together,
    counted,
    in_unit_length,
    row_lengths,
    tallied,
)
from matching.scoring.text.wording import telling
from matching.scoring.vocabulary.code_meanings import CodeMeanings
from matching.scoring.vocabulary.topics import MANY, TextsAbout, Topics
from matching.scoring.vocabulary.word_vectors import WordVectors

Floats32 = npt.NDArray[np.float32]

SATURATION = 1.2  # BM25: a word said often counts little more than one said twice
LENGTH = 0.3  # BM25: how far long texts are held back
RARITY = 0.8  # BM25: rare words are told apart a little less than the formula would
WHOLE = 0.3  # a word of the definition beside a word of a label
STEM = 5  # letters that *vendre* and *vendeur* share
FEW = 3  # codes whose texts hold a word that names what it is said of
FEW_OF_STEM = 5  # codes whose texts hold the stem of a word that no text holds as it is
_SAYS_ITS_STEM = 7  # letters: *romancier* says *roman*; a shorter word shares its stem by chance
_TINY = np.float32(1e-9)
_REMEMBERED = 50_000  # unknown words whose neighbours are kept


class WordLikeness(NamedTuple):
    """How much the words of phrases speak for codes: shape (phrases, codes) each.

    `words` is 1 for the best code, `stems` a cosine; `about` is there where codes are many enough
    to tell what they are about, `meaning` (a cosine) where words have vectors too.
    """

    words: Floats32
    stems: Floats32
    about: TextsAbout | None
    meaning: Floats32 | None


class CodeWords:
    """How much the words of a phrase speak for each code.

    A word that no code holds stands for the words nearest to it in letters: so a misspelt word
    still counts as a word. Where topics are learnt, many codes are known by what they are about.
    """

    def __init__(
        self,
        labels: Sequence[Sequence[str]],
        wholes: Sequence[Sequence[str]],
        letters: Letters,
        *,
        learns_topics: bool = False,
        vectors: WordVectors | None = None,
    ) -> None:
        self._letters = letters
        said, told = (_counts(texts, letters.place) for texts in (labels, wholes))
        self._words = bm25(by_length(said) + WHOLE * by_length(told))
        self._few = _alone((said + told).T.tocsr(), FEW)
        self._stems = _stems(said + told, letters.words)
        self._few_of_stem = _alone(self._stems.codes, FEW_OF_STEM)
        named = brought_together(said.tocsr(), self._stems.of_words, len(self._stems.place))
        self._named = _alone(named.T.tocsr(), len(labels))
        learns_topics = learns_topics and len(labels) >= MANY
        self._topics = Topics(said + told, letters.words) if learns_topics else None
        means = vectors if learns_topics and vectors else None
        self._meanings = CodeMeanings(said, told, letters.words, means) if means else None
        self._meant: dict[str, list[tuple[int, float]]] = {}

    def likeness(self, phrases: Sequence[str]) -> WordLikeness:
        """How much the words of each phrase speak for each code."""
        asked = self._asked(phrases)
        words = for_the_best((asked @ self._words).toarray())
        begun = self._stems.weigh(asked)
        lengths = np.maximum(row_lengths(begun.data, begun.indptr), 1e-9)
        stems: Floats32 = (begun @ self._stems.codes).toarray()
        stems /= lengths[:, None].astype(np.float32)
        about = None if self._topics is None else self._topics.about(asked)
        return WordLikeness(words, stems, about, self._meaning(phrases))

    def _meaning(self, phrases: Sequence[str]) -> Floats32 | None:
        if self._meanings is None:
            return None
        return self._meanings.likeness([self._with_vectors(telling(said)) for said in phrases])

    def _with_vectors(self, said: Sequence[str]) -> dict[str, bool]:
        """Words that have a vector: those said, and for an unknown one that nearest in letters."""
        known, words = self._meanings or (), self._letters.words
        own = {word: True for word in said if word in known}
        near = (self._places(word)[:1] for word in said if word not in known)
        meant = (words[place] for places in near for place, _ in places)
        return {word: False for word in meant if word in known} | own

    def told_of_few(self, phrases: Sequence[str]) -> Floats32:
        """1 where a word of the phrase stands in the texts of a few codes alone, this one too.

        Of a long word that no text holds, its stem is looked for instead.
        """
        said = [telling(phrase) for phrase in phrases]
        place, stems = self._letters.place, self._stems.place
        known = [[place[word] for word in words if word in place] for words in said]
        begun = [
            [stems[word[:STEM]] for word in words if self._says_its_stem(word)] for words in said
        ]
        found = _holders(known, self._few) + _holders(begun, self._few_of_stem)
        return (found > 0).astype(np.float32)

    def told_in_full(self, phrases: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Whether the names of each code hold the stem of every word of a phrase.

        Shape (phrases, codes). An unknown word is taken for the known one nearest to it: *laveur
        de voitures* is not told in full of who washes windows.
        """
        stems = self._stems.place
        said = [frozenset(word[:STEM] for word in words) for words in self.read(phrases)]
        known = [[stems[stem] for stem in words if stem in stems] for words in said]
        lengths = np.fromiter(map(len, said), dtype=np.intp, count=len(said))
        told: npt.NDArray[np.bool_] = _holders(known, self._named) >= lengths[:, None]
        return told

    def _says_its_stem(self, word: str) -> bool:
        known = word in self._letters.place
        return not known and len(word) >= _SAYS_ITS_STEM and word[:STEM] in self._stems.place

    def read(self, phrases: Iterable[str]) -> list[list[str]]:
        """The telling words of each phrase, an unknown one as the known word nearest to it."""
        said = [telling(phrase) for phrase in phrases]
        self._learn({word for words in said for word in words})
        return [[self._nearest(word) for word in words] for words in said]

    def _nearest(self, word: str) -> str:
        near = self._places(word)
        return self._letters.words[near[0][0]] if near else word

    def _asked(self, phrases: Sequence[str]) -> sparse.csr_matrix:
        """Phrases as rows of words: 1 for a known word, shares of those nearest to others."""
        said = [list(dict.fromkeys(telling(phrase))) for phrase in phrases]
        self._learn({word for words in said for word in words})
        rows: list[dict[int, float]] = []
        for words in said:
            row: dict[int, float] = {}
            for place, share in (pair for word in words for pair in self._places(word)):
                row[place] = row.get(place, 0.0) + share
            rows.append(row)
        return counted(rows, len(self._letters.words))

    def _learn(self, words: set[str]) -> None:
        if len(self._meant) >= _REMEMBERED:
            self._meant.clear()
        known = self._letters.place
        new = sorted(word for word in words if word not in known and word not in self._meant)
        self._meant.update(zip(new, self._letters.meant(new), strict=True))

    def _places(self, word: str) -> list[tuple[int, float]]:
        place = self._letters.place.get(word)
        return self._meant[word] if place is None else [(place, 1.0)]


def for_the_best(weights: Floats32) -> Floats32:
    """Weights, shape (rows, codes), each row divided by its greatest."""
    shares: Floats32 = weights / np.maximum(weights.max(axis=1, keepdims=True, initial=0), _TINY)
    return shares


def _alone(held: sparse.csr_matrix, few: int) -> sparse.csr_matrix:
    """Words by codes: 1 where the texts of a few codes alone hold a word, shape as given."""
    counts = np.diff(held.indptr)
    ones = np.repeat((counts <= few).astype(np.float32), counts)
    alone = sparse.csr_matrix((ones, held.indices, held.indptr), shape=held.shape, copy=True)
    alone.eliminate_zeros()
    return alone


def _counts(texts: Sequence[Sequence[str]], place: Mapping[str, int]) -> sparse.csr_matrix:
    return tallied(texts, place)


def by_length(counts: sparse.csr_matrix) -> sparse.csr_matrix:
    """Counts of each code held back by how much it says."""
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    held_back = 1 - LENGTH + LENGTH * lengths / max(float(lengths.mean()), 1e-9)
    return sparse.diags(1 / held_back) @ counts


def bm25(weights: sparse.csr_matrix) -> sparse.csr_matrix:
    """BM25 weights of words by codes, from counts by code (Robertson and Zaragoza, 2009).

    Counts are saturated, then multiplied by the rarity of the word among codes.
    """
    found = weights.tocsr().astype(np.float32)
    held = np.bincount(found.indices, minlength=found.shape[1])
    rarity = np.log(1 + (found.shape[0] - held + 0.5) / (held + 0.5)) ** RARITY
    found.data = found.data / (found.data + SATURATION) * rarity[found.indices]
    return found.T.tocsr().astype(np.float32)


def _holders(rows: Sequence[Sequence[int]], held: sparse.csr_matrix) -> npt.NDArray[np.intp]:
    """How many of the places of each row each code holds: shape (rows, codes)."""
    ends, codes = held.indptr, held.indices
    found = np.zeros((len(rows), held.shape[1]), dtype=np.intp)
    for counts, places in zip(found, rows, strict=True):
        for place in places:
            counts[codes[ends[place] : ends[place + 1]]] += 1
    return found


class _Stems(NamedTuple):
    """The first letters of words: their places, that of each word, how rare each is, and codes.

    `codes` holds stems by codes, each code in unit length.
    """

    place: Mapping[str, int]
    of_words: npt.NDArray[np.int32]
    rarity: Floats32
    codes: sparse.csr_matrix

    def weigh(self, rows: sparse.csr_matrix) -> sparse.csr_matrix:
        """Rows of words as rows of stems, the rare ones weighing more."""
        begun = brought_together(rows, self.of_words, len(self.place))
        begun.data *= self.rarity[begun.indices]
        return begun


def _stems(counts: sparse.csr_matrix, words: Sequence[str]) -> _Stems:
    begins = [word[:STEM] for word in words]
    place = {stem: at for at, stem in enumerate(sorted(set(begins)))}
    of_words = np.array([place[stem] for stem in begins], dtype=np.int32)
    stems = brought_together(counts.tocsr().astype(np.float64), of_words, len(place))
    held = np.bincount(stems.indices, minlength=stems.shape[1])
    rarity = np.log((1 + stems.shape[0]) / (1 + held)) + 1
    weighed = in_unit_length((1 + np.log(stems.data)) * rarity[stems.indices], stems)
    return _Stems(place, of_words, rarity.astype(np.float32), weighed.T.tocsr())
