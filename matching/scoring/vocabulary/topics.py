"""What the texts of many codes are about: what a phrase says in other words than they do."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.scoring.text.letters import brought_together, in_unit_length

Floats32 = npt.NDArray[np.float32]

MANY = 500  # codes from which their texts share topics; a short list of trades has none to learn
DIRECTIONS = 100
STEM = 6  # letters: longer than where words are compared, for topics tell trades of a field apart
_TINY = np.float32(1e-9)
_DIGITS = 6


class TextsAbout(NamedTuple):
    """How far phrases are about the same as codes: shape (phrases, codes) both.

    `topics` is a cosine in the directions in which the texts of codes differ most, `covered` the
    share of what a phrase says that stands anywhere in the texts of a code.
    """

    topics: Floats32
    covered: Floats32


class Topics:
    """Codes in the hundred directions in which their texts differ most (latent semantics).

    *Vendre* and *client* stand together in many texts: a phrase that holds one is near to codes
    that only hold the other (Deerwester and others, 1990).

    Parameters
    ----------
    counts
        How often the names and text of each code hold each of `words`: codes by words.
    """

    def __init__(self, counts: sparse.csr_matrix, words: Sequence[str]) -> None:
        from scipy.sparse.linalg import svds  # type: ignore[import-untyped] # noqa: PLC0415 - made once, then kept on disk

        self._stem_of, width = _stem_of(words)
        stems = brought_together(counts.tocsr(), self._stem_of, width).astype(np.float64)
        held = np.bincount(stems.indices, minlength=stems.shape[1])
        rarity = np.log((1 + stems.shape[0]) / (1 + held)) + 1
        weighed = in_unit_length((1 + np.log(stems.data)) * rarity[stems.indices], stems)
        start = np.ones(min(stems.shape))  # the same at every run
        inward, lengths, codes = svds(weighed.T.astype(np.float64), k=DIRECTIONS, v0=start)
        places = codes.T * lengths
        places /= np.maximum(np.linalg.norm(places, axis=1, keepdims=True), _TINY)
        self._rarity = rarity
        self._inward, self._codes = np.ascontiguousarray(inward), np.ascontiguousarray(places.T)
        self._telling = np.log(1 + (stems.shape[0] - held + 0.5) / (held + 0.5)).astype(np.float32)
        stems.data[:] = 1
        self._held = stems.T.tocsr().astype(np.float32)

    def about(self, asked: sparse.csr_matrix) -> TextsAbout:
        """How far phrases, as rows of words, are about the same as each code."""
        begun = brought_together(asked, self._stem_of, len(self._rarity))
        said = np.asarray(_times(begun, self._rarity) @ self._inward)
        said /= np.maximum(np.linalg.norm(said, axis=1, keepdims=True), _TINY)
        # One phrase and many are multiplied in another order: what that changes is cut off.
        topics: Floats32 = np.round(said @ self._codes, _DIGITS).astype(np.float32)
        told = _times(begun, self._telling)
        covered: Floats32 = (told @ self._held).toarray()
        covered /= np.maximum(np.asarray(told.sum(axis=1), dtype=np.float32), _TINY)
        return TextsAbout(topics, covered)


def _times(rows: sparse.csr_matrix, weights: Floats32) -> sparse.csr_matrix:
    """Rows of which each column is weighed."""
    shares = rows.data * weights[rows.indices]
    return sparse.csr_matrix((shares, rows.indices, rows.indptr), shape=rows.shape)


def _stem_of(words: Sequence[str]) -> tuple[npt.NDArray[np.int32], int]:
    """The place of the stem of each word, and how many stems there are."""
    begins = [word[:STEM] for word in words]
    place = {stem: at for at, stem in enumerate(sorted(set(begins)))}
    return np.array([place[stem] for stem in begins], dtype=np.int32), len(place)
