"""Exact exchanges on a board: who sits where in one block of slots, or at one stand.

Each exchange is an assignment of seats to people, solved exactly with everything else held, so
that the plan never gets worse. They fit fairs where a person meets stands for one slot at a time
and nothing but tables, hours, the gap and the most meetings ties meetings together.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy.optimize import linear_sum_assignment  # type: ignore[import-untyped]

from matching.planning.exact.board import Board
from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Goal, Placed, Problem

T = TypeVar("T")
_LEVEL_RATIO = 4.0
_IDLE = 1e-4


def seats_suffice(problem: Problem) -> bool:
    """Whether a problem is of the kind that exchanges of seats can improve."""
    people = {person.id for person in problem.people}
    ends = {frozenset(pair.between) for pair in problem.pairs}
    return (
        len(ends) == len(problem.pairs)
        and problem.rooms is None
        and not problem.before
        and not problem.walks
        and problem.breaks_spread is None
        and all(pair.length == 1 and len(people & set(pair.between)) == 1 for pair in problem.pairs)
    )


@dataclass
class Worth:
    """What a meeting is worth beside the person's others: one number, goals in their order."""

    layout: Layout
    keep: float

    def __post_init__(self) -> None:
        problem = self.layout.problem
        self.unit = max((pair.score for pair in problem.pairs), default=1.0) or 1.0
        self.levels = max((person.least for person in problem.people), default=0)
        self.announced = set(problem.announced)
        self.goals = problem.goals

    def of(self, placed: Placed, person: str, others: int, idle: int) -> float:
        """Worth of a placement to a person with so many other meetings, adding idle slots."""
        pair = self.layout.pair(placed)
        if pair.must or placed in self.layout.problem.fixed:
            return 1e9
        worth = 1e-6
        if Goal.SCORE in self.goals:
            worth += pair.score / self.unit + self.keep * (placed in self.announced) / self.unit
        if Goal.CHANGES in self.goals:
            worth += 0.01 * (placed in self.announced)
        if Goal.COVERAGE in self.goals and others < self.layout.person[person].least:
            worth += 5.0 * _LEVEL_RATIO ** (self.levels - others - 1)
        if Goal.WAITING in self.goals or Goal.BREAKS in self.goals:
            worth -= _IDLE * idle
        return worth


class Exchange:
    """Exchanges over one board."""

    def __init__(self, board: Board) -> None:
        self.board = board
        self.layout = board.layout
        self.person_of = [self.layout.people_in(placed.pair)[0] for placed in board.placed]
        self.stand_of = [self._stand(placed) for placed in board.placed]
        self._areas = list(self._neighbourhoods())
        self._busy: defaultdict[str, set[int]] = defaultdict(set)
        for term in board.chosen:
            self._busy[self.person_of[term]].add(board.placed[term].slot)

    def _stand(self, placed: Placed) -> str:
        return next(p for p in self.layout.pair(placed).between if p in self.layout.stand)

    def sweep(self, worth: Worth) -> None:
        """Every block of slots, then every stand, once."""
        for area in self._areas:
            self._reseat(area, worth)

    def _neighbourhoods(self) -> Iterator[list[int]]:
        by_slot: defaultdict[int, list[int]] = defaultdict(list)
        by_stand: defaultdict[str, list[int]] = defaultdict(list)
        for term, placed in enumerate(self.board.placed):
            by_slot[placed.slot].append(term)
            by_stand[self.stand_of[term]].append(term)
        for start, stop in self.layout.problem.days:
            for slot in range(start, stop):
                block = range(slot, min(slot + self.layout.problem.gap + 1, stop))
                yield [term for each in block for term in by_slot.get(each, ())]
        yield from (by_stand[stand] for stand in sorted(by_stand))

    def _reseat(self, area: list[int], worth: Worth) -> None:
        now = [term for term in area if term in self.board.chosen]
        for term in now:
            self.board.take(term)
            self._busy[self.person_of[term]].discard(self.board.placed[term].slot)
        open_terms = [term for term in area if not self.board.blocked[term]]
        if open_terms:
            for term in self._best(open_terms, worth):
                self.board.put(term)
                self._busy[self.person_of[term]].add(self.board.placed[term].slot)

    def _best(self, terms: list[int], worth: Worth) -> list[int]:
        """The most worthy set of placements: at most one a person, tables per stand and slot."""
        people = _numbered(self.person_of[term] for term in terms)
        places = _numbered((self.stand_of[t], self.board.placed[t].slot) for t in terms)
        values = np.zeros((len(people), len(places)))
        chosen = np.full(values.shape, -1)
        for term in terms:
            person, placed = self.person_of[term], self.board.placed[term]
            row, column = people[person], places[self.stand_of[term], placed.slot]
            busy = self._busy[person]
            idle = _idle_added(self.layout, busy, placed.slot)
            value = worth.of(placed, person, len(busy), idle)
            if value > values[row, column]:
                values[row, column], chosen[row, column] = value, term
        columns = self._seats(places)
        rows, seats = linear_sum_assignment(values[:, columns], maximize=True)
        best = zip(rows, columns[seats], strict=True)
        return [int(chosen[r, c]) for r, c in best if values[r, c] > 0]

    def _seats(self, places: dict[tuple[str, int], int]) -> npt.NDArray[np.int64]:
        """Columns of the places, each as often as tables are left there."""
        # an area holds every placement of its stand in its slots: all tables are its own
        left = [self.layout.stand[stand].tables[slot] for stand, slot in places]
        return np.repeat(np.arange(len(left)), left)


def _numbered(keys: Iterable[T]) -> dict[T, int]:
    found: dict[T, int] = {}
    for key in keys:
        found.setdefault(key, len(found))
    return found


def _idle_added(layout: Layout, busy: Iterable[int], slot: int) -> int:
    day = [other for other in busy if layout.day_end[other] == layout.day_end[slot]]
    before = max((other for other in day if other < slot), default=None)
    after = min((other for other in day if other > slot), default=None)
    if before is not None and after is not None:
        return -1
    if before is not None:
        return slot - before - 1
    return 0 if after is None else after - slot - 1
