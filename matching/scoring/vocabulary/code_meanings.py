"""How near phrases are to codes in what their words mean, where they share none of them."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.scoring.text.letters import counted
from matching.scoring.vocabulary.word_vectors import WordVectors, in_length_1

Floats32 = npt.NDArray[np.float32]
Floats64 = npt.NDArray[np.float64]

GUESSED = 0.5  # what a word counts for that was misspelt
_DIGITS = 6


class CodeMeanings:
    """Codes as directions: the sum of those of their words, the rare ones weighing more.

    *Libraire* is near to who sells books though no name of that code says the word.

    Parameters
    ----------
    names, texts
        How often the names and the longer text of each code hold each of `words`: codes by words.
    """

    def __init__(
        self,
        names: sparse.csr_matrix,
        texts: sparse.csr_matrix,
        words: Sequence[str],
        vectors: WordVectors,
    ) -> None:
        self._place = vectors.place
        named, told = (_moved(counts, words, self._place) for counts in (names, texts))
        held = np.bincount((named + told).tocsr().indices, minlength=len(self._place))
        rarity = np.log((1 + named.shape[0]) / (1 + held)) + 1
        self._directions = vectors.directions() * rarity[:, None]  # in double: see `likeness`
        told.data = 1 + np.log(told.data)
        both = self._centred(named) + self._centred(told)
        self._codes = np.ascontiguousarray(both.T / 2)

    def __contains__(self, word: str) -> bool:
        return word in self._place

    def likeness(self, phrases: Sequence[Mapping[str, bool]]) -> Floats32:
        """The mean cosine to names and to texts, shape (phrases, codes).

        A phrase is words that the table holds: true where one was said, false where letters alone
        say that it was meant. The fewer were said the less meaning counts: of a misspelt name
        letters know more.
        """
        rows = [
            {self._place[word]: 1.0 if is_said else GUESSED for word, is_said in phrase.items()}
            for phrase in phrases
        ]
        said = in_length_1(counted(rows, len(self._place)) @ self._directions)
        certain = [sum(phrase.values()) / max(len(phrase), 1) for phrase in phrases]
        said *= np.array(certain)[:, None]
        # One phrase and many are multiplied in another order: what that changes, in double, is
        # far below the last digit that is kept.
        near: Floats32 = np.round(said @ self._codes, _DIGITS).astype(np.float32)
        return near

    def _centred(self, counts: sparse.csr_matrix) -> Floats64:
        """A direction of each row, beside the mean of all."""
        rows = in_length_1(np.asarray(counts @ self._directions))
        return in_length_1(rows - rows.mean(axis=0))


def _moved(
    counts: sparse.csr_matrix, words: Sequence[str], place: Mapping[str, int]
) -> sparse.csr_matrix:
    """Counts by the rows of the table instead of by `words`, without those it does not hold."""
    known = [at for at, word in enumerate(words) if word in place]
    to = [place[words[at]] for at in known]
    ones = np.ones(len(known), dtype=np.float32)
    return counts.tocsr() @ sparse.csr_matrix((ones, (known, to)), (len(words), len(place)))
