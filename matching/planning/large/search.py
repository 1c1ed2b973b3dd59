"""A good plan of a large fair: a guide, exact exchanges, wider questions, then less waiting.

The order of the work is fixed and counted in rounds, never in seconds: the clock only cuts it
short. No step is kept that makes the plan worse.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import numpy as np

from matching.planning.arrays.grid import Floats, Grid, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.budget.budget import Budget
from matching.planning.large.bounds import PlanBounds
from matching.planning.large.days.dive import dive
from matching.planning.large.days.price_days import DayPrices, can_price_days
from matching.planning.large.exchange import (
    MeetingValue,
    eased_bonus,
    exchange_block,
    exchange_stand,
    level_bonus,
    value_by_goals,
)
from matching.planning.large.pdlp_prices import DualPrices, price_slots
from matching.planning.large.rechoose_pairs import rechoose_pairs
from matching.planning.large.regroup import Groups, estimated_losses
from matching.planning.problem.problem import IDLE_TIME

_PULL = 0.4
_FIRST_SHARES = (0.05, 0.3)
_SWEEPS, _FLOWS, _FLOW_ROUNDS = 3, 4, 4
_NEAR, _NEARER, _FAR, _LITTLE = 2e-4, 1e-3, 5e-3, 3e-4
# rounds for the score, whose limit they sharpen, and for coverage, which is whole people
_PRICED_CELLS, _PRICE_ROUNDS, _COUNT_ROUNDS = 250_000, 1_000, 600
# placements up to which a limit on the score is worth its prices, where a plan is not
_LIMITED_CELLS = 600_000
# share of all the work that may go into prices
_PRICE_SHARE = 0.2
# work and time kept back to shorten the waits
_RESERVE = 0.15
_REGROUPINGS, _VAIN, _STALE = 200, 25, 20
# so near the limit, so small a gain of the last groups is not worth more of them
_GOOD, _FAIR_GAIN = 1e-2, 1e-4
_SHORTENINGS, _FEW = 4, 0.05
# days worth choosing from: what they may lose, in units of score, and how many of each person
_WITHIN, _DAYS_EACH = 0.01, 40
# how far pairs are valued anew (in units of the greatest score), work of it for each placement
_SHAKE, _SHAKE_WORK = 0.05, 1.5e-6

TellPlan = Callable[[GridPlan], None]


@dataclass
class LargeSearch:
    """One run over a grid; `grid_plan` holds the best plan so far.

    A brief run leaves out what takes long where seats are hard to use.
    """

    grid: Grid
    budget: Budget
    keep: int = 0
    tell: TellPlan | None = None
    is_brief: bool = False
    limits: PlanBounds = field(init=False)
    grid_plan: GridPlan = field(init=False)

    def __post_init__(self) -> None:
        self.limits = PlanBounds(self.grid, self.keep)
        self.grid_plan = GridPlan(self.grid)
        self._chance = np.random.default_rng(self.budget.seed)
        self._best = self.grid_plan.standing(self.keep), self.grid_plan.slot.copy()

    def run(self, start: Ints) -> None:
        """All the work, from a plan (slots of pairs) to begin with or none (all -1)."""
        if (start >= 0).any():
            self.grid_plan.put_all_that_fit(start)
            self._report()
        else:
            self._guided(self.limits.choice.chosen.astype(np.float64))
        self._improve()
        if not self.is_brief:
            self._repair()
        self._shorten_waits()
        self._report()
        self._back_to_best()

    @property
    def _in_time(self) -> bool:
        return self.budget.left > 0

    @property
    def _walks(self) -> bool:
        """Whether a walk between zones takes longer than the gap."""
        return self.grid.nearest > self.grid.gap

    @property
    def _is_spent(self) -> bool:
        """Whether what is left is needed to shorten the waits."""
        budget = self.budget
        is_late = budget.left <= _RESERVE * budget.seconds
        if is_late:
            budget.spend(0.0, in_time=False)
        return is_late or budget.work_left <= _RESERVE * budget.work

    def _guided(self, share: Floats) -> None:
        """A first plan, drawn towards the pairs of a guide, coverage counting more and more."""
        grid, bonus = self.grid, level_bonus(self.grid)
        true = value_by_goals(grid, self.keep)
        pull = _PULL * grid.unit * (share - 0.5)
        for part in _FIRST_SHARES:
            drawn = MeetingValue(true.pairs + pull, bonus * part, self.keep)
            first = not (self.grid_plan.slot >= 0).any()
            self._sweep(drawn, self._scarce_first(), whatever_time=first)
            self._report()

    def _scarce_first(self) -> list[int]:
        """Slots in which few can come are filled before those where many can."""
        return [int(slot) for slot in np.argsort(self.grid.may.sum(axis=0), kind="stable")]

    def _sweep(
        self, worth: MeetingValue, order: list[int] | None = None, *, whatever_time: bool = False
    ) -> None:
        for slot in range(self.grid.problem.slots) if order is None else order:
            if whatever_time or self._in_time:
                exchange_block(self.grid_plan, worth, slot)
        self._sweep_stands(worth, whatever_time=whatever_time)

    def _sweep_stands(self, worth: MeetingValue, *, whatever_time: bool = False) -> None:
        for stand in range(len(self.grid.tables)):
            if whatever_time or self._in_time:
                exchange_stand(self.grid_plan, worth, stand)

    def _improve(self) -> None:
        """Sweeps, then flows and a sweep, as long as they help and something is left to gain."""
        worth = value_by_goals(self.grid, self.keep)
        for _ in self._while_better(_SWEEPS):
            self._sweep(worth)
        for _ in self._while_better(_FLOW_ROUNDS):
            for _ in range(_FLOWS):
                if self._in_time:
                    rechoose_pairs(self.grid_plan, worth, self._chance)
            self._sweep(worth)

    def _while_better(self, most: int) -> Iterator[int]:
        """Rounds, until one changes next to nothing or next to nothing is left to gain."""
        for number in range(most):
            before, gap = self.grid_plan.standing(self.keep), self._gap()
            if not self._in_time or gap <= _NEAR:
                return
            yield number
            self._report()
            after = self.grid_plan.standing(self.keep)
            if after[:2] == before[:2] and after[2] - before[2] <= _LITTLE * before[2]:
                return

    def _gap(self) -> float:
        return self.limits.gap(self.grid_plan)

    def _repair(self) -> None:
        """Where seats are hard to use: prices over time, a second plan, then group after group."""
        worth = value_by_goals(self.grid, self.keep)
        can_price, cells = can_price_days(self.grid, worth), np.count_nonzero(self.grid.may)
        is_middle = cells <= _PRICED_CELLS
        if self._gap() <= (_NEARER if self._walks or (can_price and is_middle) else _FAR):
            return
        # all goals have their turn before anything that takes long
        self._shorten_waits()
        loss = self._from_prices(worth, can_price=can_price) if is_middle else None
        if can_price and _PRICED_CELLS < cells <= _LIMITED_CELLS:
            self._limit_by_days()
        if self._walks and self._gap() < 1.0:
            self._shake(worth)
        groups, vain, before = Groups(self.grid, self._chance), 0, 0
        for number in range(_REGROUPINGS):
            if self._is_spent or self._gap() <= _FAR or vain >= _VAIN:
                break
            if number % _STALE == 0:
                now = self.grid_plan.score(self.keep)
                if self._gap() <= _GOOD and now - before <= _FAIR_GAIN * now:
                    break
                before = now
                groups.look(estimated_losses(self.grid_plan, worth) if loss is None else loss)
            vain = 0 if groups.regroup(self.grid_plan, worth, self.budget) else vain + 1
            self._report()

    def _from_prices(self, worth: MeetingValue, *, can_price: bool) -> Floats | None:
        """Prices over time, limits and a second plan by them; what each meeting loses at them."""
        if not self._in_time:
            return None
        if can_price:
            worth = MeetingValue(worth.pairs, eased_bonus(self.grid))
        priced = self._price(worth, _PRICE_ROUNDS)
        self.limits.tighten(priced.limit, worth)
        if can_price:
            self._by_days(priced, worth)
        elif not self._walks:
            self._by_shares(priced)
        self._prove_coverage(can_price=can_price)
        return priced.loss

    def _by_shares(self, priced: DualPrices) -> None:
        """The better of this plan and one guided by how far prices let each pair meet.

        Where people walk half a person walks for nothing: such prices limit, and guide badly.
        """
        self.grid_plan = GridPlan(self.grid)
        self._guided(priced.share)
        self._improve()
        self._back_to_best()

    def _limit_by_days(self) -> None:
        """A limit by whole days alone, where prices for a plan would take too long.

        Small bonuses say as much of the score as great ones, and prices for them are soon good.
        """
        if not self._in_time:
            return
        small = eased_bonus(self.grid)
        worth = MeetingValue(self.grid.worth.astype(np.float64), small)
        priced = self._price(worth, _PRICE_ROUNDS)
        self.limits.tighten(DayPrices(self.grid, worth, priced.seats, self.budget).limit, worth)

    def _by_days(self, priced: DualPrices, worth: MeetingValue) -> None:
        """A limit by whole days at these prices, and the better of this plan and one of the days.

        Of a few days each, a linear programme holds most as whole, so little of either is lost.
        """
        if not self._in_time:
            return
        days = DayPrices(self.grid, worth, priced.seats, self.budget)
        self.limits.tighten(days.limit, worth)
        if self._gap() <= _NEAR or not self._in_time:
            return
        slots = dive(self.grid, days.choices(_WITHIN, _DAYS_EACH), self.budget)
        self.grid_plan = GridPlan(self.grid)
        self.grid_plan.put_all_that_fit(slots)
        self._improve()
        self._back_to_best()

    def _price(self, worth: MeetingValue, most: int) -> DualPrices:
        """Prices for at most a share of the work."""
        share, stop = _PRICE_SHARE * self.budget.work, self.budget.left
        empty, may = GridPlan(self.grid), self.grid.may
        priced = price_slots(empty, worth, may, rounds=most, work=share, stop=stop)
        self.budget.spend(priced.work)
        return priced

    def _shake(self, worth: MeetingValue) -> None:
        """Sweeps by slightly other scores, then by the true ones; kept when no worse.

        Where walks tie the meetings of a day, one block or stand at a time soon finds nothing
        more, and whole groups are too much for a solver: small changes of all scores at once lead
        out of that (a noising method: Charon and Hudry 1993).
        """
        grid, vain = self.grid, 0
        work = _SHAKE_WORK * np.count_nonzero(grid.may)
        while vain < _VAIN and not self._is_spent and self._gap() > _NEAR:
            before = self.grid_plan.standing(self.keep)
            noise = _SHAKE * grid.unit * (self._chance.random(len(grid.pair)) - 0.5)
            self._sweep_stands(MeetingValue(worth.pairs + noise, worth.bonus, self.keep))
            self._sweep(worth)
            self.budget.spend(work)
            self._report()
            self._back_to_best()
            vain = 0 if self.grid_plan.standing(self.keep) > before else vain + 1

    def _prove_coverage(self, *, can_price: bool) -> None:
        """A sharper limit on the first level of coverage that is below its own."""
        question = self.limits.open_level(self.grid_plan.coverage())
        if question is None or not self._in_time:
            return
        priced = self._price(question, _COUNT_ROUNDS)
        limit = priced.limit
        if can_price:
            days = DayPrices(self.grid, question, priced.seats, self.budget)
            limit = min(limit, days.limit)
        self.limits.cap_level(self.grid_plan.coverage(), limit)

    def _shorten_waits(self) -> None:
        """The same worth with less waiting, sweep after sweep."""
        if not IDLE_TIME & set(self.grid.problem.goals):
            return
        worth, first = value_by_goals(self.grid, self.keep, idle=True), self.grid_plan.waiting()
        for _ in range(_SHORTENINGS):
            waiting = self.grid_plan.waiting()
            if not self._in_time or not waiting:
                return
            self._sweep(worth)
            self._report()
            self._back_to_best()
            if waiting - self.grid_plan.waiting() < _FEW * first:
                return

    def _report(self) -> None:
        """Remember the best plan so far, and tell it."""
        standing = self.grid_plan.standing(self.keep)
        if standing > self._best[0]:
            self._best = standing, self.grid_plan.slot.copy()
            if self.tell is not None:
                self.tell(self.grid_plan)

    def _back_to_best(self) -> None:
        """A drawn or interrupted plan may be worse than one before it."""
        if self.grid_plan.standing(self.keep) < self._best[0]:
            self.grid_plan.copy_from(self._best[1])
