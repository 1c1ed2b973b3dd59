"""Of each person and party, the one offer they would talk about, among any number of scores."""

from collections.abc import Collection, Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from types import MappingProxyType
from typing import NamedTuple

import numpy as np

from matching.planning.arrays.problem_arrays import Bools, Floats, Ints
from matching.planning.fair.scores import Scores, open_scores

MOST_PAIRS = 250_000
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

    chosen: tuple[ChosenOffer, ...]
    left_out: int


class BestOffers:
    """One offer for each person and party: the one pinned, else told, else the best that is open.

    Choices are made where they are asked for.

    Attributes
    ----------
    people, parties
        Ids in the order of the rows and columns that masks have.
    barred
        Cells of people and offers of which they do not talk.

    Parameters
    ----------
    workshops
        The party whom one meets about (stand, offer) where that is not the stand itself.
    stands
        The party of each stand; scores about another stand do not count.
    scores
        Scores, or rows (person, stand, offer, value, verdict), in any order; or a matrix.
    told, given_back
        What people were told, or were told before that: kept to while it is open.
    pinned
        What is settled, with its score, open or not.
    told_apart
        By their ids, when offers start and what they are called: of those that suit alike the one
        that starts sooner is chosen, then the first by title. Ids decide among what is alike.
    """

    def __init__(
        self,
        people: Iterable[str],
        workshops: Mapping[tuple[str, str], str],
        stands: Mapping[str, str],
        scores: Scores,
        *,
        told: Iterable[Key] = (),
        given_back: Iterable[Key] = (),
        pinned: Mapping[Key, float],
        told_apart: Mapping[str, tuple[str, str]] = MappingProxyType({}),
    ) -> None:
        self.people = tuple(sorted(set(people)))
        self._person = {person: n for n, person in enumerate(self.people)}
        self._workshops, self._stands = workshops, stands
        self._scores = open_scores(scores, self._person)
        self._pinned = {
            key: score
            for key, score in pinned.items()
            if key.person in self._person and key.stand in stands
        }
        met = {*self._scores.offers, *((key.stand, key.offer) for key in self._pinned)}
        self.offers = sorted(
            (offer for offer in met if offer[0] in stands),
            key=lambda offer: (offer[0], told_apart.get(offer[1], ("", "")), offer[1]),
        )
        self._offer = {offer: n for n, offer in enumerate(self.offers)}
        names = [self._name(offer) for offer in self.offers]
        self._number = {name: n for n, name in enumerate(dict.fromkeys(names))}
        self.parties = tuple(self._number)
        self._party = np.array([self._number[name] for name in names], dtype=np.int64)
        self._told, self._given_back = self._cells_of(told), self._cells_of(given_back)
        self.barred = self._cells_of(())

    def without(self, keys: Iterable[Key]) -> "BestOffers":
        """The same where these people talk about something else than these offers."""
        other = copy(self)
        other.barred = np.union1d(self.barred, self._cells_of(keys))
        return other

    def about(self, offers: Collection[str]) -> tuple[ChosenOffer, ...]:
        """The choices about some offers."""
        among = np.zeros((len(self.people), len(self.parties)), dtype=bool)
        among[
            :, [self._party[n] for n, (_, offer) in enumerate(self.offers) if offer in offers]
        ] = True
        chosen = self.choices(among.size, among=among).chosen
        return tuple(choice for choice in chosen if choice.key.offer in offers)

    def between(self, keys: Iterable[Key]) -> Bools:
        """Which person and party each of some keys is about, shape (people, parties)."""
        found = np.zeros((len(self.people), len(self.parties)), dtype=bool)
        for key in keys:
            person = self._person.get(key.person)
            party = self._number.get(self._name((key.stand, key.offer)))
            if person is not None and party is not None:
                found[person, party] = True
        return found

    def choices(self, most: int, *, among: Bools | None = None) -> Choices:
        """Every choice, or those marked, or the best of them where there are too many to plan."""
        best = self._judged(among)
        total = int((best >= 0).sum())
        if total > most:
            best[~_shortlist(best, most)] = -1
        person, party = np.nonzero(best >= 0)
        packed = best[person, party]
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
            ChosenOffer(Key(self.people[who], *self.offers[what]), self.parties[whom], score)
            for who, whom, what, score in rows
        )
        return Choices(chosen, total - len(chosen))

    def _judged(self, among: Bools | None) -> Ints:
        """The best choices, packed into whole numbers; -1 for none.

        Of those equal to six decimals the first in the order of `offers`; what people were told
        wins while it is open, and what is pinned over all.
        """
        best = np.full((len(self.people), len(self.parties)), -1, dtype=np.int64)
        person, offer, value = self._open_cells(among)
        packed = self._packed(_millionths(value), offer)
        cells = person * len(self.offers) + offer
        packed[np.isin(cells, self._given_back)] |= _GIVEN_BACK
        packed[np.isin(cells, self._told)] |= _TOLD
        np.maximum.at(best, (person, self._party[offer]), packed)
        if self._pinned:
            self._pin(best)
        if among is not None:
            best[~among] = -1
        return best

    def _open_cells(self, among: Bools | None) -> tuple[Ints, Ints, Floats]:
        """Open cells of the parties asked for, with our numbers of offers."""
        met = self._scores.offers
        number = np.array([self._offer.get(offer, -1) for offer in met], dtype=np.int64)
        wanted = None
        if among is not None:
            wanted = np.zeros((len(self.people), len(met)), dtype=bool)
            known = number >= 0
            wanted[:, known] = among[:, self._party[number[known]]]
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
        best[people, self._party[offers]] = self._packed(worth, offers) | _PINNED

    def _cells_of(self, keys: Iterable[Key]) -> Ints:
        """The cells of some keys, as one number each."""
        found = {
            self._person[key.person] * len(self.offers) + self._offer[key.stand, key.offer]
            for key in keys
            if key.person in self._person and (key.stand, key.offer) in self._offer
        }
        return np.array(sorted(found), dtype=np.int64)

    def _name(self, offer: tuple[str, str]) -> str:
        return self._workshops.get(offer) or self._stands.get(offer[0], "")

    def _packed(self, worth: Ints, offer: Ints) -> Ints:
        return (worth << _RANK_BITS) | (len(self.offers) - 1 - offer)


def _shortlist(best: Ints, most: int) -> Bools:
    """Each person's best parties, each party's best people, and all that is settled."""
    people, parties = best.shape
    by_person = max(1, int(0.8 * most) // people)
    by_party = max(1, int(0.2 * most) // parties)
    kept = best >= _GIVEN_BACK
    kept |= _greatest(best, by_person)
    kept |= _greatest(best.T, by_party).T
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
