"""Of each person and party, the one offer they would talk about, among any number of scores."""

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, repeat
from typing import NamedTuple, Protocol, TypeAlias, cast

import numpy as np
import numpy.typing as npt

from matching.domain.score import Score, Verdict

MOST_PAIRS = 250_000
_ASK_STEP = 1e-5
_CHUNK = 65_536
_DIGITS = 6
_UNIT = 10**_DIGITS
# how a choice is packed into one number, greater is better: pinned, told, worth, then first id
_RANK_BITS = 24
_TOLD = 1 << (_RANK_BITS + 21)
_PINNED = _TOLD << 1
_ASK, _CLOSED = 1, 2
_CODE = {id(Verdict.OPEN): 0, id(Verdict.ASK): _ASK, id(Verdict.CLOSED): _CLOSED}

Row: TypeAlias = tuple[str, str, str, float, Verdict]
Ints: TypeAlias = npt.NDArray[np.int64]
Reals: TypeAlias = npt.NDArray[np.float64]


class Key(NamedTuple):
    """Whom a pair brings together, and about which offer."""

    person: str
    stand: str
    offer: str


class Choice(NamedTuple):
    """An offer chosen for a person and a party, with its score."""

    key: Key
    party: str
    score: float


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be planned, in the order of ids.

    `left_out` counts the pairs that are open but were not kept: at a very large fair a person
    keeps its best parties, and a party its best people.
    """

    chosen: tuple[Choice, ...]
    left_out: int


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
        """From 0 to 1."""

    @property
    def verdicts(self) -> npt.NDArray[np.int8]:
        """What the hard rules say."""


class _Read:
    """Scores as columns of numbers, with the offers met on the way."""

    def __init__(self, people: Mapping[str, int], stands: Container[str]) -> None:
        self.people, self.stands = people, stands
        self.offers: dict[tuple[str, str], int] = {}
        self.person: list[Ints] = [np.zeros(0, dtype=np.int64)]
        self.offer: list[Ints] = [np.zeros(0, dtype=np.int64)]
        self.value: list[Reals] = [np.zeros(0)]

    def take_rows(self, rows: Sequence[Row]) -> None:
        """Add a few rows."""
        count = len(rows)
        who, where, what, value, verdict = zip(*rows, strict=True)
        for each in set(zip(where, what, strict=True)).difference(self.offers):
            self.offers[each] = len(self.offers)
        place = map(self.offers.__getitem__, zip(where, what, strict=True))
        # an enum is hashed in Python, its identity is not
        codes = map(_CODE.__getitem__, map(id, verdict))
        self._add(
            np.fromiter(map(self.people.get, who, repeat(-1)), np.int64, count),
            np.fromiter(place, np.int64, count),
            np.fromiter(value, np.float64, count),
            np.fromiter(codes, np.int8, count),
        )

    def take_matrix(self, matrix: Matrix) -> None:
        """Add every pair of a matrix, a block of people at a time."""
        places = [
            self.offers.setdefault((str(stand), str(offer)), len(self.offers))
            for stand, offer, *_ in matrix.offers
        ]
        if not places:
            return
        block = max(1, 16 * _CHUNK // len(places))
        for start in range(0, len(matrix.people), block):
            people = matrix.people[start : start + block]
            numbers = np.array([self.people.get(one, -1) for one in people], dtype=np.int64)
            self._add(
                np.repeat(numbers, len(places)),
                np.tile(np.array(places, dtype=np.int64), len(people)),
                matrix.values[start : start + block].ravel(),
                matrix.verdicts[start : start + block].ravel(),
            )

    def _add(self, person: Ints, offer: Ints, value: Reals, verdict: npt.NDArray[np.int8]) -> None:
        """Keep what is open and speaks of somebody known."""
        known = np.array([one in self.stands for one, _ in self.offers], dtype=bool)
        kept = (verdict != _CLOSED) & (person >= 0) & known[offer]
        self.person.append(person[kept])
        self.offer.append(offer[kept])
        self.value.append(value[kept] - _ASK_STEP * (verdict[kept] == _ASK))


Scores: TypeAlias = Iterable[Score | Row] | Matrix


def best_offers(
    people: Iterable[str],
    parties: Mapping[tuple[str, str], str],
    stands: Mapping[str, str],
    scores: Scores,
    *,
    told: Iterable[Key] = (),
    pinned: Mapping[Key, float] | None = None,
    most_pairs: int = MOST_PAIRS,
) -> Choices:
    """One offer for each person and party: the one pinned, else told, else the best that is open.

    Parameters
    ----------
    parties
        The party whom one meets about (stand, offer) where that is not the stand itself.
    stands
        The party of each stand.
    scores
        Scores, or rows (person, stand, offer, value, verdict), in any order; or a matrix.
    told
        What people were told: kept to while it is open.
    pinned
        What is settled, with its score, open or not.
    """
    known = sorted(set(people))
    read = _Read({one: n for n, one in enumerate(known)}, stands)
    if isinstance(scores, Iterable):
        for chunk in _chunks(scores):
            read.take_rows(chunk)
    else:
        read.take_matrix(scores)
    settled = {
        key: score
        for key, score in (pinned or {}).items()
        if key.person in read.people and key.stand in stands
    }
    for key in settled:
        read.offers.setdefault((key.stand, key.offer), len(read.offers))
    table = _Table(known, sorted(read.offers), parties, stands)
    table.judge(read)
    table.raise_to(told, _TOLD)
    table.settle(settled)
    return table.choices(most_pairs)


def _chunks(rows: Iterable[Score | Row]) -> Iterator[list[Row]]:
    source = iter(rows)
    while chunk := list(islice(source, _CHUNK)):
        if all(map(isinstance, chunk, repeat(tuple))):
            yield cast("list[Row]", chunk)
        else:
            yield [row if isinstance(row, tuple) else _light(row) for row in chunk]


def _light(score: Score) -> Row:
    return score.person, score.stand, score.offer, score.value, score.verdict


class _Table:
    """The best choice of every person and party, packed into whole numbers; -1 for none."""

    def __init__(
        self,
        people: Sequence[str],
        offers: Sequence[tuple[str, str]],
        parties: Mapping[tuple[str, str], str],
        stands: Mapping[str, str],
    ) -> None:
        self.people, self.offers = people, offers
        self.person = {one: n for n, one in enumerate(people)}
        self.offer = {one: n for n, one in enumerate(offers)}
        names = [parties.get(one) or stands.get(one[0], "") for one in offers]
        numbers = {name: n for n, name in enumerate(dict.fromkeys(names))}
        self.parties = tuple(numbers)
        self.party = np.array([numbers[name] for name in names], dtype=np.int64)
        self.best = np.full((len(people), len(numbers)), -1, dtype=np.int64)

    def judge(self, read: _Read) -> None:
        """Keep the best open offer; of those equal to six decimals the first in order of ids."""
        person = np.concatenate(read.person)
        number = np.array([self.offer[one] for one in read.offers], dtype=np.int64)
        offer = number[np.concatenate(read.offer)]
        packed = self._packed(_millionths(np.concatenate(read.value)), offer)
        np.maximum.at(self.best, (person, self.party[offer]), packed)
        self._rows = person, offer, packed

    def raise_to(self, told: Iterable[Key], rank: int) -> None:
        """Let an open offer that people were told win over others."""
        wanted = {
            self.person[key.person] * len(self.offers) + self.offer[key.stand, key.offer]
            for key in told
            if key.person in self.person and (key.stand, key.offer) in self.offer
        }
        if not wanted:
            return
        person, offer, packed = self._rows
        here = np.isin(person * len(self.offers) + offer, np.array(sorted(wanted)))
        where = person[here], self.party[offer[here]]
        np.maximum.at(self.best, where, packed[here] | rank)

    def settle(self, pinned: Mapping[Key, float]) -> None:
        """Put what is settled, whatever else there is."""
        for key, score in pinned.items():
            offer = np.array([self.offer[key.stand, key.offer]])
            worth = _millionths(np.array([score]))
            where = self.person[key.person], self.party[offer[0]]
            self.best[where] = int(self._packed(worth, offer)[0]) | _PINNED

    def choices(self, most: int) -> Choices:
        """Every choice, or the best of them where there are more than can be planned."""
        person, party = np.nonzero(self.best >= 0)
        total = len(person)
        if total > most:
            person, party = np.nonzero(self._shortlist(most))
        packed = self.best[person, party]
        offer = (len(self.offers) - 1) - (packed & ((1 << _RANK_BITS) - 1))
        worth = (packed >> _RANK_BITS) & ((1 << 21) - 1)
        order = np.lexsort((offer, person))
        rows = zip(
            person[order].tolist(),
            party[order].tolist(),
            offer[order].tolist(),
            (worth[order] / _UNIT).tolist(),
            strict=True,
        )
        chosen = tuple(
            Choice(Key(self.people[who], *self.offers[what]), self.parties[whom], score)
            for who, whom, what, score in rows
        )
        return Choices(chosen, total - len(chosen))

    def _shortlist(self, most: int) -> npt.NDArray[np.bool_]:
        """Each person's best parties, each party's best people, and all that is settled."""
        people, parties = self.best.shape
        by_person = max(1, int(0.8 * most) // people)
        by_party = max(1, int(0.2 * most) // parties)
        kept = self.best >= _TOLD
        kept |= _greatest(self.best, by_person)
        kept |= _greatest(self.best.T, by_party).T
        return kept & (self.best >= 0)

    def _packed(self, worth: Ints, offer: Ints) -> Ints:
        return (worth << _RANK_BITS) | (len(self.offers) - 1 - offer)


def _greatest(table: Ints, count: int) -> npt.NDArray[np.bool_]:
    """Which entries are among the greatest of their row."""
    kept = np.zeros(table.shape, dtype=bool)
    if count >= table.shape[1]:
        return ~kept
    columns = np.argpartition(-table, count, axis=1)[:, :count]
    np.put_along_axis(kept, columns, values=True, axis=1)
    return kept


def _millionths(values: Reals) -> Ints:
    """Values from 0 to 1 in whole millionths, rounded as Python rounds."""
    # numpy multiplies before it rounds, which may turn a half the other way
    scaled = values * _UNIT
    found = np.rint(scaled)
    near = np.abs(np.abs(scaled) % 1.0 - 0.5) < 1e-3
    found[near] = [round(round(value, _DIGITS) * _UNIT) for value in values[near].tolist()]
    whole: Ints = np.clip(found, 0, _UNIT).astype(np.int64)
    return whole
