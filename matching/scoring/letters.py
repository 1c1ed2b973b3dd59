"""Runs of letters inside words: what two spellings of one word still share."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]

from matching.scoring.sound import sound

Floats = npt.NDArray[np.float32]

NEAR_WORDS = 3  # words that an unknown word may have been meant as
NEAR_FROM = 0.5  # below it, two words share their letters by chance
_SOUND_RUNS = (1, 3)
_REMEMBERED = 50_000  # words whose runs are kept


class Runs:
    """Runs of letters inside words, and how rare each is."""

    def __init__(self, words: Sequence[str], runs: tuple[int, int]) -> None:
        cutter = CountVectorizer(
            analyzer="char_wb", ngram_range=runs, lowercase=False, dtype=np.float32
        )
        self.of_words = cutter.fit_transform(words).tocsr()
        self._pieces = cutter.build_analyzer()
        self._place: Mapping[str, int] = cutter.vocabulary_
        self._cut: dict[str, list[int]] = {}
        self._rarity = _rarity(self.of_words)

    def count_rarity(self, counts: sparse.csr_matrix) -> None:
        """Take the rarity of runs from other texts than the words themselves."""
        self._rarity = _rarity(counts)

    def count(self, phrases: Iterable[Iterable[str]]) -> sparse.csr_matrix:
        """How often the words of each phrase hold each run; runs never seen are left out."""
        rows = [Counter(place for word in words for place in self._runs(word)) for words in phrases]
        return counted(rows, len(self._place))

    def weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Counts of runs as weights (TF-IDF) in unit length."""
        weights = (1 + np.log(counts.data)) * self._rarity[counts.indices]
        return in_unit_length(weights, counts)

    def _runs(self, word: str) -> list[int]:
        found = self._cut.get(word)
        if found is None:
            if len(self._cut) >= _REMEMBERED:
                self._cut.clear()
            pieces = self._pieces(word)
            found = [self._place[piece] for piece in pieces if piece in self._place]
            self._cut[word] = found
        return found


class Letters:
    """Phrases as weights of the runs of letters of their words.

    A word is cut once, however many phrases hold it: most of 13 000 labels share their words.
    """

    def __init__(
        self, phrases: Sequence[str], other_words: Iterable[str], runs: tuple[int, int]
    ) -> None:
        words = sorted({word for phrase in phrases for word in phrase.split()} | {*other_words})
        self.words = words or ["-"]
        self.place = {word: place for place, word in enumerate(self.words)}
        self._spelt = Runs(self.words, runs)
        self._heard = Runs([sound(word) or "-" for word in self.words], _SOUND_RUNS)
        said = [Counter(self.place[word] for word in phrase.split()) for phrase in phrases]
        counts = counted(said, len(self.words)) @ self._spelt.of_words
        counts.sort_indices()
        self._spelt.count_rarity(counts)
        self.phrases = self._spelt.weigh(counts)
        self._spellings = self._spelt.weigh(self._spelt.of_words).T.tocsr()
        self._sounds = self._heard.weigh(self._heard.of_words).T.tocsr()

    def weigh(self, phrases: Sequence[str]) -> sparse.csr_matrix:
        """Plain phrases as rows of weights."""
        return self._spelt.weigh(self._spelt.count(phrase.split() for phrase in phrases))

    def meant(self, words: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each unknown word the places of the words nearest to it, with shares up to 1."""
        if not words:
            return []
        spelt = self._spelt.weigh(self._spelt.count([word] for word in words))
        heard = self._heard.weigh(self._heard.count([sound(word)] for word in words))
        alike = (spelt @ self._spellings).toarray()
        np.maximum(alike, (heard @ self._sounds).toarray(), out=alike)
        return [_nearest(row) for row in alike]


def counted(rows: Sequence[Mapping[int, float]], width: int) -> sparse.csr_matrix:
    """Counts or shares by place as a sparse matrix, each row in the order of its places."""
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    columns = np.array([place for row in rows for place in sorted(row)], dtype=np.int32)
    times = np.array([row[place] for row in rows for place in sorted(row)], dtype=np.float32)
    return sparse.csr_matrix((times, columns, ends), shape=(len(rows), width))


def in_unit_length(weights: Floats, like: sparse.csr_matrix) -> sparse.csr_matrix:
    """Weights at the places of another matrix, every row scaled to length 1."""
    lengths = np.maximum(row_lengths(weights, like.indptr), 1e-9)
    scaled = (weights / np.repeat(lengths, np.diff(like.indptr))).astype(np.float32)
    return sparse.csr_matrix((scaled, like.indices, like.indptr), shape=like.shape)


def row_lengths(weights: Floats, ends: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """Length of each row of a sparse matrix."""
    rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    return np.sqrt(np.bincount(rows, weights=weights.astype(float) ** 2, minlength=len(ends) - 1))


def _rarity(counts: sparse.csr_matrix) -> Floats:
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + held)) + 1, dtype=np.float32)


def _nearest(likeness: Floats) -> list[tuple[int, float]]:
    places = np.flatnonzero(likeness >= NEAR_FROM)
    best = places[np.argsort(-np.round(likeness[places], 6), kind="stable")][:NEAR_WORDS]
    kept = [(place, float(likeness[place])) for place in best.tolist()]
    total = max(1.0, sum(share for _, share in kept))
    return [(place, share / total) for place, share in kept]
