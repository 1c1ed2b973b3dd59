"""What French words mean, as places near to one another: a small table shipped with our words."""

import re
from base64 import b64decode
from collections.abc import Mapping
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matching.domain.errors import Invalid
from matching.scoring.vocabulary.own_files import WORD_VECTORS

Floats64 = npt.NDArray[np.float64]

DIRECTIONS = 48
_HEADING = "word,vector"
_FLAWED = re.compile(rf"^(?![a-z0-9]+,[A-Za-z0-9+/]{{{DIRECTIONS * 4 // 3}}}$).+$", re.MULTILINE)
_TINY = 1e-9


class WordVectors:
    """Words in their plain form, each a direction of length 1: near words are said of like work.

    Parameters
    ----------
    table
        Lines `word,vector` under their heading: a vector is 48 signed bytes in base 64. It is
        read when the first word is asked for.

    Raises
    ------
    Invalid
        `vocabulary_row` with the first line that is none of these.
    """

    def __init__(self, table: str = _HEADING) -> None:
        heading, _, rows = table.partition("\n")
        flawed = _FLAWED.search(rows)
        if heading != _HEADING or flawed:
            line = rows.count("\n", 0, flawed.start()) + 2 if flawed else 1
            raise Invalid(WORD_VECTORS, "vocabulary_row", line=line)
        self._rows = rows

    def __bool__(self) -> bool:
        return bool(self._rows.strip())

    @cached_property
    def place(self) -> Mapping[str, int]:
        """The row of each word."""
        words = (line.partition(",")[0] for line in self._rows.splitlines() if line)
        return {word: at for at, word in enumerate(words)}

    def directions(self) -> Floats64:
        """Directions of all words, shape (words, 48), each of length 1; read anew each time."""
        written = "".join(line.partition(",")[2] for line in self._rows.splitlines())
        read = np.frombuffer(b64decode(written), dtype=np.int8).reshape(-1, DIRECTIONS)
        return in_length_1(read.astype(np.float64))


def in_length_1(rows: Floats64) -> Floats64:
    """Rows scaled to length 1; a row of zeros stays one."""
    scaled: Floats64 = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _TINY)
    return scaled
