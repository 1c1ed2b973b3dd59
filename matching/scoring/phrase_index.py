"""An index of short phrases by code that forgives spelling, as a scikit-learn estimator."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from sklearn.base import BaseEstimator, ClassifierMixin  # type: ignore[import-untyped]
from sklearn.utils.validation import check_is_fitted  # type: ignore[import-untyped]

from matching.scoring.code_words import CodeWords
from matching.scoring.letters import Letters
from matching.scoring.short_words import written_out
from matching.scoring.wording import SMALL_WORDS, content_words, plain, surface

Matrix = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

ORDER_SHARE = 0.5  # the same words in any order
SPELLING_FROM, SPELLING_SHARE = 0.8, 4.0  # all but letter for letter: a known phrase, damaged
SPELT_FROM, SPELT = 0.84, 0.65  # one letter wrong in a short word: fit to propose, not to take
SURFACE_SHARE = 0.1  # what tells two phrases of one form apart: their accents, gender, number
_COMPARED = 16  # codes whose phrases are compared letter by letter


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near each query is to each code: shape (queries, codes) both.

    `cosine` is the best raw similarity (0 to 1, what confidence is read from); `mix` adds the
    vote of the nearest phrases, all phrases of the code together, and its words.
    """

    cosine: Matrix
    mix: Matrix


class Near(NamedTuple):
    """A code near to a query: how surely, its rank value, and the place of its nearest phrase."""

    code: str
    cosine: float
    rank: float
    phrase: int


