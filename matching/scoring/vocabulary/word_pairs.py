"""Words that stand side by side in the phrases of a code: *chef projet* is more than both words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

import numpy as np
import numpy.typing as npt

from matching.scoring.text.letters import counted
from matching.scoring.vocabulary.code_words import CodeWords, bm25, by_length, for_the_best

Floats32 = npt.NDArray[np.float32]


class WordPairs:
    """How much the pairs of neighbouring words of a phrase speak for each code.

    Parameters
    ----------
    phrases
        The phrases of each code, each as its telling words.
    """

    def __init__(self, phrases: Sequence[Sequence[Sequence[str]]], words: CodeWords) -> None:
        self._words = words
        held = [Counter(chain.from_iterable(_distinct(said) for said in code)) for code in phrases]
        found = sorted({pair for code in held for pair in code})
        self._place = {pair: at for at, pair in enumerate(found)}
        rows = [{self._place[pair]: times for pair, times in code.items()} for code in held]
        self._codes = bm25(by_length(counted(rows, len(found) or 1)))

    def likeness(self, phrases: Iterable[str]) -> Floats32:
        """Weight of pairs (1 for the best code), shape (phrases, codes)."""
        asked = [_distinct(words) for words in self._words.read(phrases)]
        place = self._place
        rows = [{place[pair]: 1.0 for pair in pairs if pair in place} for pairs in asked]
        return for_the_best((counted(rows, len(place) or 1) @ self._codes).toarray())


def _distinct(words: Sequence[str]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(pairwise(words)))
