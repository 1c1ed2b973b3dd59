"""A plan being filled: which placements still fit, kept up to date row by row."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

from matching.planning.problem.lookup import Layout
from matching.planning.problem.problem import Placed
from matching.planning.problem.rules import Row, rows


class Board:
    """Placements chosen so far and, for every other one, how many full rows keep it out.

    The rows are those of the rules, so that a plan on a board breaks no rule on placements;
    musts, the smallest groups and an even spread of breaks are left to who fills it. Every session
    that could be begun counts as held: who fills it chooses sessions before.
    """

    def __init__(self, layout: Layout, placed: Sequence[Placed]) -> None:
        self.layout = layout
        self.placed = tuple(placed)
        self.term = {placing: term for term, placing in enumerate(self.placed)}
        limits = [row for row in map(_narrowed, rows(layout, self.placed)) if row.is_limit]
        self._terms: list[npt.NDArray[np.int64]] = [np.array(row.terms) for row in limits]
        self._slack = [row.at_most for row in limits]
        self._rows_of: list[list[int]] = _rows_of(limits, len(self.placed))
        self.blocked = np.zeros(len(self.placed), dtype=np.int64)
        for row, slack in zip(self._terms, self._slack, strict=True):
            if slack == 0:
                self.blocked[row] += 1
        self.chosen: set[int] = set()
        self._is_chosen = np.zeros(len(self.placed), dtype=bool)

    def fits(self, term: int) -> bool:
        """Whether one more placement breaks no rule."""
        return not self.blocked[term] and term not in self.chosen

    def put(self, term: int) -> None:
        """Choose a placement that fits."""
        self.chosen.add(term)
        self._is_chosen[term] = True
        for row in self._rows_of[term]:
            self._slack[row] -= 1
            if self._slack[row] == 0:
                self.blocked[self._terms[row]] += 1

    def take(self, term: int) -> None:
        """Give a placement up."""
        self.chosen.discard(term)
        self._is_chosen[term] = False
        for row in self._rows_of[term]:
            if self._slack[row] == 0:
                self.blocked[self._terms[row]] -= 1
            self._slack[row] += 1

    def in_the_way(self, term: int, cost: Callable[[int], int]) -> list[int] | None:
        """Chosen placements without which one more would fit: of each full row the cheapest.

        None where a row has no room at all.
        """
        found: list[int] = []
        for row in self._rows_of[term]:
            if self._slack[row] or any(row in self._rows_of[other] for other in found):
                continue
            held = self._terms[row][self._is_chosen[self._terms[row]]].tolist()
            if not held:
                return None
            found.append(min(held, key=lambda other: (cost(other), other)))
        return found

    def plan(self) -> tuple[Placed, ...]:
        """The meetings chosen, sorted."""
        return tuple(sorted(self.placed[term] for term in self.chosen))

    def put_all_that_fit(self, meetings: Sequence[Placed]) -> None:
        """Choose placements one after the other, leaving out those that do not fit."""
        for placing in meetings:
            term = self.term.get(placing)
            if term is not None and self.fits(term):
                self.put(term)


def _narrowed(row: Row) -> Row:
    """The row as if each of its sessions were held; where there are too many, nothing fits."""
    left = row.at_most - len(row.sessions)
    if left < 0:
        return row._replace(terms=row.every_term, at_most=0, sessions=())
    return row._replace(at_most=left, sessions=())


def _rows_of(limits: Sequence[Row], count: int) -> list[list[int]]:
    found: list[list[int]] = [[] for _ in range(count)]
    for number, row in enumerate(limits):
        for term in row.terms:
            found[term].append(number)
    return found
