"""The rules and goals over a choice of placements, as whole-number rows that solvers read."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from matching.planning.problem.problem import Goal, Placed


class LinearSum(NamedTuple):
    """A weighted sum of columns with a constant; weights are whole, by number of the column."""

    weights: dict[int, int]
    constant: int = 0

    def value(self, values: Sequence[int]) -> int:
        """The sum at given values of the columns."""
        return self.constant + sum(
            weight * values[column] for column, weight in self.weights.items()
        )


class Objective(NamedTuple):
    """One thing to make as great (or as small) as can be, when all before it are settled.

    Attributes
    ----------
    goal, level
        The goal that it is part of, and which part: coverage has one for each meeting promised.
    """

    goal: Goal
    level: int
    sum: LinearSum
    maximise: bool


class Constraint(NamedTuple):
    """A row: low <= weighted sum <= high, None leaves that side open."""

    weights: dict[int, int]
    low: int | None
    high: int | None


@dataclass
class Model:
    """Columns (placements first, then what is derived from them) and the rows between them.

    Attributes
    ----------
    placed
        What the first columns choose: 1 when the placement is in the plan.
    low, high
        Bounds of each column, whole numbers.
    objectives
        In the order in which they are optimised.
    derived
        How the value of each further column follows from those before it.
    """

    placed: tuple[Placed, ...]
    low: list[int] = field(default_factory=list)
    high: list[int] = field(default_factory=list)
    constraints: list[Constraint] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)
    derived: list[Callable[[Sequence[int]], int]] = field(default_factory=list)

    def column(self, value: Callable[[Sequence[int]], int], high: int = 1) -> int:
        """A derived column, with how its value follows from the columns before it."""
        self.low.append(0)
        self.high.append(high)
        self.derived.append(value)
        return len(self.low) - 1

    def constrain(self, weights: dict[int, int], low: int | None, high: int | None) -> None:
        """Post a row."""
        self.constraints.append(Constraint(weights, low, high))

    def values(self, meetings: Iterable[Placed]) -> list[int]:
        """Values of all columns for a plan made of the model's placements."""
        chosen = set(meetings)
        values = [int(placed in chosen) for placed in self.placed]
        for rule in self.derived:
            values.append(rule(values))
        return values

    def plan(self, values: Sequence[float]) -> tuple[Placed, ...]:
        """The placements that given values of the columns choose."""
        return tuple(p for p, value in zip(self.placed, values, strict=False) if value > 0.5)

    def holds(self, values: Sequence[int]) -> bool:
        """Whether every row is kept to the last unit: solvers round."""
        return all(
            (constraint.low is None or total >= constraint.low)
            and (constraint.high is None or total <= constraint.high)
            for constraint in self.constraints
            if (total := LinearSum(constraint.weights).value(values)) is not None
        )

    def require(self, objective: Objective, value: int) -> None:
        """From now on, the part does at least as well as a value."""
        limit = value - objective.sum.constant
        if objective.maximise:
            self.constrain(objective.sum.weights, limit, None)
        else:
            self.constrain(objective.sum.weights, None, limit)
