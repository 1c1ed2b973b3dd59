"""Letters and meaning together: the phrase index beside an encoder's vectors of the phrases."""

import numpy as np
import numpy.typing as npt

from matching.scoring.reading.phrase_index import Near, PhraseIndex
from matching.scoring.reading.semantic import Encoder, Senses

LETTERS_SHARE = 0.08  # beside meaning: most of what misspelling loses, none of what meaning gains
# The encoder's products lie close together. What says nothing stays under the first; nine first
# answers in ten are right above the second.
NOTHING_ALIKE, ALIKE = 0.86, 0.94
_SUREST = 0.95  # only letter for letter is sure
_RANK_SCALE = 30.0  # brings a lead of .02, after which nine in ten are right, to that of letters
Vectors = npt.NDArray[np.float32]


class SenseIndex:
    """The codes nearest to a text by meaning and letters, as a `PhraseIndex` answers them.

    Measured on 1 000 synonyms of ESCO skills: 65 % found first and 82 % among five, against 55 %
    and 73 % by letters and words alone, for 20 ms instead of 3.
    """

    def __init__(self, index: PhraseIndex, senses: Senses, encoder: Encoder) -> None:
        self._index, self._encoder = index, encoder
        self._vectors = senses.vectors[index.order_]
        self._ends = np.append(index.starts_[1:], len(index.order_))

    def nearest(self, words: str, *, said: str, top: int) -> tuple[Near, ...]:
        """The `top` codes nearest to what was `said`, best first; `words` are what letters see."""
        letters = self._index.likeness([words]).cosine[0]
        product: Vectors = self._vectors @ self._encoder.queries([said])[0]
        meaning = np.maximum.reduceat(product, self._index.starts_)
        rank = np.round(_RANK_SCALE * (meaning + LETTERS_SHARE * letters), 6)
        sure = np.clip((meaning - NOTHING_ALIKE) / (ALIKE - NOTHING_ALIKE), 0.0, _SUREST)
        sure = np.maximum(sure, letters)
        return tuple(
            Near(
                str(self._index.classes_[place]),
                float(sure[place]),
                float(rank[place]),
                self._phrase(product, place),
            )
            for place in np.argsort(-rank, kind="stable")[:top].tolist()
        )

    def _phrase(self, product: Vectors, place: int) -> int:
        start, end = int(self._index.starts_[place]), int(self._ends[place])
        return self._index.order_[start + int(product[start:end].argmax())]
