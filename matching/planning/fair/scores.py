"""Scores in any form as columns of numbers: who, about which offer, how well; nothing closed."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, repeat
from typing import Protocol, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from matching.domain.score import Score, Verdict
from matching.planning.arrays.problem_arrays import Bools, Floats, Ints

_ASK_STEP = 1e-5
_CHUNK = 65_536
_ASK, _CLOSED = 1, 2
_CODE = {id(Verdict.OPEN): 0, id(Verdict.ASK): _ASK, id(Verdict.CLOSED): _CLOSED}

ScoreRow: TypeAlias = tuple[str, str, str, float, Verdict]
Cells: TypeAlias = tuple[Ints, Ints, Floats]
"""Numbers of people and offers, and the values between them."""


class Matrix(Protocol):
    """Scores of every person with every offer at once.

    `offers` begin with (stand, offer); `values` and `verdicts` have the shape (people, offers);
    a verdict is 0 when open, 1 when there is something to ask, 2 when closed.
    """

    @property
    def people(self) -> Sequence[str]:
        """Ids of the rows."""

    @property
    def offers(self) -> Sequence[tuple[object, ...]]:
        """Stand, offer and maybe more of the columns."""

    @property
    def values(self) -> npt.NDArray[np.float64]:
        """Score of each person (row) with each offer (column), from 0 to 1."""

    @property
    def verdicts(self) -> npt.NDArray[np.int8]:
        """What the hard rules say of each person (row) and offer: 0 open, 1 ask, 2 closed."""


Scores: TypeAlias = Iterable[Score | ScoreRow] | Matrix


class OpenScores(Protocol):
    """Scores that can be asked for a part at a time; `offers` are numbered as they were met."""

    offers: dict[tuple[str, str], int]

    def cells(self, wanted: Bools | None) -> Cells:
        """All that is open, or what is `wanted` of it, shape (people, offers)."""


def open_scores(scores: Scores, people: Mapping[str, int]) -> OpenScores:
    """Scores of some people, by their numbers; whoever else they speak of is left out."""
    return _Listed(scores, people) if isinstance(scores, Iterable) else _Grid(scores, people)


class _Listed:
    """Scores that came one by one."""

    def __init__(self, scores: Iterable[Score | ScoreRow], people: Mapping[str, int]) -> None:
        self._people = people
        self.offers: dict[tuple[str, str], int] = {}
        self._cells = _joined([self._read(chunk) for chunk in _chunks(scores)])

    def cells(self, wanted: Bools | None) -> Cells:
        """As of `OpenScores`."""
        person, offer, value = self._cells
        if wanted is None:
            return person, offer, value
        here = wanted[person, offer]
        return person[here], offer[here], value[here]

    def _read(self, rows: Sequence[ScoreRow]) -> Cells:
        count = len(rows)
        who, where, what, value, verdict = zip(*rows, strict=True)
        for each in set(zip(where, what, strict=True)).difference(self.offers):
            self.offers[each] = len(self.offers)
        place = map(self.offers.__getitem__, zip(where, what, strict=True))
        # an enum is hashed in Python, its identity is not
        codes = map(_CODE.__getitem__, map(id, verdict))
        return _open(
            np.fromiter(map(self._people.get, who, repeat(-1)), np.int64, count),
            np.fromiter(place, np.int64, count),
            np.fromiter(value, np.float64, count),
            np.fromiter(codes, np.int8, count),
        )


class _Grid:
    """Scores of a matrix, read where they are asked for."""

    def __init__(self, matrix: Matrix, people: Mapping[str, int]) -> None:
        self._matrix = matrix
        self.offers: dict[tuple[str, str], int] = {}
        places = [
            self.offers.setdefault((str(stand), str(offer)), len(self.offers))
            for stand, offer, *_ in matrix.offers
        ]
        self._place = np.array(places, dtype=np.int64)
        self._number = np.array(
            [people.get(person, -1) for person in matrix.people], dtype=np.int64
        )

    def cells(self, wanted: Bools | None) -> Cells:
        """As of `OpenScores`."""
        matrix, number, place = self._matrix, self._number, self._place
        if wanted is None:
            return _joined(list(map(self._block, self._blocks())))
        known = np.flatnonzero(number >= 0)
        row, column = np.nonzero(wanted[number[known]][:, place])
        row = known[row]
        return _open(
            number[row], place[column], matrix.values[row, column], matrix.verdicts[row, column]
        )

    def _blocks(self) -> Iterator[slice]:
        """A few people at a time: a great matrix is never held twice."""
        if not len(self._place):
            return
        step = max(1, 16 * _CHUNK // len(self._place))
        for start in range(0, len(self._number), step):
            yield slice(start, start + step)

    def _block(self, block: slice) -> Cells:
        people = self._number[block]
        return _open(
            np.repeat(people, len(self._place)),
            np.tile(self._place, len(people)),
            self._matrix.values[block].ravel(),
            self._matrix.verdicts[block].ravel(),
        )


def _open(person: Ints, offer: Ints, value: Floats, verdict: npt.NDArray[np.int8]) -> Cells:
    """What is open and speaks of somebody known; what is to be asked ranks just behind."""
    kept = (verdict != _CLOSED) & (person >= 0)
    return person[kept], offer[kept], value[kept] - _ASK_STEP * (verdict[kept] == _ASK)


def _joined(parts: Sequence[Cells]) -> Cells:
    nothing = np.zeros(0, dtype=np.int64)
    person, offer, value = zip((nothing, nothing, np.zeros(0)), *parts, strict=True)
    return np.concatenate(person), np.concatenate(offer), np.concatenate(value)


def _chunks(scores: Iterable[Score | ScoreRow]) -> Iterator[list[ScoreRow]]:
    source = iter(scores)
    while chunk := list(islice(source, _CHUNK)):
        if all(map(isinstance, chunk, repeat(tuple))):
            yield cast("list[ScoreRow]", chunk)
        else:
            yield [row if isinstance(row, tuple) else _light(row) for row in chunk]


def _light(score: Score) -> ScoreRow:
    return score.person, score.stand, score.offer, score.value, score.verdict
