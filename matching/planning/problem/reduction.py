"""Problems turned into others whose plans are plans of the first, and the way there and back."""

from collections.abc import Iterable
from typing import Protocol, TypeVar

from matching.planning.problem.problem import Placed, Problem

Told = TypeVar("Told")


class Reduction(Protocol[Told]):
    """A problem to solve instead of another one, with plans translated both ways.

    As the reductions of cvxpy (`apply`, then `invert` of the solution): every way in which a
    problem here becomes another is one of these. `canonical` sorts the rows, `in_order` calls the
    parties by a given order, `restrict` cuts out what an event affects, `pose` makes the words of a
    fair a problem; their plans are made of `Placed` pairs, or of the fair's meetings. `with_past`
    and `rest_of_day` need none: they narrow or widen what is allowed and leave pairs and slots
    where they are.

    Two laws hold, by test: a plan that keeps the rules of `problem` keeps those of the given one
    when told `outward`, and `inward` takes it back.
    """

    @property
    def problem(self) -> Problem:
        """The problem to solve instead."""
        ...

    def inward(self, plan: Iterable[Told], /) -> tuple[Placed, ...]:
        """Meetings of the given problem as pairs and slots of `problem`, those that it knows."""
        ...

    def outward(self, plan: Iterable[Placed], /) -> tuple[Told, ...]:
        """A plan of `problem`, told in the given one and sorted by slot."""
        ...
