"""An index of short phrases by code that forgives spelling, with the contract of scikit-learn."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, NamedTuple, Self

import numpy as np
import numpy.typing as npt
from scipy import sparse  # type: ignore[import-untyped]

from matching.scoring.text.letters import Letters, row_lengths
from matching.scoring.text.short_words import written_out
from matching.scoring.text.spellings import AS_TRADES, Asked, RankShares, Spellings, written
from matching.scoring.text.wording import content_words, plain, telling
from matching.scoring.vocabulary.code_words import CodeWords
from matching.scoring.vocabulary.word_pairs import WordPairs
from matching.scoring.vocabulary.word_vectors import WordVectors

Vectors = npt.NDArray[np.float32]
Floats32 = npt.NDArray[np.float32]
Places = npt.NDArray[np.intp]

SPELT_FROM, SPELT = 0.84, 0.65  # one letter wrong in a short word: fit to propose, not to take
TOLD = 0.25  # a word that the texts of very few codes hold: fit to propose
UNTOLD = 0.65  # a word is said that no text of the code holds: fit to propose, not to take
_HEADS = 2  # codes whose names begin with a word that is therefore no name of any
_COMPARED = 16  # codes whose phrases are compared letter by letter
_NEAREST = 4  # of them the nearest in letters, whatever else speaks against these
_SLACK = 1e-3  # a bound is never missed by a rounding


@dataclass(frozen=True, slots=True)
class Likeness:
    """How near each query is to each code: shape (queries, codes) both.

    `cosine` is the best raw similarity (0 to 1, what confidence is read from), at least `TOLD`
    where a rare word stands in the text of a code; `mix` adds all
    phrases of the code together, and its words.
    """

    cosine: Vectors
    mix: Vectors


class Near(NamedTuple):
    """A code near to a query: how surely, its rank value, and the place of its nearest phrase."""

    code: str
    cosine: float
    rank: float
    phrase: int


@dataclass(eq=False)
class PhraseIndex:
    """Codes of the nearest phrases by letters and by words.

    Parameters
    ----------
    ngrams
        Shortest and longest run of letters compared, inside words.
    letter_share, centre_share, word_share, pair_share, stem_share, breadth_share
        Weight of the best similarity, of all phrases of the code together, of their words, of
        words side by side, of the stems of its whole text, and of how many phrases it has.
    topic_share, covered_share, meaning_share
        Weight of what its text is about, of how much of what is said its texts hold, and of what
        words mean; they only count among many codes.
    spelling_shares
        What letters in common with the nearest phrase add.

    Notes
    -----
    The shares are those of a logistic choice among codes, fitted to 6 000 labels that were taken
    out of ROME for it, as written and damaged, and 2 400 damaged ones left in; no phrase of the
    benchmarks was among them. They are scaled so that `KNOWN_MARGIN` means what it meant. Those of
    topics are what `tests/benchmarks/fit_topics.py` finds, to one digit.

    The contract is that of scikit-learn (parameters untouched, a trailing `_` for what is learned);
    its base classes are left out because loading them takes longer than scoring a small fair.
    """

    ngrams: tuple[int, int] = (2, 4)
    letter_share: float = 0.7
    centre_share: float = 1.6
    word_share: float = 1.1
    pair_share: float = 0.3
    stem_share: float = 3.4
    breadth_share: float = 0.15
    topic_share: float = 0.8
    covered_share: float = 0.4
    meaning_share: float = 1.6
    spelling_shares: RankShares = AS_TRADES

    def get_params(self, deep: bool = True) -> dict[str, Any]:  # noqa: ARG002, FBT001, FBT002 - as scikit-learn asks
        """The parameters as given, by name: what `sklearn.base.clone` makes an unfitted copy of."""
        return {parameter.name: getattr(self, parameter.name) for parameter in fields(self)}

    def fit(
        self,
        X: Sequence[str],  # noqa: N803 - the name scikit-learn gives
        y: Sequence[str],
        *,
        wholes: Mapping[str, str] | None = None,
        vectors: WordVectors | None = None,
    ) -> Self:
        """Learn phrases `X` of codes `y`.

        `wholes` gives the longer text of a code, `vectors` what words mean.
        """
        self.order_ = sorted(range(len(X)), key=lambda row: (y[row], X[row], row))
        codes = np.asarray([y[row] for row in self.order_])
        self.classes_, self.starts_ = np.unique(codes, return_index=True)
        self.ends_ = np.append(self.starts_[1:], len(codes))
        self.spellings_ = Spellings((X[row] for row in self.order_), self.spelling_shares)
        told = [content_words((wholes or {}).get(code, "")) for code in self.classes_.tolist()]
        said = [telling(phrase) for phrase in self.spellings_.plain]
        spans = zip(self.starts_.tolist(), self.ends_.tolist(), strict=True)
        of_codes = [said[start:end] for start, end in spans]
        self.letters_ = Letters(self.spellings_.plain, chain(*told), self.ngrams)
        self.lengths_ = self._lengths()
        self.heads_ = _heads(of_codes)
        self.breadths_ = np.log(self.ends_ - self.starts_).astype(np.float32)
        words = [list(chain(*of_code)) for of_code in of_codes]
        learns = self.topic_share > 0
        means = vectors if self.meaning_share else None
        self.words_ = CodeWords(words, told, self.letters_, learns_topics=learns, vectors=means)
        self.pairs_ = WordPairs(of_codes, self.words_)
        return self

    def likeness(self, X: Iterable[str]) -> Likeness:  # noqa: N803
        """How near each text is to every code."""
        self._insist_on_fitted()
        forms = [self._form(text) for text in X]
        return self._likeness(forms, self._near(forms))

    def nearest(self, X: Iterable[str], *, top: int) -> list[tuple[Near, ...]]:  # noqa: N803
        """The `top` codes nearest to each text, best first, compared letter by letter."""
        self._insist_on_fitted()
        asked = [written(text, self._form(text)) for text in X]
        forms = [query.form for query in asked]
        near = self._near(forms)
        likeness = self._likeness(forms, near)
        best = _likely(likeness, max(top, _COMPARED))
        return self._compared(asked, near, likeness, best, top) if asked else []

    def reach(self, X: Iterable[str]) -> Floats32:  # noqa: N803
        """The most that the likeness of each text to any phrase can be; quick to know."""
        self._insist_on_fitted()
        return self.letters_.reach([self._form(text) for text in X]) + np.float32(_SLACK)

    def decision_function(self, X: Iterable[str]) -> Vectors:  # noqa: N803
        """The ranking of every code for each text, shape (texts, codes)."""
        return self.likeness(X).mix

    def predict(self, X: Iterable[str]) -> npt.NDArray[Any]:  # noqa: N803
        """The nearest code of each text."""
        found = [near[0].code for near in self.nearest(X, top=1)]
        return np.asarray(found, dtype=self.classes_.dtype)

    def _insist_on_fitted(self) -> None:
        if not hasattr(self, "letters_"):
            from sklearn.exceptions import NotFittedError  # type: ignore[import-untyped] # noqa: PLC0415 - see Notes

            raise NotFittedError(type(self).__name__)

    def _form(self, text: str) -> str:
        return written_out(plain(text), self.letters_.place)

    def _lengths(self) -> Vectors:
        """Length of the sum of a code's phrases: what makes its likeness a cosine."""
        rows = self.letters_.phrases
        ends = np.append(self.starts_, rows.shape[0])
        every = np.arange(rows.shape[0])
        own = sparse.csr_matrix((np.ones(len(every), np.float32), every, ends))
        total = own @ rows
        return row_lengths(total.data, total.indptr).astype(np.float32)

    def _near(self, forms: Sequence[str]) -> Vectors:
        return self.letters_.likeness(forms)

    def _likeness(self, forms: Sequence[str], near: Vectors) -> Likeness:
        """Shares of likenesses added up to the value that codes are ranked by."""
        cosine: Vectors = np.maximum.reduceat(near, self.starts_, axis=1)
        centre = np.add.reduceat(near, self.starts_, axis=1) / self.lengths_
        said = self.words_.likeness(forms)
        pairs = self.pairs_.likeness(forms)
        mix: Vectors = (
            self.letter_share * cosine
            + self.centre_share * centre
            + self.word_share * said.words
            + self.pair_share * pairs
            + self.stem_share * said.stems
            + self.breadth_share * self.breadths_
        )
        if said.about is not None:
            mix += self.topic_share * said.about.topics + self.covered_share * said.about.covered
        if said.meaning is not None:
            mix += self.meaning_share * said.meaning
        return Likeness(np.maximum(cosine, TOLD * self.words_.told_of_few(forms)), mix)

    def _compared(
        self, asked: Sequence[Asked], near: Vectors, likeness: Likeness, best: Places, top: int
    ) -> list[tuple[Near, ...]]:
        """The likely codes ranked again with phrases compared letter by letter (edit distance)."""
        rows = np.repeat(np.arange(len(best)), best.shape[1])
        found = _Found(rows, best.ravel(), likeness.mix[rows, best.ravel()])
        found = self._promising(asked, found, top)
        said, phrases, first = self._pairs(found)
        spelt, alike = self.spellings_.alike(asked, said, phrases)
        closest = np.maximum.reduceat(spelt, first)
        ranks = np.round(found.mix + np.maximum.reduceat(alike, first), 6)
        cosine = likeness.cosine[found.rows, found.codes]
        sure = np.maximum(cosine, np.where(closest >= SPELT_FROM, SPELT * closest, 0))
        told = self._told_in_full([query.form for query in asked])[found.rows, found.codes]
        sure = np.where(told, sure, np.minimum(sure, UNTOLD))
        ends = np.append(first[1:], len(phrases)).tolist()
        here, starts = near[said, phrases] + alike, first.tolist()
        answers: list[list[Near]] = [[] for _ in asked]
        for at in np.lexsort((found.codes, -ranks, found.rows)).tolist():
            answer = answers[found.rows[at]]
            if len(answer) < top:
                place = starts[at] + int(here[starts[at] : ends[at]].argmax())
                code = str(self.classes_[found.codes[at]])
                row = self.order_[int(phrases[place])]
                answer.append(Near(code, float(sure[at]), float(ranks[at]), row))
        return [tuple(answer) for answer in answers]

    def _told_in_full(self, forms: Sequence[str]) -> npt.NDArray[np.bool_]:
        """Whether each code tells all that is said, and more is said than how many names begin."""
        told = self.words_.told_in_full(forms)
        told[[form in self.heads_ for form in forms]] = False
        return told

    def _promising(self, asked: Sequence[Asked], found: "_Found", top: int) -> "_Found":
        """The codes that can still be among the first `top` once letters are compared."""
        width = len(found.rows) // len(asked)
        if 2 * top >= width:
            return found
        said, phrases, first = self._pairs(found)
        most = self.spellings_.most_alike(asked, said, phrases)
        most = found.mix + np.maximum.reduceat(most, first) + _SLACK
        mix = found.mix.reshape(-1, width)
        least = -np.partition(-mix, top - 1, axis=1)[:, top - 1]
        return found.keep(most >= least[found.rows])

    def _pairs(self, found: "_Found") -> tuple[Places, Places, Places]:
        """Rows and phrases of each code to compare, and where its own begin among them."""
        counts = (self.ends_ - self.starts_)[found.codes]
        first = np.cumsum(counts) - counts
        phrases = np.arange(counts.sum()) + np.repeat(self.starts_[found.codes] - first, counts)
        return np.repeat(found.rows, counts), phrases, first


