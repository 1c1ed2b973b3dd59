"""Runs of letters inside words: what two spellings of one word still share."""

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import CountVectorizer  # type: ignore[import-untyped]

Floats = npt.NDArray[np.float32]

NEAR_WORDS = 3  # words that an unknown word may have been meant as
NEAR_FROM = 0.5  # below it, two words share their letters by chance


class Letters:
    """Phrases as weights of the runs of letters of their words (TF-IDF, in unit length).

    A word is cut once, however many phrases hold it: most of 13 000 labels share their words.
    """

    def __init__(self, phrases: Sequence[str], other_words: Iterable[str], runs: tuple[int, int]):
        words = sorted({word for phrase in phrases for word in phrase.split()} | {*other_words})
        self.words = words or [""]
        self.place = {word: place for place, word in enumerate(self.words)}
        self._runs = CountVectorizer(
            analyzer="char_wb", ngram_range=runs, lowercase=False, dtype=np.float32
        )
        self._cut = self._runs.fit_transform(self.words).tocsr()
        counts = _counted(phrases, self.place) @ self._cut
        held = np.bincount(counts.indices, minlength=counts.shape[1])
        self._rarity = (np.log((1 + counts.shape[0]) / (1 + held)) + 1).astype(np.float32)
        self.phrases = self._weighed(counts)
        self._near = self._weighed(self._cut).T.tocsr()

    def weigh(self, phrases: Sequence[str]) -> sparse.csr_matrix:
        """Plain phrases as rows of weights; runs of letters never seen are left out."""
        words = sorted({word for phrase in phrases for word in phrase.split()})
        place = {word: at for at, word in enumerate(words)}
        cut = self._runs.transform(words or [""])
        return self._weighed(_counted(phrases, place, len(words) or 1) @ cut)

    def meant(self, words: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each unknown word the places of the words nearest to it, with shares up to 1."""
        if not words:
            return []
        likeness = (self._weighed(self._runs.transform(words)) @ self._near).toarray()
        return [_nearest(row) for row in likeness]

    def _weighed(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        weights = counts.tocsr(copy=True)
        weights.sort_indices()
        weights.data = (1 + np.log(weights.data)) * self._rarity[weights.indices]
        lengths = np.sqrt(np.asarray(weights.multiply(weights).sum(axis=1)).ravel())
        weights.data /= np.repeat(np.maximum(lengths, 1e-9), np.diff(weights.indptr))
        return weights.astype(np.float32)


def _nearest(likeness: Floats) -> list[tuple[int, float]]:
    places = np.flatnonzero(likeness >= NEAR_FROM)
    best = places[np.argsort(-np.round(likeness[places], 6), kind="stable")][:NEAR_WORDS]
    kept = [(place, float(likeness[place])) for place in best.tolist()]
    total = max(1.0, sum(share for _, share in kept))
    return [(place, share / total) for place, share in kept]


def _counted(
    phrases: Sequence[str], place: dict[str, int], width: int | None = None
) -> sparse.csr_matrix:
    said = [[place[word] for word in phrase.split()] for phrase in phrases]
    ends = np.cumsum([0, *map(len, said)])
    columns = np.fromiter((at for row in said for at in row), dtype=np.int64, count=int(ends[-1]))
    shape = (len(phrases), width or len(place))
    counts = sparse.csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=shape)
    counts.sum_duplicates()
    return counts
