"""Small fairs by whole days: of each person one of their days, at the best score and least waiting.

A programme over days instead of meetings (Dantzig and Wolfe 1960): a day keeps all rules of its
person, walks included, so that only tables tie days together. Days are made as prices of seats ask
for them. Whatever seats cost, what all of them cost and each person's best day are worth is a limit
(weak duality), and on the fairs tried it was the optimum of score and waiting together.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from scipy.optimize import linprog  # type: ignore[import-untyped]
from scipy.sparse import csr_array  # type: ignore[import-untyped]

from matching.planning.arrays.grid import Floats, Grid
from matching.planning.budget.budget import Budget
from matching.planning.exact.days.choose_columns import Columns, best_columns, better_columns
from matching.planning.exact.days.undominated import undominated
from matching.planning.exact.days.whole_days import PersonDay, WholeDays, bonus_of
from matching.planning.problem.problem import Goal, Placed

_ORDERS = {
    (Goal.COVERAGE, Goal.SCORE, Goal.WAITING),
    (Goal.COVERAGE, Goal.SCORE),
    (Goal.SCORE, Goal.WAITING),
    (Goal.SCORE,),
}
# what a promised meeting is worth, in units of score: any bonus gives a limit where all have theirs
_PROMISED = 8
_ROUNDS, _INERTIA = 400, 0.5
# of all the work, what days may take in any case
_AT_LEAST = 0.2
# all values are whole: a limit nearer than one is reached. Of it, what all days may be off in all,
# and what sums in floats may be off as long as they are no greater
_OFF, _ROUNDED, _GREATEST = 0.4, 0.1, 1e13
_STEPS, _A_FEW = 60_000, 3
# shares of what may be lost, and how many days that lose no more are worth a search of their own
_PARTS = (1 / 16, 10_000), (0.3, 30_000), (1, 60_000)
# work of listing one day
_LISTED = 4e-5
_MOST_STATES = 300_000
# a slot of waiting is little beside a score
_TO_THE_SLOT = {"dual_feasibility_tolerance": 1e-10}


@dataclass(frozen=True, slots=True)
class DaysChosen:
    """The best plan of whole days, and whether no plan is better in any goal, each in its turn."""

    meetings: tuple[Placed, ...]
    is_best: bool


def can_choose_days(grid: Grid) -> bool:
    """Whether days of one person are tied to those of others by tables alone, and all is whole."""
    problem = grid.problem
    return (
        grid.exact
        and grid.is_roomy
        and problem.goals in _ORDERS
        and len(problem.days) == 1
        and not (problem.fixed or grid.must.any())
        and 0 < _states(grid) <= _MOST_STATES
        and _unit(grid) * grid.unit * (_PROMISED + 1) * _states(grid) <= _GREATEST * problem.slots
    )


def _unit(grid: Grid) -> int:
    """What a unit of score is worth where a slot of waiting is worth one: more than all waiting."""
    return len(grid.most) * grid.problem.slots + 1


def _states(grid: Grid) -> int:
    slots = grid.problem.slots
    met = int(np.minimum(grid.most, slots).max(initial=1)) + 1
    return len(grid.most) * len(grid.apart) * met * slots


def choose_days(
    grid: Grid, plan: Iterable[Placed], budget: Budget, *, share: float = 1.0
) -> DaysChosen:
    """The best plan of whole days from one known; only one that keeps every promise is proven.

    `share` of the time and work that are left may go into it; none does where the plan known
    already breaks a promise, since that can mostly not be helped.
    """
    days = _Days(grid, budget, share)
    days.begin(plan)
    if not days.is_promise_kept:
        return DaysChosen(grid.meetings(days.slots), is_best=False)
    days.make()
    days.choose()
    if not days.is_best:
        days.choose_among_all()
    return DaysChosen(grid.meetings(days.slots), days.is_best and days.is_promise_kept)


@dataclass
class _Days:
    """The days made so far, and the limit that prices have proven."""

    grid: Grid
    budget: Budget
    share: float
    value: int = field(init=False, default=0)
    limit: float = field(init=False, default=np.inf)

    def __post_init__(self) -> None:
        grid = self.grid
        unit = _unit(grid)
        self._idle = 1.0 if Goal.WAITING in grid.problem.goals else 0.0
        self._scale = float(unit * grid.unit)
        worth = (grid.worth * unit).astype(np.float64)
        promised = _PROMISED * self._scale if grid.levels else 0.0
        self._whole = WholeDays(grid, worth, bonus_of(grid, promised), self._idle)
        self._days: dict[tuple[int, PersonDay], int] = {}
        # what seats cost now, and where the limit was proven
        self._cost: Floats = np.zeros(grid.tables.shape)
        self._sharpest = self._cost
        self._left = max(self.share * self.budget.work_left, _AT_LEAST * self.budget.work)
        self._kept = (1 - self.share) * self.budget.left

    @property
    def is_best(self) -> bool:
        """Whether the plan is at the limit."""
        return self.limit - self.value < 1 - _ROUNDED

    @property
    def is_promise_kept(self) -> bool:
        """Whether everybody has what was promised: any bonus gives a true limit then."""
        met = np.bincount(self.grid.person[self.slots >= 0], minlength=len(self.grid.most))
        return not self.grid.levels or bool((met >= self.grid.least).all())

    def begin(self, plan: Iterable[Placed]) -> None:
        """Take in the days of a plan."""
        self.slots = self.grid.slots_of(tuple(plan))
        own: defaultdict[int, list[tuple[int, int]]] = defaultdict(list)
        for pair in np.flatnonzero(self.slots >= 0).tolist():
            own[int(self.grid.person[pair])].append((pair, int(self.slots[pair])))
        for person, held in own.items():
            self._add(person, tuple(sorted(held, key=lambda meeting: meeting[1])))
        self.value = sum(self._days.values())

    def _add(self, person: int, day: PersonDay) -> bool:
        if not day or (person, day) in self._days:
            return False
        self._days[person, day] = self._worth(person, day)
        return True

    def _worth(self, person: int, day: PersonDay) -> int:
        whole = self._whole
        bonus = whole.bonus[person, : len(day)].sum()
        worth = sum(whole.worth[pair] for pair, _ in day)
        ends = [slot + int(self.grid.length[pair]) for pair, slot in day]
        idle = sum(slot - end for end, (_, slot) in zip(ends, day[1:], strict=False))
        return round(float(worth + bonus - self._idle * idle))

    @property
    def _in_time(self) -> bool:
        return self._left > 0 and self.budget.left > self._kept

    def make(self) -> None:
        """Make days as prices ask for them, until the limit is reached or nothing is left to do."""
        inertia = _INERTIA
        for _ in range(_ROUNDS):
            priced = self._priced()
            if priced is None:
                return
            reached, cost, own = priced
            self._cost = inertia * self._sharpest + (1 - inertia) * cost
            fresh = self._round(own, is_last=not inertia)
            if self.limit - reached < 1 - _OFF or not self._in_time or not (fresh or inertia):
                return
            if not fresh:
                inertia = inertia / 2 if inertia > _INERTIA / 4 else 0.0
                self._whole.forget()

    def _priced(self) -> tuple[float, Floats, Floats] | None:
        """What the days made so far reach, what their seats cost, and each person's share."""
        if not self._days:
            return 0.0, np.zeros(self.grid.tables.shape), np.zeros(len(self.grid.most))
        rows, limits = self._rows()
        worth = np.array(list(self._days.values())) / self._scale
        found = linprog(-worth, A_ub=rows, b_ub=limits, method="highs-ds", options=_TO_THE_SLOT)
        if found.status:
            return None
        prices = np.maximum(-found.ineqlin.marginals, 0.0) * self._scale
        people = len(self.grid.most)
        cost = prices[people:].reshape(self.grid.tables.shape)
        return -found.fun * self._scale, cost, prices[:people]

    def _rows(self) -> tuple[csr_array, Floats]:
        """One day a person, and no more seats than tables: columns are the days."""
        grid, people = self.grid, len(self.grid.most)
        cells = [
            (row, column)
            for column, (person, day) in enumerate(self._days)
            for row in (person, *(people + seat for seat in self._seats(day)))
        ]
        row, column = np.array(cells).T
        shape = people + grid.tables.size, len(self._days)
        limits = np.concatenate([np.ones(people), grid.tables.ravel()])
        return csr_array((np.ones(len(row)), (row, column)), shape=shape), limits

    def _seats(self, day: PersonDay) -> list[int]:
        """The seats that a day takes, numbered stand by stand and slot by slot."""
        grid, slots = self.grid, self.grid.problem.slots
        return [
            int(grid.stand[pair]) * slots + slot + ahead
            for pair, slot in day
            for ahead in range(int(grid.length[pair]))
        ]

    def _round(self, own: Floats, *, is_last: bool) -> bool:
        """Add the best day of each person at these prices, and tell what they prove."""
        best, found = self._best_days()
        fresh = False
        for person, day in enumerate(found):
            if len({pair for pair, _ in day}) == len(day):
                fresh |= self._add(person, day)
            elif is_last:
                more, best[person] = self._without_twice(person, float(own[person]))
                fresh |= more
        limit = float((self._cost * self.grid.tables).sum() + best.sum())
        if limit < self.limit:
            self.limit, self._sharpest = limit, self._cost
        return fresh

    def _best_days(self) -> tuple[Floats, list[PersonDay]]:
        """What the best day of each person is worth, and the day, seldom with a pair twice."""
        people = range(len(self.grid.most))
        while True:
            self._whole.price(self._cost)
            self._left -= self._whole.work
            self.budget.spend(self._whole.work)
            found = [self._whole.best_day(person) for person in people]
            more = [self._whole.track(person, found[person]) for person in people]
            if not any(more) or not self._in_time:
                return self._whole.best.copy(), found

    def _without_twice(self, person: int, own: float) -> tuple[bool, float]:
        """Days of somebody worth more than what they have, and what they are worth at most."""
        least = own + _OFF / len(self.grid.most)
        days = self._whole.days_above(person, least, most=_A_FEW, steps=_STEPS)
        if days is not None and not days:
            return False, min(least, float(self._whole.best[person]))
        fresh = [self._add(person, day) for day in days or ()]
        return any(fresh), float(self._whole.best[person])

    def choose(self) -> bool:
        """The best of the plans that the days made so far allow; whether that is proven."""
        if not self._days:
            return True
        found = best_columns(self._columns(), self._seconds, self.budget)
        self._take(found.chosen)
        return found.is_proven

    def _columns(self) -> Columns:
        rows, limits = self._rows()
        return Columns(rows, limits, list(self._days.values()))

    @property
    def _seconds(self) -> float:
        work = max(self._left, _AT_LEAST * self.budget.work)
        return min(work, self._spare)

    @property
    def _spare(self) -> float:
        """Seconds of the clock that are not kept for what comes after."""
        return max(0.01, self.budget.left - self._kept)

    def choose_among_all(self) -> None:
        """Where the limit is not met: among all days that could belong to a better plan.

        Values are whole, so a better plan loses less than what is missing and one, and no day of
        it loses more. Days that lose a part of that come first: a better plan leaves fewer.
        """
        if not self._in_time:
            return
        self._cost = self._sharpest
        self._best_days()
        best = np.array([self._best_once(person) for person in range(len(self.grid.most))])
        self.limit = min(self.limit, float((self._cost * self.grid.tables).sum() + best.sum()))
        part: float
        are_few = True
        for part, room in _PARTS:
            lost = part * self._missing
            if self.is_best or not self._in_time:
                return
            are_few = (are_few or part == 1) and self._list(best - lost, room)
            if are_few:
                self._choose_listed(lost)

    @property
    def _missing(self) -> float:
        """What a day of a better plan may lose."""
        return self.limit - self.value - 1 + _ROUNDED

    def _choose_listed(self, lost: float) -> None:
        """A better plan of the days listed, which are all that lose at most so much."""
        self._days = undominated(self._days, self._seats, self.grid.tables.ravel())
        found = better_columns(self._columns(), self.value, self._spare, self.budget)
        self._take(found.chosen)
        if self._missing <= lost and (found.is_proven or self.choose()):
            self.limit = float(self.value)

    def _best_once(self, person: int) -> float:
        """What the best day of somebody is worth, as priced last, that holds no pair twice."""
        in_time = self._in_time
        days = self._whole.days_above(person, 0.0, most=1, steps=_STEPS) if in_time else None
        if days is None:
            return float(self._whole.best[person])
        cost = self._cost.ravel()
        return max((self._worth(person, d) - cost[self._seats(d)].sum() for d in days), default=0.0)

    def _list(self, least: Floats, room: int) -> bool:
        """Add everybody's days worth at least so much, as priced last; whether there is room."""
        for person, worth in enumerate(least.tolist()):
            if not self._in_time:
                return False
            days = self._whole.days_above(person, worth, most=room, steps=_STEPS)
            if days is None or len(days) >= room:
                return False
            room -= len(days)
            self.budget.spend(_LISTED * len(days))
            for day in days:
                self._add(person, day)
        return True

    def _take(self, columns: list[int]) -> None:
        """Hold the days of these columns, where they are worth more than those of now."""
        every = list(self._days)
        days = [every[column] for column in columns]
        value = sum(self._days[each] for each in days)
        if value > self.value:
            self.value = value
            self.slots = np.full(len(self.grid.pair), -1)
            for _, day in days:
                for pair, slot in day:
                    self.slots[pair] = slot
