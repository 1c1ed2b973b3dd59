"""Which single change would help a fair most, told by what the bound says of each.

The bound is a linear programme of who meets whom when only hours, tables and the most meetings
are counted; its prices say which stand is short of tables. Every change is then judged by the
bound of the fair with that change made, so that no advice rests on a price alone.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Any

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import block_array, coo_array, csr_array  # type: ignore[import-untyped]

from matching.planning.arrays.problem_arrays import Floats, Ints, ProblemArrays
from matching.planning.problem.problem import Pair, Person, Problem, Shared, Stand

_TABLES_TRIED = 3
_FIRST_LEVEL = 5.0
_LEVEL_RATIO = 4.0
_NOTICEABLE = 1e-6


class AdviceCode(StrEnum):
    """A single change; its sentence is `advice.<code>`."""

    TABLE = "table"
    LONGER = "longer"
    MOST = "most"
    OPENED = "opened"


@dataclass(frozen=True, slots=True)
class Advice:
    """A change with what it can bring at most.

    Attributes
    ----------
    people
        How many more people could get all that is promised to them.
    score
        How much the sum of scores could grow; it may shrink where more people are served.
    params
        What the sentence needs: `stand`, `minutes` or `name`, with `people` and `score`.
    """

    code: AdviceCode
    people: int
    score: float
    params: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Limit:
    """The best that only counting hours allows, and what one more seat of each stand is worth.

    Attributes
    ----------
    worth
        Limit on score and coverage in one number, a promised meeting weighing more than scores.
    served
        Limit on the promised meetings that people get.
    score
        Sum of scores at that limit.
    seat_prices
        By stand: the dual value of its row, what one more seat there would add to `worth`.
    """

    worth: float
    served: float
    score: float
    seat_prices: Mapping[str, float]


def advice(
    problem: Problem,
    *,
    slot_minutes: int = 15,
    longer: int = 30,
    opened: Mapping[str, Sequence[Pair]] = MappingProxyType({}),
    met: Mapping[str, int] | None = None,
) -> tuple[Advice, ...]:
    """Single changes that would help, the best first; none that brings nothing.

    Tried are one more table where a seat is worth most, a longer day, one more meeting a person,
    and whatever would open pairs that are closed today.

    Parameters
    ----------
    slot_minutes, longer
        Length of a slot, and by how many minutes the day might be longer.
    opened
        Pairs that something would open (an interpreter, a step-free table), by its name.
    met
        How many meetings each person has in the plan: one more is advised only where somebody has
        the most there may be, and counts for these alone. `None` where there is no plan.
    """
    now = limit(problem)
    found: list[tuple[float, Advice]] = []
    for code, params, changed in _changes(problem, now, (slot_minutes, longer), opened, met):
        then = limit(changed)
        gain = then.worth - now.worth
        if gain > _NOTICEABLE * max(1.0, now.worth):
            people = int(np.floor(then.served - now.served + 1e-6))
            score = round(then.score - now.score, 3)
            said = MappingProxyType({**params, "people": people, "score": score})
            found.append((gain, Advice(code, people, score, said)))
    return tuple(each for _, each in sorted(found, key=lambda item: -item[0]))


def _changes(
    problem: Problem,
    now: Limit,
    minutes: tuple[int, int],
    opened: Mapping[str, Sequence[Pair]],
    met: Mapping[str, int] | None,
) -> Iterator[tuple[AdviceCode, dict[str, Any], Problem]]:
    seats = {stand.id: sum(map(bool, stand.tables)) for stand in problem.stands}
    hopeful = sorted(
        seats, key=lambda stand: (-now.seat_prices.get(stand, 0.0) * seats[stand], stand)
    )
    for stand in hopeful[:_TABLES_TRIED]:
        if now.seat_prices.get(stand, 0.0) > 0:
            yield AdviceCode.TABLE, {"stand": stand}, with_table(problem, stand)
    slot_minutes, longer = minutes
    slots = -(-longer // slot_minutes)
    if slots:
        yield AdviceCode.LONGER, {"minutes": slots * slot_minutes}, with_longer_day(problem, slots)
    bound = {
        person.id: replace(person, most=person.most + 1)
        for person in problem.people
        if met is None or met.get(person.id, 0) >= person.most
    }
    if bound:
        people = tuple(bound.get(person.id, person) for person in problem.people)
        yield AdviceCode.MOST, {}, replace(problem, people=people)
    for name in sorted(opened):
        pairs = (*problem.pairs, *opened[name])
        yield AdviceCode.OPENED, {"name": name}, replace(problem, pairs=pairs)


def with_table(problem: Problem, stand: str) -> Problem:
    """The problem with one more table at a stand whenever it is open."""
    stands = tuple(
        replace(each, tables=tuple(count + 1 if count else 0 for count in each.tables))
        if each.id == stand
        else each
        for each in problem.stands
    )
    return replace(problem, stands=stands)


def with_longer_day(problem: Problem, slots: int) -> Problem:
    """The problem with slots more at its end, for all who are there in the last one now."""
    last = problem.slots - 1
    more = tuple(range(problem.slots, problem.slots + slots))

    def person(each: Person) -> Person:
        stays = each.free is not None and last in each.free
        return replace(each, free=(*(each.free or ()), *more)) if stays else each

    def stand(each: Stand) -> Stand:
        return replace(each, tables=(*each.tables, *(each.tables[last] for _ in more)))

    def shared(each: Shared) -> Shared:
        return replace(each, tables=(*each.tables, *(each.tables[last] for _ in more)))

    days = tuple(
        (start, stop + slots if stop == problem.slots else stop) for start, stop in problem.days
    )
    pairs = tuple(
        pair
        if pair.slots is None or last not in pair.slots
        else replace(pair, slots=(*pair.slots, *more))
        for pair in problem.pairs
    )
    return replace(
        problem,
        slots=problem.slots + slots,
        days=days,
        people=tuple(map(person, problem.people)),
        stands=tuple(map(stand, problem.stands)),
        pairs=pairs,
        shared=tuple(map(shared, problem.shared)),
    )


def limit(problem: Problem) -> Limit:
    """What no plan of a problem passes, coverage worth more than score, with its prices."""
    return _Programme(ProblemArrays(problem)).limit()


class _Programme:
    """Columns: pairs, then the promised meetings of each person. Rows: people, then stands."""

    def __init__(self, arrays: ProblemArrays) -> None:
        self.arrays = arrays
        everything = np.arange(len(arrays.problem.pairs))
        self.starts = arrays.may_begin(everything, arrays.free)
        self.pairs = np.flatnonzero(self.starts.any(axis=1))
        self.person, self.level = self._promises()

    def limit(self) -> Limit:
        """Solve it; an empty fair has nothing to reach."""
        arrays, count = self.arrays, len(self.pairs)
        if not count:
            return Limit(0.0, 0.0, 0.0, MappingProxyType({}))
        worth = np.concatenate([arrays.score[self.pairs], self._bonus()])
        rows, limits = self._rows()
        found = linprog(-worth, A_ub=rows, b_ub=limits, bounds=(0.0, 1.0), method="highs-ds")
        prices = -found.ineqlin.marginals[-len(arrays.tables) :] if len(arrays.tables) else []
        is_last = self.level == arrays.least[self.person]
        ids = [stand.id for stand in arrays.problem.stands]
        return Limit(
            worth=float(-found.fun),
            served=float(found.x[count:][is_last].sum()),
            score=float(found.x[:count] @ arrays.score[self.pairs]),
            seat_prices=MappingProxyType(dict(zip(ids, map(float, prices), strict=True))),
        )

    def _promises(self) -> tuple[Ints, Ints]:
        """Person and number of each promised meeting."""
        person = np.repeat(np.arange(self.arrays.people), self.arrays.least)
        first = np.repeat(self.arrays.least.cumsum() - self.arrays.least, self.arrays.least)
        return person, np.arange(len(person)) - first + 1

    def _bonus(self) -> Floats:
        """A first meeting is worth several second ones, and those more than any score."""
        best = float(self.arrays.score.max(initial=0.0)) or 1.0
        levels = int(self.arrays.least.max(initial=0))
        bonus: Floats = best * _FIRST_LEVEL * _LEVEL_RATIO ** (levels - self.level.astype(float))
        return bonus

    def _rows(self) -> tuple[csr_array, Floats]:
        """Most meetings, hours and promises of each person; seats of each stand."""
        arrays, count = self.arrays, len(self.pairs)
        ends, length = arrays.ends[self.pairs], arrays.length[self.pairs].astype(float)
        cells = np.ones(2 * count), (ends.T.ravel(), np.tile(np.arange(count), 2))
        met = csr_array(coo_array(cells, shape=(len(arrays.number), count)))
        people, stands = met[: arrays.people], met[arrays.people :]
        promised = np.ones(len(self.person)), (self.person, np.arange(len(self.person)))
        reached = coo_array(promised, shape=(arrays.people, len(self.person)))
        rows = block_array(
            [
                [people, None],
                [people.multiply(length + arrays.problem.gap), None],
                [-people, reached],
                [stands.multiply(length), None],
            ]
        )
        limits = [arrays.most, self._hours(), np.zeros(arrays.people), self._seats()]
        return csr_array(rows), np.concatenate(limits).astype(float)

    def _hours(self) -> Floats:
        """Slots each person can fill, counting after each meeting the gap that it needs."""
        arrays, gap = self.arrays, self.arrays.problem.gap
        filled = np.zeros((arrays.people, arrays.slots + gap), dtype=np.int64)
        total = np.zeros(arrays.people)
        for start, stop in arrays.problem.days:
            filled[:] = 0
            for ahead in range(gap + 1):
                filled[:, start + ahead : stop + ahead] |= arrays.free[: arrays.people, start:stop]
            total += filled.sum(axis=1)
        return total

    def _seats(self) -> Floats:
        """Seats of each stand that somebody could take."""
        arrays = self.arrays
        guests = np.zeros(arrays.free.shape, dtype=np.int64)
        for slot in range(arrays.slots):
            here = arrays.free[:, slot]
            met = self.pairs[here[arrays.ends[self.pairs]].all(axis=1)]
            guests[:, slot] = np.bincount(arrays.ends[met].ravel(), minlength=len(arrays.number))
        seats = np.minimum(arrays.tables, guests[arrays.people :])
        inside = arrays.day_end > np.arange(arrays.slots)
        found: Floats = (seats * inside).sum(axis=1).astype(float)
        return found
