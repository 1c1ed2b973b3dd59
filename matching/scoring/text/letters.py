"""Runs of letters inside words: what two spellings of one word still share."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.scoring.text.sound import sound

Floats32 = npt.NDArray[np.float32]

NEAR_WORDS = 3  # words that an unknown word may have been meant as
NEAR_FROM = 0.5  # below it, two words share their letters by chance
_SOUND_RUNS = (1, 3)
_MANY = 16  # phrases asked from which a full table is quicker than a sparse one
_ROOM = 2_000_000  # likenesses of words and phrases held at once: 8 MB
_REMEMBERED = 50_000  # words whose runs are kept


class Runs:
    """Runs of letters inside words, and how rare each is."""

    def __init__(self, words: Sequence[str], runs: tuple[int, int]) -> None:
        self._shortest, self._longest = runs
        cut = [self._cut(word) for word in words]
        found = sorted({run for pieces in cut for run in pieces}) or [" "]
        self._place = {run: place for place, run in enumerate(found)}
        self._known: dict[str, list[int]] = {}
        self.of_words = self._count_each(words)
        self._rarity = _rarity(self.of_words)

    def count_rarity(self, counts: sparse.csr_matrix) -> None:
        """Take the rarity of runs from other texts than the words themselves."""
        self._rarity = _rarity(counts)

    def count(self, phrases: Iterable[Iterable[str]]) -> sparse.csr_matrix:
        """How often the words of each phrase hold each run; runs never seen are left out."""
        said = [list(phrase) for phrase in phrases]
        words = sorted({word for row in said for word in row})
        counts = tallied(said, words) @ self._count_each(words)
        counts.sort_indices()
        return counts

    def weigh(self, counts: sparse.csr_matrix) -> sparse.csr_matrix:
        """Counts of runs as TF-IDF weights, each row in unit length: shape (words, runs)."""
        return in_unit_length(self._weights(counts), counts)

    def raw(self, phrases: Iterable[Iterable[str]]) -> sparse.csr_matrix:
        """Weights of the runs of each phrase, in their own length."""
        counts = self.count(phrases)
        weights = self._weights(counts).astype(np.float32)
        return sparse.csr_matrix((weights, counts.indices, counts.indptr), shape=counts.shape)

    def _weights(self, counts: sparse.csr_matrix) -> Floats32:
        weights: Floats32 = (1 + np.log(counts.data)) * self._rarity[counts.indices]
        return weights

    def _count_each(self, words: Sequence[str]) -> sparse.csr_matrix:
        return _tally([self._runs(word) for word in words], len(self._place))

    def _runs(self, word: str) -> list[int]:
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            place = self._place
            found = [place[run] for run in self._cut(word) if run in place]
            self._known[word] = found
        return found

    def _cut(self, word: str) -> list[str]:
        """Its runs of letters, the space before and after it included."""
        spaced = f" {word} "
        longest = min(self._longest, len(spaced))
        runs = range(min(self._shortest, longest), longest + 1)
        return [spaced[at : at + run] for run in runs for at in range(len(spaced) - run + 1)]


class Letters:
    """Phrases as weights of the runs of letters of their words.

    A word is cut once, however many phrases hold it: most of 13 000 labels share their words.

    Attributes
    ----------
    words, place
        The words of all phrases and other texts, and the place of each.
    phrases, runs
        Weights by phrase and run, and the same by run and phrase.
    """

    def __init__(
        self, phrases: Sequence[str], other_words: Iterable[str], runs: tuple[int, int]
    ) -> None:
        words = sorted({word for phrase in phrases for word in phrase.split()} | {*other_words})
        self.words = words or ["-"]
        self.place = {word: place for place, word in enumerate(self.words)}
        self._spelt = Runs(self.words, runs)
        self._heard = Runs([sound(word) or "-" for word in self.words], _SOUND_RUNS)
        counts = tallied([phrase.split() for phrase in phrases], self.words) @ self._spelt.of_words
        counts.sort_indices()
        self._spelt.count_rarity(counts)
        self.phrases = self._spelt.weigh(counts)
        self.runs = self.phrases.T.tocsr()
        self._spellings = self._spelt.weigh(self._spelt.of_words).T.tocsr()
        self._sounds = self._heard.weigh(self._heard.of_words).T.tocsr()

    def weigh(self, phrases: Sequence[str]) -> sparse.csr_matrix:
        """Plain phrases as rows of weights in unit length: shape (phrases, runs)."""
        return self._spelt.weigh(self._spelt.count(phrase.split() for phrase in phrases))

    def likeness(self, phrases: Sequence[str]) -> Floats32:
        """Cosine of each plain phrase and each known one, shape (phrases, known)."""
        asked = self.weigh(phrases)
        if len(phrases) < _MANY:
            few: Floats32 = (asked @ self.runs).toarray()
            return few
        # The same sums in the same order: a known phrase against all that are asked at once.
        return np.ascontiguousarray((self.phrases @ asked.T.toarray()).T)

    def reach(self, phrases: Sequence[str]) -> Floats32:
        """For each plain phrase the most that its likeness to any known phrase can be.

        Words are weighed apart: runs that two words share count twice, so it is never too little.
        """
        step = max(1, _ROOM // max(self.phrases.shape[0], 1))
        blocks = (phrases[at : at + step] for at in range(0, len(phrases), step))
        parts = [self._reach([phrase.split() for phrase in block]) for block in blocks]
        return np.concatenate(parts) if parts else np.zeros(0, dtype=np.float32)

    def _reach(self, phrases: Sequence[Sequence[str]]) -> Floats32:
        """An upper limit on cosines: each word compared by itself, the lengths of whole phrases."""
        words = sorted({word for phrase in phrases for word in phrase})
        of_words = (self._spelt.raw([word] for word in words) @ self.runs).toarray()
        likeness = tallied(phrases, words) @ of_words
        own = self._spelt.raw(phrases)
        lengths = np.maximum(row_lengths(own.data, own.indptr), 1e-9)
        return np.asarray(likeness.max(axis=1, initial=0) / lengths, dtype=np.float32)

    def meant(self, words: Sequence[str]) -> list[list[tuple[int, float]]]:
        """For each unknown word the places of the words nearest to it, with shares up to 1."""
        if not words:
            return []
        spelt = self._spelt.weigh(self._spelt.count([word] for word in words))
        heard = self._heard.weigh(self._heard.count([sound(word)] for word in words))
        spellings, sounds = _near(spelt @ self._spellings), _near(heard @ self._sounds)
        return [_nearest(one, other) for one, other in zip(spellings, sounds, strict=True)]


def _near(likeness: sparse.csr_matrix) -> list[dict[int, float]]:
    """Of each row the places that share more than chance."""
    near = likeness.data >= NEAR_FROM
    ends = np.append(0, np.cumsum(near))[likeness.indptr].tolist()
    places, shares = likeness.indices[near].tolist(), likeness.data[near].tolist()
    return [dict(zip(places[a:b], shares[a:b], strict=True)) for a, b in pairwise(ends)]


def tallied(rows: Iterable[Sequence[str]], words: Iterable[str]) -> sparse.csr_matrix:
    """How often each row holds each of `words`, which hold every word of a row."""
    place = {word: at for at, word in enumerate(words)}
    return _tally([[place[word] for word in row] for row in rows], len(place))


def counted(rows: Sequence[Mapping[int, float]], width: int) -> sparse.csr_matrix:
    """Shares by place as a sparse matrix, each row in the order of its places."""
    shares = np.fromiter(chain.from_iterable(row.values() for row in rows), dtype=np.float32)
    return _in_rows(rows, shares, width)


def _tally(rows: Sequence[Sequence[int]], width: int) -> sparse.csr_matrix:
    found = _in_rows(rows, np.ones(sum(map(len, rows)), dtype=np.float32), width)
    found.sum_duplicates()
    return found


def _in_rows(rows: Sequence[Collection[int]], shares: Floats32, width: int) -> sparse.csr_matrix:
    ends = np.cumsum([0, *map(len, rows)], dtype=np.int32)
    places = np.fromiter(chain.from_iterable(rows), dtype=np.int32, count=len(shares))
    found = sparse.csr_matrix((shares, places, ends), shape=(len(rows), width))
    found.sort_indices()
    return found


def brought_together(
    rows: sparse.csr_matrix, place: npt.NDArray[np.int32], width: int
) -> sparse.csr_matrix:
    """Rows whose columns move to `place`, where those that meet are added: shape (rows, width)."""
    shape = (rows.shape[0], width)
    found = sparse.csr_matrix((rows.data, place[rows.indices], rows.indptr), shape=shape, copy=True)
    found.sum_duplicates()
    return found


def in_unit_length(weights: Floats32, like: sparse.csr_matrix) -> sparse.csr_matrix:
    """A matrix with the zeros of another and these weights, shape (stored,), rows of length 1."""
    lengths = np.maximum(row_lengths(weights, like.indptr), 1e-9)
    scaled = (weights / np.repeat(lengths, np.diff(like.indptr))).astype(np.float32)
    return sparse.csr_matrix((scaled, like.indices, like.indptr), shape=like.shape)


def row_lengths(weights: Floats32, ends: npt.NDArray[np.int32]) -> npt.NDArray[np.float64]:
    """Length of each row of a sparse matrix."""
    rows = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    return np.sqrt(np.bincount(rows, weights=weights.astype(float) ** 2, minlength=len(ends) - 1))


def _rarity(counts: sparse.csr_matrix) -> Floats32:
    held = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.asarray(np.log((1 + counts.shape[0]) / (1 + held)) + 1, dtype=np.float32)


def _nearest(spelt: Mapping[int, float], heard: Mapping[int, float]) -> list[tuple[int, float]]:
    shares = {place: max(spelt.get(place, 0), heard.get(place, 0)) for place in {*spelt, *heard}}
    best = sorted(shares, key=lambda place: (-round(shares[place], 6), place))[:NEAR_WORDS]
    total = max(1.0, sum(shares[place] for place in best))
    return [(place, shares[place] / total) for place in best]
