"""An index of short phrases by code that forgives spelling, as a scikit-learn estimator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
import numpy.typing as npt
from sklearn.base import BaseEstimator, ClassifierMixin  # type: ignore[import-untyped]
from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
from sklearn.utils.validation import check_is_fitted  # type: ignore[import-untyped]

from matching.scoring.wording import plain, stems

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near each query is to each code: shape (queries, codes) both.

    `cosine` is the best raw similarity (0 to 1, what confidence is read from); `mix` adds the
    vote of the nearest phrases and the whole text of the code (what the ranking is read from).
    """

    cosine: Matrix
    mix: Matrix


class PhraseIndex(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Codes of the nearest phrases by character n-grams.

    Parameters
    ----------
    ngrams
        Shortest and longest run of letters compared, inside words.
    neighbours
        How many nearest phrases vote.
    vote_share, whole_share
        Weight of the vote, and of the code's whole text, beside the best similarity (1).

    Notes
    -----
    The shares and the 15 neighbours are those measured best on ROME labels and real adverts.
    """

    def __init__(
        self,
        *,
        ngrams: tuple[int, int] = (2, 4),
        neighbours: int = 15,
        vote_share: float = 0.25,
        whole_share: float = 0.25,
    ) -> None:
        self.ngrams = ngrams
        self.neighbours = neighbours
        self.vote_share = vote_share
        self.whole_share = whole_share

    def fit(
        self,
        X: Sequence[str],  # noqa: N803 - the name scikit-learn gives
        y: Sequence[str],
        *,
        wholes: Mapping[str, str] | None = None,
    ) -> Self:
        """Learn phrases `X` of codes `y`; `wholes` gives the longer text of a code."""
        order = sorted(range(len(X)), key=lambda row: (y[row], X[row]))
        codes = np.asarray([y[row] for row in order])
        self.classes_, self.starts_ = np.unique(codes, return_index=True)
        self.letters_ = TfidfVectorizer(
            analyzer="char_wb", ngram_range=self.ngrams, sublinear_tf=True, preprocessor=plain
        )
        self.phrases_ = self.letters_.fit_transform([X[row] for row in order])
        texts = [(wholes or {}).get(code, "") for code in self.classes_.tolist()]
        self.words_ = TfidfVectorizer(analyzer=_one_analyser, sublinear_tf=True)
        self.wholes_ = self.words_.fit_transform([text or "-" for text in texts])
        return self

    def likeness(self, X: Iterable[str]) -> Likeness:  # noqa: N803
        """How near each text is to every code."""
        check_is_fitted(self, "phrases_")
        texts = list(X)
        near = (self.letters_.transform(texts) @ self.phrases_.T).toarray()
        cosine: Matrix = np.maximum.reduceat(near, self.starts_, axis=1)
        whole = (self.words_.transform(texts) @ self.wholes_.T).toarray()
        mix: Matrix = cosine + self.vote_share * self._vote(near) + self.whole_share * whole
        return Likeness(cosine, mix)

    def decision_function(self, X: Iterable[str]) -> Matrix:  # noqa: N803
        """The ranking of every code for each text, shape (texts, codes)."""
        return self.likeness(X).mix

    def predict(self, X: Iterable[str]) -> npt.NDArray[Any]:  # noqa: N803
        """The nearest code of each text."""
        best = self.decision_function(X).argmax(axis=1)
        codes: npt.NDArray[Any] = self.classes_[best]
        return codes

    def _vote(self, near: Matrix) -> Matrix:
        cubes = near**3
        if near.shape[1] > self.neighbours:
            least = np.partition(near, -self.neighbours, axis=1)[:, [-self.neighbours]]
            cubes = np.where(near >= least, cubes, 0.0)
        votes: Matrix = np.add.reduceat(cubes, self.starts_, axis=1)
        total = votes.sum(axis=1, keepdims=True)
        shares: Matrix = votes / np.where(total > 0, total, 1.0)
        return shares


def _one_analyser(text: str) -> list[str]:
    return stems(text) or ["-"]
