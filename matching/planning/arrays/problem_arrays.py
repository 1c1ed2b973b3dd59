"""A problem as arrays: who is free when and how many tables are left, for many pairs at once."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from matching.planning.problem.problem import Placed, Problem

Ints: TypeAlias = npt.NDArray[np.int64]
Bools: TypeAlias = npt.NDArray[np.bool_]
Floats: TypeAlias = npt.NDArray[np.float64]


class ProblemArrays:
    """People, then stands, numbered; pairs as rows.

    Attributes
    ----------
    ends
        Numbers of the two parties of each pair, shape (pairs, 2).
    free
        Where a person is there and a stand open, shape (parties, slots).
    tables
        Tables of each stand, shape (stands, slots).
    most, least
        Meetings of each person.
    """

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.people, self.slots = len(problem.people), problem.slots
        ids = [*(p.id for p in problem.people), *(stand.id for stand in problem.stands)]
        self.number = number = {party: n for n, party in enumerate(ids)}
        ends = [(number[one], number[two]) for one, two in (p.between for p in problem.pairs)]
        self.ends = np.array(ends, dtype=np.int64).reshape(-1, 2)
        count = len(problem.pairs)
        self.score = np.fromiter((p.score for p in problem.pairs), np.float64, count)
        self.length = np.fromiter((p.length for p in problem.pairs), np.int64, count)
        self.most = np.array([p.most for p in problem.people], dtype=np.int64)
        self.least = np.array([p.least for p in problem.people], dtype=np.int64)
        rows = [stand.tables for stand in problem.stands]
        self.tables = np.array(rows, dtype=np.int64).reshape(-1, self.slots)
        self.free = np.ones((len(self.number), self.slots), dtype=bool)
        for row, person in enumerate(problem.people):
            if person.free is not None:
                self.free[row] = False
                self.free[row, list(person.free)] = True
        self.free[self.people :] = self.tables > 0

    @cached_property
    def rank(self) -> Ints:
        """Place of each party in the order of ids: what breaks ties whatever the order of rows."""
        places = {party: place for place, party in enumerate(sorted(self.number))}
        return np.array([places[party] for party in self.number], dtype=np.int64)

    def tie(self, pairs: Ints) -> Ints:
        """A number for each of some pairs that orders them by the ids of their parties."""
        ranks = np.sort(self.rank[self.ends[pairs]], axis=1)
        found: Ints = ranks[:, 0] * len(self.number) + ranks[:, 1]
        return found

    @cached_property
    def day_end(self) -> Ints:
        """First slot after the day of each slot; the slot itself outside every day."""
        ends = np.arange(self.slots)
        for start, stop in self.problem.days:
            ends[start:stop] = stop
        return ends

    @cached_property
    def day_start(self) -> Ints:
        """First slot of the day of each slot."""
        found = np.arange(self.slots)
        for start, stop in self.problem.days:
            found[start:stop] = start
        return found

    @cached_property
    def _own_slots(self) -> tuple[Ints, Bools]:
        """Which row of a table of allowed starts is each pair's; row 0 allows all."""
        rows: dict[tuple[int, ...], int] = {}
        which = np.zeros(len(self.problem.pairs), dtype=np.int64)
        for number, pair in enumerate(self.problem.pairs):
            if pair.slots is not None:
                which[number] = rows.setdefault(pair.slots, len(rows) + 1)
        allowed = np.zeros((len(rows) + 1, self.slots), dtype=bool)
        allowed[0] = True
        for slots, row in rows.items():
            allowed[row, list(slots)] = True
        return which, allowed

    def may_begin(self, pairs: Ints, free: Bools) -> Bools:
        """In which slots each of some pairs may begin, given where parties are free."""
        which, allowed = self._own_slots
        found: Bools = allowed[which[pairs]]
        for length in np.unique(self.length[pairs]).tolist():
            rows = np.flatnonzero(self.length[pairs] == length)
            running = self.running(free, length)
            one, two = self.ends[pairs[rows]].T
            found[rows] &= running[one] & running[two]
        return found

    def running(self, free: Bools, length: int) -> Bools:
        """Where a meeting of a length may begin, party by party: free throughout, in one day."""
        found = free & (np.arange(self.slots) + length <= self.day_end)
        for ahead in range(1, length):
            found[:, : self.slots - ahead] &= free[:, ahead:]
        return found

    def cover(self, meetings: Sequence[Placed], *, before: int = 0, after: int = 0) -> Ints:
        """How many meetings each party has in each slot, counted some slots wider in their day."""
        found = np.zeros(self.free.shape, dtype=np.int64)
        for which, slots in self._wide(meetings, before, after):
            for side in (0, 1):
                np.add.at(found, (self.ends[which[:, 0], side], slots), 1)
        return found

    def among(self, meetings: Sequence[Placed], marked: Bools, *, after: int = 0) -> set[Placed]:
        """Meetings that run through a marked slot of one of their parties, or end near it."""
        found: set[Placed] = set()
        for which, slots in self._wide(meetings, 0, after):
            one, two = self.ends[which[:, 0]].T
            here = marked[one, slots] | marked[two, slots]
            found.update(Placed(*each) for each in which[here].tolist())
        return found

    def _wide(
        self, meetings: Sequence[Placed], before: int, after: int
    ) -> Iterator[tuple[Ints, Ints]]:
        """Some meetings (rows of pair and slot) with a slot each, until every slot was given."""
        rows = as_rows(meetings)
        slots = rows[:, 1]
        end = np.minimum(slots + self.length[rows[:, 0]], self.slots)
        first = np.maximum(slots - before, np.minimum(self.day_start[slots], slots))
        last = np.minimum(end + after, np.maximum(self.day_end[slots], end))
        for ahead in range(int((last - first).max(initial=0))):
            here = first + ahead < last
            yield rows[here], first[here] + ahead

    def widen(self, past: Sequence[Placed]) -> None:
        """Let everybody have been where they were: hours, tables and most meetings."""
        taken = self.cover(past)
        self.free |= taken > 0
        self.tables = np.maximum(self.tables, taken[self.people :])
        self.most = np.maximum(self.most, self.meetings(past))

    def meetings(self, meetings: Sequence[Placed]) -> Ints:
        """How many meetings each person has."""
        pairs = as_rows(meetings)[:, 0]
        parties = np.bincount(self.ends[pairs].ravel(), minlength=len(self.number))
        return parties[: self.people]

    def people_of(self, pair: int) -> list[int]:
        """Numbers of the people of a pair."""
        return [party for party in self.ends[pair].tolist() if party < self.people]


def as_rows(meetings: Sequence[Placed]) -> Ints:
    """Pairs and first slots of some meetings, one row each: shape (meetings, 2), 64-bit."""
    numbers = np.fromiter(chain.from_iterable(meetings), np.int64, 2 * len(meetings))
    return numbers.reshape(-1, 2)
