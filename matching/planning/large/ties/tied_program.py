"""Sessions and meetings of two people chosen with all else, slots forgotten but for their own.

A linear programme: who leads a session is at no table meanwhile, a session has so many places, and
nobody comes where none is held. A pair between a person and an ordinary stand is one column however
many slots it could have, which is what makes it small; whatever prices it ends with are a limit.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csr_array, vstack  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Floats, Grid
from matching.planning.budget.budget import Budget
from matching.planning.large.exchange import MeetingValue
from matching.planning.large.ties.loosen import Loosened
from matching.planning.large.ties.tied_columns import SharedRoom, TiedColumns, tied_columns
from matching.planning.large.ties.tied_rows import tied_rows, whole_rows
from matching.planning.problem.problem import Placed

# work of the simplex method in one of its steps, for each entry of the rows; its share of all work
_STEP, _SHARE, _MOST_STEPS = 4e-10, 0.5, 10**9
# its own clock counts wall seconds, which a run whose clock does not must not be ended by
_WALL = 2.0
# who could come to sessions, up to which a limit is worth all rows: a third of a thousandth
_FEW_COMERS = 20_000
_LITTLE, _HALF = 1e-6, 0.5


@dataclass(frozen=True, eq=False)
class Relaxed:
    """What the programme comes to: a limit on every plan, and how far it holds each column."""

    limit: float
    held: Floats


@dataclass(frozen=True, slots=True)
class TiedChoice:
    """Which sessions are held and how long each, which two people meet and where they likely do."""

    sessions: Mapping[tuple[str, int], int]
    wanted: frozenset[int]
    likely: tuple[Placed, ...]


class TiedProgram:
    """Maximise what meetings and levels of coverage are worth, rows keeping their limits."""

    def __init__(self, loose: Loosened, grid: Grid) -> None:
        self.columns: TiedColumns = tied_columns(loose, grid)
        rows = tied_rows(self.columns)
        self._light = rows.matrix(self.columns.width), rows.limits

    def limit(self, worth: MeetingValue, budget: Budget) -> float | None:
        """A limit on every plan, pairs and levels being worth so much; None when time is over."""
        is_few = len(self.columns.in_session) <= _FEW_COMERS
        found = self._solved(worth, budget, *(self._full if is_few else self._light))
        return None if found is None else found.limit

    def relaxed(self, worth: MeetingValue, budget: Budget) -> Relaxed | None:
        """The programme solved with nobody at half a session; None when time is over."""
        return self._solved(worth, budget, *self._full)

    @cached_property
    def _full(self) -> tuple[csr_array, Floats]:
        """All rows and their limits."""
        rows = whole_rows(self.columns)
        matrix = vstack([self._light[0], rows.matrix(self.columns.width)], format="csr")
        return matrix, np.concatenate([self._light[1], rows.limits])

    def _solved(
        self, worth: MeetingValue, budget: Budget, matrix: csr_array, limits: Floats
    ) -> Relaxed | None:
        if budget.left <= 0:
            return None
        value = self._value(worth)
        if not len(value):
            return Relaxed(0.0, value)
        each = _STEP * max(1, matrix.nnz)
        most = min(max(1, int(_SHARE * budget.work / each)), _MOST_STEPS)
        found = linprog(
            -value,
            A_ub=matrix,
            b_ub=limits,
            bounds=np.column_stack([self._low, np.ones(len(value))]),
            method="highs-ds",
            options={"maxiter": most, "time_limit": _WALL * budget.left},
        )
        steps = int(found.nit)
        budget.spend(each * steps, in_time=found.x is not None or steps >= most)
        if found.x is None:
            return None
        # a price of the wrong sign would prove nothing
        prices = np.maximum(-np.asarray(found.ineqlin.marginals), 0.0)
        gain = value - matrix.T @ prices
        gained = np.where(self._low > 0, gain, np.maximum(gain, 0.0)).sum()
        limit = float(limits @ prices + gained) * self.columns.grid.unit
        return Relaxed(limit + abs(limit) * 1e-9, np.asarray(found.x))

    def choice(self, held: Floats) -> TiedChoice:
        """The sessions that are held most and fit, the people of whom two meet more than half."""
        columns, sessions, grid = self.columns, self.columns.sessions, self.columns.grid
        names = list(columns.names)
        two = np.flatnonzero(columns.both >= 0)
        likely = two[np.lexsort((columns.slot[two], columns.row[two], -held[two]))]
        likely = likely[held[likely] > _LITTLE]
        met = np.bincount(columns.row[two], weights=held[two], minlength=len(grid.pair))
        pairs, slots = grid.pair[columns.row[likely]].tolist(), columns.slot[likely].tolist()
        return TiedChoice(
            {
                (names[sessions.stand[n]], int(sessions.slot[n])): int(sessions.longest[n])
                for n in self._held_whole(held[columns.first_session : columns.first_level])
            },
            frozenset(grid.pair[np.flatnonzero(met > _HALF)].tolist()),
            tuple(Placed(pair, slot) for pair, slot in zip(pairs, slots, strict=True)),
        )

    def _held_whole(self, part: Floats) -> list[int]:
        """Sessions, those held most before others: of each group as many as are held in all."""
        columns, sessions = self.columns, self.columns.sessions
        group = columns.group[sessions.stand]
        asked = np.bincount(group, weights=part, minlength=len(columns.loose.groups))
        left, found = np.floor(asked + _HALF), []
        room = SharedRoom(columns)
        for session in np.lexsort((np.arange(len(part)), -part)).tolist():
            is_asked = part[session] > _LITTLE and left[group[session]] >= 1
            if (is_asked or sessions.is_fixed[session]) and room.takes(session):
                left[group[session]] -= 1
                found.append(session)
        return found

    @cached_property
    def _low(self) -> Floats:
        low = np.zeros(self.columns.width)
        low[self.columns.first_session : self.columns.first_level] = self.columns.sessions.is_fixed
        return low

    def _value(self, worth: MeetingValue) -> Floats:
        """What each column is worth, the best pair being worth one."""
        columns, grid = self.columns, self.columns.grid
        pairs = worth.pairs[columns.row].astype(np.float64)
        two = columns.both >= 0
        pairs[two] += worth.pairs[columns.both[two]]
        bonus = worth.bonus[columns.levels]
        nothing = np.zeros(len(columns.sessions.slot))
        return np.concatenate([pairs, nothing, bonus]) / grid.unit
