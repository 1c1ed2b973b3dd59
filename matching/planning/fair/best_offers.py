"""Of each person and stand, the one offer they would talk about, among any number of scores.

What is met apart from the other offers of a stand is an occasion of its own.
"""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Floats, Ints
from matching.planning.fair.scores import Scores, open_scores

MOST_PAIRS = 250_000
BETTER = 0.05
"""By how much another offer of a stand must suit somebody better before they are told of it."""

_DIGITS = 6
_UNIT = 10**_DIGITS
# how a choice is packed into one number, greater is better: pinned, told, given back, worth, then
# first offer
_RANK_BITS = 24
_GIVEN_BACK = 1 << (_RANK_BITS + 21)
_TOLD = _GIVEN_BACK << 1
_PINNED = _TOLD << 1


class Key(NamedTuple):
    """Whom a pair brings together, and about which offer."""

    person: str
    stand: str
    offer: str


class ChosenOffer(NamedTuple):
    """An offer chosen for a person and an occasion to meet, with its score."""

    key: Key
    occasion: str
    score: float


@dataclass(frozen=True, slots=True)
class Choices:
    """What may be planned, in the order of ids.

    `left_out` counts the pairs that are open but were not kept: at a very large fair a person
    keeps its best occasions, and an occasion its best people.
    """

    chosen: tuple[ChosenOffer, ...]
    left_out: int


