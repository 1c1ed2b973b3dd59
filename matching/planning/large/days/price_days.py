"""Whole days of people where seats cost something: a sharper limit, and days worth choosing from.

Prices over time limit a plan meeting by meeting: half a person walks, or meets one stand in two
halves. A whole day does neither, and is found exactly (`exact/days/whole_days.py`), so the same
prices prove a limit that is as sharp or sharper (Dantzig and Wolfe 1960).
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from matching.planning.arrays.grid import Floats, Grid, Ints
from matching.planning.budget.budget import Budget
from matching.planning.exact.days.whole_days import PersonDay, WholeDays
from matching.planning.large.exchange import MeetingValue

# people whose days are found at once: of them, whoever needs most states sets the number for all
_AT_ONCE = 50
# the greatest worth of a pair as days count it, so that what they round is the same everywhere
_UNIT, _NEVER = 1e4, -1e15
# states of all days that are looked at, and steps of one person's search among them
_MOST_STATES, _STEPS = 1_500_000, 2_000


@dataclass(frozen=True, slots=True)
class DayChoice:
    """A day that somebody could have: its pairs and slots, and what it is worth in whole units."""

    person: int
    day: PersonDay
    worth: float


def can_price_days(grid: Grid, worth: MeetingValue) -> bool:
    """Whether days of one person are tied to those of others by tables alone."""
    most = int(np.minimum(grid.most, grid.problem.slots).max(initial=1)) + 1
    states = len(grid.most) * len(grid.apart) * most * grid.problem.slots
    return (
        grid.is_roomy
        and len(grid.problem.days) == 1
        and not worth.keep
        and 0 < states <= _MOST_STATES
    )


class DayPrices:
    """The best days of all people of a grid where seats (stands by slots) cost so much."""

    def __init__(self, grid: Grid, worth: MeetingValue, cost: Floats, budget: Budget) -> None:
        self.grid, self.worth, self.cost = grid, worth, cost
        self._budget, self._scale = budget, _UNIT / grid.unit

    @cached_property
    def limit(self) -> float:
        """No plan is worth more: worths and bonuses of coverage together, in whole units."""
        seats = float((self.cost * self.grid.tables).sum())
        best = sum(float(days.best.sum()) for _, _, days in self._parts)
        return seats + best / self._scale * (1 + 1e-9)

    def choices(self, within: float, most: int) -> list[DayChoice]:
        """Of everybody the `most` best days that lose at most so much, in units of score."""
        found: list[DayChoice] = []
        for people, pairs, days in self._parts:
            for own, person in enumerate(people.tolist()):
                least = float(days.best[own]) - within * _UNIT
                for day in days.days_above(own, least, most=most, steps=_STEPS) or ():
                    told = tuple((int(pairs[pair]), slot) for pair, slot in day)
                    found.append(DayChoice(person, told, self._worth(person, told)))
        return found

    def _worth(self, person: int, day: PersonDay) -> float:
        met = int(self.grid.met[person])
        bonus = self.worth.bonus[person, met : met + len(day)].sum()
        return float(self.worth.pairs[[pair for pair, _ in day]].sum() + bonus)

    @cached_property
    def _parts(self) -> list[tuple[Ints, Ints, WholeDays]]:
        """Some people at a time, their pairs, and their days as priced."""
        return list(self._made())

    def _made(self) -> Iterator[tuple[Ints, Ints, WholeDays]]:
        people = np.unique(self.grid.person[self.grid.may.any(axis=1)])
        for first in range(0, len(people), _AT_ONCE):
            some = people[first : first + _AT_ONCE]
            pairs = np.flatnonzero(np.isin(self.grid.person, some))
            if len(pairs):
                yield some, pairs, self._priced(some, pairs)

    def _priced(self, people: Ints, pairs: Ints) -> WholeDays:
        days = WholeDays(
            _of_some(self.grid, people, pairs),
            self.worth.pairs[pairs] * self._scale,
            self._bonus(people),
            0.0,
        )
        while True:
            days.price(self.cost * self._scale)
            self._budget.spend(days.work)
            more = [days.track(own, days.best_day(own)) for own in range(len(people))]
            if not any(more):
                return days

    def _bonus(self, people: Ints) -> Floats:
        """People by meetings of their day: what one more adds; far below zero beyond their most."""
        grid = self.grid
        count = max(1, int(np.minimum(grid.most - grid.met, grid.problem.slots).max(initial=1)))
        had = grid.met[people][:, None] + np.arange(count)
        inside = np.minimum(had, self.worth.bonus.shape[1] - 1)
        bonus = self.worth.bonus[people[:, None], inside] * self._scale
        return np.where(had < grid.most[people][:, None], bonus, _NEVER)


def _of_some(grid: Grid, people: Ints, pairs: Ints) -> Grid:
    """What days of some people are found from, people and pairs numbered anew."""
    number = np.full(len(grid.most), -1)
    number[people] = np.arange(len(people))
    return replace(
        grid,
        pair=grid.pair[pairs],
        person=number[grid.person[pairs]],
        stand=grid.stand[pairs],
        length=grid.length[pairs],
        worth=grid.worth[pairs],
        may=grid.may[pairs],
        most=grid.most[people],
        least=grid.least[people],
        met=grid.met[people],
        must=grid.must[pairs],
        announced=grid.announced[pairs],
    )