class PhraseIndex(ClassifierMixin, BaseEstimator):  # type: ignore[misc]
    """Codes of the nearest phrases by letters and by words.

    Parameters
    ----------
    ngrams
        Shortest and longest run of letters compared, inside words.
    neighbours
        How many nearest phrases vote.
    vote_share, centre_share, word_share, stem_share, breadth_share
        Weight of the vote, of all phrases of the code together, of their words, of the stems of
        its whole text, and of how many phrases it has, beside the best similarity (1).

    Notes
    -----
    The shares were chosen on one half of the ROME labels and real adverts set aside for it.
    """

    def __init__(
        self,
        *,
        ngrams: tuple[int, int] = (2, 4),
        neighbours: int = 30,
        vote_share: float = 0.5,
        centre_share: float = 0.8,
        word_share: float = 1.3,
        stem_share: float = 0.8,
        breadth_share: float = 0.05,
    ) -> None:
        self.ngrams = ngrams
        self.neighbours = neighbours
        self.vote_share = vote_share
        self.centre_share = centre_share
        self.word_share = word_share
        self.stem_share = stem_share
        self.breadth_share = breadth_share

    def fit(
        self,
        X: Sequence[str],  # noqa: N803 - the name scikit-learn gives
        y: Sequence[str],
        *,
        wholes: Mapping[str, str] | None = None,
    ) -> Self:
        """Learn phrases `X` of codes `y`; `wholes` gives the longer text of a code."""
        self.order_ = sorted(range(len(X)), key=lambda row: (y[row], X[row], row))
        codes = np.asarray([y[row] for row in self.order_])
        self.classes_, self.starts_ = np.unique(codes, return_index=True)
        self.ends_ = np.append(self.starts_[1:], len(codes))
        self.plain_ = [plain(X[row]) for row in self.order_]
        self.sorted_ = [_in_order(phrase) for phrase in self.plain_]
        self.surface_ = [_in_order(surface(X[row])) for row in self.order_]
        told = [content_words((wholes or {}).get(code, "")) for code in self.classes_.tolist()]
        said = [self._words_of(place) for place in range(len(self.classes_))]
        self.letters_ = Letters(self.plain_, (word for text in told for word in text), self.ngrams)
        self.phrases_ = self.letters_.phrases.T.tocsr()
        self.lengths_ = self._lengths()
        self.breadths_ = np.log(self.ends_ - self.starts_).astype(np.float32)
        self.words_ = CodeWords(said, told, self.letters_)
        return self

    def likeness(self, X: Iterable[str]) -> Likeness:  # noqa: N803
        """How near each text is to every code."""
        check_is_fitted(self, "phrases_")
        forms = [self._form(text) for text in X]
        return self._likeness(forms, self._near(forms))

    def nearest(self, X: Iterable[str], *, top: int) -> list[tuple[Near, ...]]:  # noqa: N803
        """The `top` codes nearest to each text, best first, compared letter by letter."""
        check_is_fitted(self, "phrases_")
        texts = list(X)
        forms = [self._form(text) for text in texts]
        near = self._near(forms)
        likeness = self._likeness(forms, near)
        best = _first(likeness.mix, max(top, _COMPARED))
        found = []
        for row, text in enumerate(texts):
            cosine, mix = likeness.cosine[row], likeness.mix[row]
            found.append(tuple(self._compared(text, near[row], cosine, mix, best[row])[:top]))
        return found

    def decision_function(self, X: Iterable[str]) -> Matrix:  # noqa: N803
        """The ranking of every code for each text, shape (texts, codes)."""
        return self.likeness(X).mix

    def predict(self, X: Iterable[str]) -> npt.NDArray[Any]:  # noqa: N803
        """The nearest code of each text."""
        found = [near[0].code for near in self.nearest(X, top=1)]
        return np.asarray(found, dtype=self.classes_.dtype)

    def _form(self, text: str) -> str:
        return written_out(plain(text), self.letters_.place)

    def _words_of(self, place: int) -> list[str]:
        phrases = self.plain_[self.starts_[place] : self.ends_[place]]
        words = (word for phrase in phrases for word in phrase.split())
        return [word for word in words if len(word) > 1 and word not in SMALL_WORDS]

    def _lengths(self) -> Matrix:
        """Length of the sum of a code's phrases: what makes its likeness a cosine."""
        rows = self.letters_.phrases
        sums = (rows[start:end].sum(axis=0) for start, end in self._spans())
        return np.array([np.sqrt(np.square(total).sum()) for total in sums], dtype=np.float32)

    def _spans(self) -> list[tuple[int, int]]:
        return list(zip(self.starts_.tolist(), self.ends_.tolist(), strict=True))

    def _near(self, forms: Sequence[str]) -> Matrix:
        near: Matrix = (self.letters_.weigh(forms) @ self.phrases_).toarray()
        return near

    def _likeness(self, forms: Sequence[str], near: Matrix) -> Likeness:
        cosine: Matrix = np.maximum.reduceat(near, self.starts_, axis=1)
        centre = np.add.reduceat(near, self.starts_, axis=1) / self.lengths_
        words, stems = self.words_.likeness(forms)
        mix: Matrix = (
            cosine
            + self.vote_share * self._vote(near)
            + self.centre_share * centre
            + self.word_share * words
            + self.stem_share * stems
            + self.breadth_share * self.breadths_
        )
        return Likeness(cosine, mix)

    def _vote(self, near: Matrix) -> Matrix:
        kept = near
        if near.shape[1] > self.neighbours:
            least = np.partition(near, -self.neighbours, axis=1)[:, [-self.neighbours]]
            kept = np.where(near >= least, near, np.float32(0))
        square = kept * kept
        fifth_powers = square * square * kept  # the nearest weigh far more than the thirtieth
        votes = np.add.reduceat(fifth_powers, self.starts_, axis=1, dtype=np.float32)
        total = votes.sum(axis=1, keepdims=True)
        return np.asarray(votes / np.where(total > 0, total, 1), dtype=np.float32)

    def _compared(
        self, text: str, near: Matrix, cosine: Matrix, mix: Matrix, best: Places
    ) -> list[Near]:
        starts, counts = self.starts_[best], (self.ends_ - self.starts_)[best]
        first = np.cumsum(counts) - counts
        rows = np.arange(counts.sum()) + np.repeat(starts - first, counts)
        spelt, alike = self._alike(text, rows.tolist())
        closest = np.maximum.reduceat(spelt, first)
        ranks = np.round(mix[best] + np.maximum.reduceat(alike, first), 6)
        sure = np.maximum(cosine[best], np.where(closest >= SPELT_FROM, SPELT * closest, 0))
        here = near[rows] + alike
        found = []
        for place in np.argsort(-ranks, kind="stable").tolist():  # codes stand in their order
            span = slice(first[place], first[place] + counts[place])
            row = self.order_[int(rows[span][here[span].argmax()])]
            code = str(self.classes_[best[place]])
            found.append(Near(code, float(sure[place]), float(ranks[place]), row))
        return found

    def _alike(self, text: str, rows: Sequence[int]) -> tuple[Matrix, Matrix]:
        form = self._form(text)
        spelt = _ratios(form, [self.plain_[row] for row in rows])
        ordered = _ratios(_in_order(form), [self.sorted_[row] for row in rows])
        shown = _ratios(_in_order(surface(text)), [self.surface_[row] for row in rows])
        alike: Matrix = (
            ORDER_SHARE * ordered
            + SPELLING_SHARE * np.maximum(spelt - SPELLING_FROM, 0)
            + SURFACE_SHARE * shown
        )
        return spelt, alike


def _ratios(text: str, phrases: Sequence[str]) -> Matrix:
    ratios = process.cdist([text], phrases, scorer=fuzz.ratio, dtype=np.float32, workers=1)
    return np.asarray(ratios[0] / 100, dtype=np.float32)


def _in_order(phrase: str) -> str:
    return " ".join(sorted(phrase.split()))


def _first(mix: Matrix, top: int) -> Places:
    """Places of the `top` largest values of each row, in the order of their places."""
    if top >= mix.shape[1]:
        return np.tile(np.arange(mix.shape[1]), (len(mix), 1))
    return np.sort(np.argpartition(-mix, top - 1, axis=1)[:, :top], axis=1)
