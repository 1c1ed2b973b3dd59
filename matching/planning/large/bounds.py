"""What is proven about the plans of a grid: limits on coverage and, beside it, on the score."""

from dataclasses import dataclass, field, replace

import numpy as np

from matching.planning.arrays.grid import Grid, Ints
from matching.planning.arrays.grid_plan import GridPlan
from matching.planning.large.exchange import MeetingValue
from matching.planning.large.pair_flow import PairChoice, choose_pairs

# what a person more may be worth where coverage is below its limit, in units of score
_SHARES = (0.0, 0.25, 0.5, 1.0)

# what a pair that is owed is worth beside its score, in units of score
_OWED = 4


@dataclass
class PlanBounds:
    """Proven upper limits on the coverage and score of every plan of a large fair.

    They come from flows over pairs, made tighter by prices over time. Each is a limit on the sum of
    worths and of bonuses times coverage, whatever the bonuses. A plan with the coverage of ours, or
    better, has a score of at most such a limit less our bonuses, as long as better coverage also
    has greater bonuses.
    """

    grid: Grid
    keep: int = 0
    choice: PairChoice = field(init=False)
    coverage: tuple[int, ...] = field(init=False)
    priced: tuple[Grid, float] = field(init=False)

    def __post_init__(self) -> None:
        self.choice = choose_pairs(self.grid, keep=self.keep)
        self.coverage = self.choice.coverage
        self.totals = [(self.choice.bonus, float(self.choice.total))]
        self.priced = self.grid, 0.0
        self._eased: set[int] = set()
        if self.grid.must.any():
            # every plan holds them, so what they are worth beside their score changes no plan
            owed = _OWED * self.grid.unit
            count = int(self.grid.must.sum())
            self._price(self.grid.worth + owed * self.grid.must, -float(owed * count))

    def tighten(self, limit: float, worth: MeetingValue) -> None:
        """Add a limit on worths and bonuses of levels, as `worth` tells them."""
        bonus = worth.bonus.max(axis=0, initial=0.0)[: self.grid.levels]
        owed = float((worth.pairs - self.grid.worth).sum())
        self.totals.append((tuple(int(each) for each in bonus), limit - owed))

    def _price(self, worth: Ints, owned: float) -> None:
        """Add a limit for pairs worth something else, in whole units, shape (pairs,).

        `owned` is added to it: what every plan has besides its pairs.
        """
        self.priced = replace(self.grid, worth=worth), owned
        choice = choose_pairs(self.priced[0], keep=self.keep)
        self.totals.append((choice.bonus, choice.total + owned))

    def ease(self, coverage: tuple[int, ...]) -> None:
        """Add limits on the score of plans that serve fewer people than the limit of coverage.

        A limit on score plus a bonus for each promised meeting bounds the score alone, the tighter
        the smaller the bonus. Where the bonus outweighs every score the limit says next to nothing
        of a plan short of coverage: limits with smaller bonuses on the first level that falls
        short, and none after it, say more.

        Parameters
        ----------
        coverage
            By level n: how many people the plan gives their (n + 1)-th promised meeting.
        """
        level = next((n for n, c in enumerate(coverage) if c < self.coverage[n]), None)
        if level is None or level in self._eased:
            return
        self._eased.add(level)
        (grid, owned), after = self.priced, (0,) * (len(coverage) - level - 1)
        for share in _SHARES:
            bonus = (*self.choice.bonus[:level], int(share * grid.unit), *after)
            choice = choose_pairs(grid, bonus=bonus, keep=self.keep)
            self.totals.append((bonus, choice.total + owned))

    def score(self, coverage: tuple[int, ...]) -> int:
        """Upper limit on the score (in whole units) of plans with at least that coverage."""
        found = [self._free]
        for bonus, total in self.totals:
            if self._is_ordered(bonus, coverage):
                gained = sum(b * c for b, c in zip(bonus, coverage, strict=True))
                found.append(int(total - gained + 1e-6))
        return min(found)

    @property
    def _free(self) -> int:
        return int(self.grid.worth.sum()) + self.keep * len(self.grid.pair)

    def _is_ordered(self, bonus: tuple[int, ...], coverage: tuple[int, ...]) -> bool:
        """Whether every plan that covers as well has bonuses as great.

        Better coverage has more people at some level and any number at those after it; as long
        as all levels so far are at their limit, none of them can have more.
        """
        at_limit = True
        for level, reached in enumerate(coverage):
            at_limit = at_limit and reached >= self.coverage[level]
            after = zip(bonus[level + 1 :], coverage[level + 1 :], strict=True)
            if not at_limit and bonus[level] < sum(b * c for b, c in after):
                return False
        return True

    def open_level(self, coverage: tuple[int, ...]) -> MeetingValue | None:
        """Values that make the most people reach the first level of coverage below its limit.

        None when coverage is at its limit. An upper bound on the sum of these values is a limit
        of that level: it is given to `cap_level`.
        """
        grid = self.grid
        level = next((n for n, c in enumerate(coverage) if c < self.coverage[n]), None)
        if level is None:
            return None
        bonus = np.zeros((len(grid.most), int(grid.most.max(initial=0)) + 2))
        bonus[:, :level], bonus[:, level] = 2.0, 1.0
        bonus[np.arange(bonus.shape[1]) >= grid.least[:, None]] = 0.0
        return MeetingValue(np.zeros(len(grid.pair)), bonus)

    def cap_level(self, coverage: tuple[int, ...], limit: float) -> None:
        """Lower the limit of the first open level, as a bound for `open_level` allows."""
        level = next(n for n, c in enumerate(coverage) if c < self.coverage[n])
        fixed = [self.grid.met > n for n in range(level + 1)]
        met = sum(
            (2 if n < level else 1) * int((fixed[n] & (self.grid.least > n)).sum())
            for n in range(level + 1)
        )
        most = int(limit + met + 1e-6) - 2 * sum(coverage[:level])
        if most < self.coverage[level]:
            after = (min(most, c) for c in self._promised[level + 1 :])
            self.coverage = (*self.coverage[:level], most, *after)

    @property
    def _promised(self) -> tuple[int, ...]:
        """How many people are promised at least 1, 2, 3… meetings."""
        return tuple(int((self.grid.least > n).sum()) for n in range(self.grid.levels))

    def gap(self, grid_plan: GridPlan) -> float:
        """Share of the score that may be missing; 1 while coverage is below its limit."""
        coverage = grid_plan.coverage()
        if coverage < self.coverage:
            return 1.0
        limit = self.score(coverage)
        return (limit - grid_plan.score(self.keep)) / max(1, limit)