class BestOffers:
    """One offer for each person and occasion: the one pinned, else told, else the best one open.

    Choices are made where they are asked for.

    Attributes
    ----------
    people, occasions
        Ids, and names, in the order of the rows and columns that masks have.
    barred
        Cells of people and offers of which they do not talk.

    Parameters
    ----------
    apart
        The occasion to meet about (stand, offer) where that is not the stand itself.
    stands
        The occasion that each stand is; scores about another stand do not count.
    scores
        Scores, or rows (person, stand, offer, value, verdict), in any order; or a matrix.
    told, given_back
        What people were told, or were told before that: kept to while it is open.
    anew
        People of whom it is kept to only until another offer suits them better by `BETTER`.
    pinned
        What is settled, with its score, open or not.
    beside
        What some people talk about beside another offer of the same stand, which is an occasion
        of its own for them, by its name.
    told_apart
        By their ids, when offers start, how much they list and what they are called: of those that
        suit alike the one that starts sooner is chosen, then the one that lists less, then the
        first by title. Ids decide among what is alike.
    """

    def __init__(
        self,
        people: Iterable[str],
        apart: Mapping[tuple[str, str], str],
        stands: Mapping[str, str],
        scores: Scores,
        *,
        told: Iterable[Key] = (),
        given_back: Iterable[Key] = (),
        anew: Collection[str] = (),
        pinned: Mapping[Key, float],
        beside: Mapping[Key, str] = MappingProxyType({}),
        told_apart: Mapping[str, tuple[str, int, str]] = MappingProxyType({}),
    ) -> None:
        self.people = tuple(sorted(set(people)))
        self._person = {person: n for n, person in enumerate(self.people)}
        self._apart, self._stands = apart, stands
        self._scores = open_scores(scores, self._person)
        self._pinned = {
            key: score
            for key, score in pinned.items()
            if key.person in self._person and key.stand in stands
        }
        met = {*self._scores.offers, *((key.stand, key.offer) for key in self._pinned)}
        self.offers = sorted(
            (offer for offer in met if offer[0] in stands),
            key=lambda offer: (offer[0], told_apart.get(offer[1], ("", 0, "")), offer[1]),
        )
        self._offer = {offer: n for n, offer in enumerate(self.offers)}
        names = [self._name(offer) for offer in self.offers]
        own = {(key.stand, key.offer): name for key, name in sorted(beside.items())}
        own = {offer: name for offer, name in own.items() if offer in self._offer}
        self._number = {name: n for n, name in enumerate(dict.fromkeys([*names, *own.values()]))}
        self.occasions = tuple(self._number)
        self._occasion = np.array([self._number[name] for name in names], dtype=np.int64)
        self._own = self._occasion.copy()
        for offer, name in own.items():
            self._own[self._offer[offer]] = self._number[name]
        self._beside = self._cells_of(beside)
        self._told, self._given_back = self._cells_of(told), self._cells_of(given_back)
        self._anew = np.array([person in anew for person in self.people], dtype=bool)
        self.barred = self._cells_of(())

    def without(self, keys: Iterable[Key]) -> "BestOffers":
        """The same where these people talk about something else than these offers."""
        other = copy(self)
        other.barred = np.union1d(self.barred, self._cells_of(keys))
        return other

    def about(self, offers: Collection[str]) -> tuple[ChosenOffer, ...]:
        """The choices about some offers."""
        among = np.zeros((len(self.people), len(self.occasions)), dtype=bool)
        asked = [n for n, (_, offer) in enumerate(self.offers) if offer in offers]
        among[:, [*self._occasion[asked], *self._own[asked]]] = True
        chosen = self.choices(among.size, among=among).chosen
        return tuple(choice for choice in chosen if choice.key.offer in offers)

    def between(self, keys: Iterable[Key]) -> Bools:
        """Which person and occasion each of some keys is about, shape (people, occasions).

        Where an offer is not known, the occasion is its stand.
        """
        found = np.zeros((len(self.people), len(self.occasions)), dtype=bool)
        for key in keys:
            person = self._person.get(key.person)
            column = self._column_of(person, key) if person is not None else None
            if column is not None:
                found[person, column] = True
        return found

    def _column_of(self, person: int, key: Key) -> int | None:
        offer = self._offer.get((key.stand, key.offer))
        if offer is None:
            return self._number.get(self._name((key.stand, key.offer)))
        return int(self._columns(np.array([person]), np.array([offer]))[0])

    def _columns(self, person: Ints, offer: Ints) -> Ints:
        """The occasion that each of some cells is about."""
        found: Ints = self._occasion[offer]
        if len(self._beside):
            is_own = np.isin(person * len(self.offers) + offer, self._beside)
            found = np.where(is_own, self._own[offer], found)
        return found

    def choices(self, most: int, *, among: Bools | None = None) -> Choices:
        """Every choice, or those marked, or the best of them where there are too many to plan."""
        best = self._judged(among)
        total = int((best >= 0).sum())
        if total > most:
            best[~_shortlist(best, most)] = -1
        person, occasion = np.nonzero(best >= 0)
        packed = best[person, occasion]
        offer = (len(self.offers) - 1) - (packed & ((1 << _RANK_BITS) - 1))
        worth = _worth(packed)
        order = np.lexsort((offer, person))
        rows = zip(
            person[order].tolist(),
            occasion[order].tolist(),
            offer[order].tolist(),
            (worth[order] / _UNIT).tolist(),
            strict=True,
        )
        chosen = tuple(
            ChosenOffer(Key(self.people[who], *self.offers[what]), self.occasions[where], score)
            for who, where, what, score in rows
        )
        return Choices(chosen, total - len(chosen))

    def _judged(self, among: Bools | None) -> Ints:
        """The best choices, packed into whole numbers; -1 for none.

        Of those equal to six decimals the first in the order of `offers`; what people were told
        wins while it is open and nothing is clearly better to who chooses anew; what is pinned over
        all.
        """
        best = np.full((len(self.people), len(self.occasions)), -1, dtype=np.int64)
        person, offer, value = self._open_cells(among)
        packed = self._packed(_millionths(value), offer)
        cells = person * len(self.offers) + offer
        packed[np.isin(cells, self._given_back)] |= _GIVEN_BACK
        columns = self._columns(person, offer)
        np.maximum.at(best, (person, columns), packed)
        told = np.flatnonzero(np.isin(cells, self._told))
        where, packed = (person[told], columns[told]), packed[told]
        far = (packed >> _RANK_BITS) + round(BETTER * _UNIT) < _worth(best[where])
        packed[~(far & self._anew[person[told]])] |= _TOLD
        np.maximum.at(best, where, packed)
        if self._pinned:
            self._pin(best)
        if among is not None:
            best[~among] = -1
        return best

    def _open_cells(self, among: Bools | None) -> tuple[Ints, Ints, Floats]:
        """Open cells of the occasions asked for, with our numbers of offers."""
        met = self._scores.offers
        number = np.array([self._offer.get(offer, -1) for offer in met], dtype=np.int64)
        wanted = None
        if among is not None:
            wanted = np.zeros((len(self.people), len(met)), dtype=bool)
            known = number >= 0
            wanted[:, known] = among[:, self._occasion[number[known]]]
            rows = np.arange(len(self.people))
            for place in np.flatnonzero(np.isin(number, self._beside % max(1, len(self.offers)))):
                columns = self._columns(rows, np.full(len(rows), number[place]))
                wanted[:, place] = among[rows, columns]
        person, offer, value = self._scores.cells(wanted)
        offer = number[offer]
        known = offer >= 0
        if len(self.barred):
            known &= ~np.isin(person * len(self.offers) + offer, self.barred)
        return person[known], offer[known], value[known]

    def _pin(self, best: Ints) -> None:
        people = np.array([self._person[key.person] for key in self._pinned])
        offers = np.array([self._offer[key.stand, key.offer] for key in self._pinned])
        worth = _millionths(np.array(list(self._pinned.values()), dtype=np.float64))
        best[people, self._columns(people, offers)] = self._packed(worth, offers) | _PINNED

    def _cells_of(self, keys: Iterable[Key]) -> Ints:
        """The cells of some keys, as one number each."""
        found = {
            self._person[key.person] * len(self.offers) + self._offer[key.stand, key.offer]
            for key in keys
            if key.person in self._person and (key.stand, key.offer) in self._offer
        }
        return np.array(sorted(found), dtype=np.int64)

    def _name(self, offer: tuple[str, str]) -> str:
        return self._apart.get(offer) or self._stands.get(offer[0], "")

    def _packed(self, worth: Ints, offer: Ints) -> Ints:
        return (worth << _RANK_BITS) | (len(self.offers) - 1 - offer)