def _heads(codes: Iterable[Iterable[Sequence[str]]]) -> frozenset[str]:
    """Words with which the longer names of several codes begin, and that are the name of none."""
    begins: dict[str, int] = {}
    names: set[str] = set()
    for phrases in codes:
        names.update(words[0] for words in phrases if len(words) == 1)
        for word in {words[0] for words in phrases if len(words) > 1}:
            begins[word] = begins.get(word, 0) + 1
    return frozenset(word for word, count in begins.items() if count >= _HEADS) - names


@dataclass(frozen=True, slots=True)
class _Found:
    """Codes of some rows, each with its mix: arrays of one length, in the order of rows."""

    rows: Places
    codes: Places
    mix: Vectors

    def keep(self, these: npt.NDArray[np.bool_]) -> "_Found":
        return _Found(self.rows[these], self.codes[these], self.mix[these])


def _likely(likeness: Likeness, count: int) -> Places:
    """Places of the codes to compare: those of the best mix, and always the nearest in letters."""
    mix = likeness.mix.copy()
    np.put_along_axis(mix, _first(likeness.cosine, _NEAREST), np.inf, axis=1)
    return _first(mix, count)


def _first(mix: Vectors, top: int) -> Places:
    """Places of the `top` largest values of each row, in the order of their places."""
    if top >= mix.shape[1]:
        return np.tile(np.arange(mix.shape[1]), (len(mix), 1))
    return np.sort(np.argpartition(-mix, top - 1, axis=1)[:, :top], axis=1)
