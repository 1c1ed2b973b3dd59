"""Meetings that must be held, put in one by one; what stands in the way is put elsewhere.

A plan in a moment, where a solver takes seconds to begin. The ejection pool of Nagata and Bräysy
(2009): a meeting that was hard to place before is thrown out less readily, so that the search does
not go round in circles.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence

from matching.planning.exact.board import Board

# ejections for each meeting that is owed, before the search is given up
_PATIENCE = 40
# ejections between two looks at the clock
_LOOK = 20


def put_all(
    board: Board, owed: Sequence[int], *, in_time: Callable[[], bool] = lambda: True
) -> bool:
    """Whether a board could be made to hold all the pairs that are owed; others may leave it.

    What is tried is the same for the same board; `in_time` ends a search on a slow machine.
    """
    pool = _Pool(board, owed)
    for turn in range(_PATIENCE * len(owed)):
        if not pool.out:
            return True
        if (turn % _LOOK == 0 and not in_time()) or not pool.insert(pool.out.pop(), turn):
            return False
    return not pool.out


class _Pool:
    """The pairs that are owed and not held yet, and how often each had to be placed."""

    def __init__(self, board: Board, owed: Sequence[int]) -> None:
        self.board, self._owed = board, frozenset(owed)
        self._terms: defaultdict[int, list[int]] = defaultdict(list)
        for term, placing in enumerate(board.placed):
            self._terms[placing.pair].append(term)
        held = {board.placed[term].pair for term in board.chosen}
        self.out = sorted(self._owed - held, key=lambda pair: (-len(self._terms[pair]), -pair))
        self._tries = Counter[int]()

    def insert(self, pair: int, turn: int) -> bool:
        """Put a pair where the meetings in its way are the easiest to place again.

        Equal slots are taken in turn. False when no slot has room for it whatever leaves.
        """
        self._tries[pair] += 1
        best = self._easiest(pair, turn)
        if best is None:
            return False
        term, others = best
        for other in others:
            self.board.take(other)
        self.board.put(term)
        thrown = (self.board.placed[other].pair for other in others)
        self.out += [other for other in thrown if other in self._owed]
        return True

    def _easiest(self, pair: int, turn: int) -> tuple[int, list[int]] | None:
        terms = self._terms[pair]
        first, least, found = turn % max(1, len(terms)), 0, None
        for term in (*terms[first:], *terms[:first]):
            others = self.board.in_the_way(term, self._cost)
            if others is None:
                continue
            cost = sum(map(self._cost, others))
            if found is None or cost < least:
                least, found = cost, (term, others)
            if not cost:
                break
        return found

    def _cost(self, term: int) -> int:
        pair = self.board.placed[term].pair
        return 1 + self._tries[pair] if pair in self._owed else 0