def _worth(packed: Ints) -> Ints:
    """How well packed choices suit, in millionths."""
    worth: Ints = (packed >> _RANK_BITS) & ((1 << 21) - 1)
    return worth


def _shortlist(best: Ints, most: int) -> Bools:
    """Each person's best occasions, each occasion's best people, and all that is settled."""
    people, occasions = best.shape
    by_person = max(1, int(0.8 * most) // people)
    by_occasion = max(1, int(0.2 * most) // occasions)
    kept = best >= _GIVEN_BACK
    kept |= _greatest(best, by_person)
    kept |= _greatest(best.T, by_occasion).T
    return kept


def _greatest(table: Ints, count: int) -> Bools:
    """Which entries are among the greatest of their row."""
    kept = np.zeros(table.shape, dtype=bool)
    if count >= table.shape[1]:
        return ~kept
    columns = np.argpartition(-table, count, axis=1)[:, :count]
    np.put_along_axis(kept, columns, values=True, axis=1)
    return kept


def _millionths(values: Floats) -> Ints:
    """Values from 0 to 1 in whole millionths, rounded as Python rounds."""
    # numpy multiplies before it rounds, which may turn a half the other way
    scaled = values * _UNIT
    found = np.rint(scaled)
    near = np.abs(np.abs(scaled) % 1.0 - 0.5) < 1e-3
    found[near] = [round(round(value, _DIGITS) * _UNIT) for value in values[near].tolist()]
    whole: Ints = np.clip(found, 0, _UNIT).astype(np.int64)
    return whole
