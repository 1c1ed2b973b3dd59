"""Problems turned into others whose plans are plans of the first, and the way there and back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
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


@dataclass(frozen=True, slots=True)
class PairsAlone:
    """Some pairs of a problem and their parties, as a problem of their own.

    Its plans keep the rules of the whole one where nothing else is placed and nothing is shared by
    parties outside it (rooms, leaders, groups).

    Attributes
    ----------
    order
        For each pair of `problem` its number among the pairs of the whole one.
    """

    problem: Problem
    order: tuple[int, ...]

    def inward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """The meetings of a plan of the whole problem that are of these pairs."""
        return renumbered(plan, self.order)


def pairs_alone(problem: Problem, pairs: Iterable[int]) -> PairsAlone:
    """The part of a problem that these pairs, by their numbers, and their parties make."""
    order = tuple(sorted(set(pairs)))
    new = {old: number for number, old in enumerate(order)}
    ends = {end for old in order for end in problem.pairs[old].between}
    small = replace(
        problem,
        people=tuple(person for person in problem.people if person.id in ends),
        stands=tuple(stand for stand in problem.stands if stand.id in ends),
        pairs=tuple(problem.pairs[old] for old in order),
        before=tuple((new[a], new[b]) for a, b in problem.before if a in new and b in new),
        fixed=renumbered(problem.fixed, order),
        announced=renumbered(problem.announced, order),
    )
    return PairsAlone(small, order)


def renumbered(plan: Iterable[Placed], order: Sequence[int]) -> tuple[Placed, ...]:
    """The meetings of these pairs alone, each pair called by its place in `order`."""
    new = {old: number for number, old in enumerate(order)}
    return tuple(Placed(new[pair], slot) for pair, slot in plan if pair in new)
