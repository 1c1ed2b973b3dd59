"""A problem in an order that does not depend on how its rows came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matching.planning.problem.problem import Pair, Placed, Problem


@dataclass(frozen=True, slots=True)
class Canonical:
    """The same problem, sorted; `order[new]` is the old position of a pair."""

    problem: Problem
    order: tuple[int, ...]

    def inward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """Placements of the given problem, told in the sorted one."""
        new = {old: position for position, old in enumerate(self.order)}
        return tuple(Placed(new[pair], slot) for pair, slot in plan if pair in new)

    def outward(self, plan: Iterable[Placed], /) -> tuple[Placed, ...]:
        """Placements of the sorted problem, told in the given one: by slot, then by pair."""
        old = (Placed(self.order[pair], slot) for pair, slot in plan)
        return tuple(sorted(old, key=lambda placing: (placing.slot, placing.pair)))


def canonical(problem: Problem) -> Canonical:
    """The same problem, people and stands sorted by id and pairs by what they say: a reduction."""
    order = _order(problem)
    new = {old: position for position, old in enumerate(order)}

    def moved(placed: tuple[Placed, ...]) -> tuple[Placed, ...]:
        return tuple(sorted(Placed(new[pair], slot) for pair, slot in placed))

    pairs = (problem.pairs[old] for old in order)
    return Canonical(
        replace(
            problem,
            people=tuple(sorted(problem.people, key=lambda person: person.id)),
            stands=tuple(sorted(problem.stands, key=lambda stand: stand.id)),
            pairs=tuple(replace(pair, between=_sorted_ends(pair)) for pair in pairs),
            walks=tuple(sorted(problem.walks)),
            before=tuple(sorted((new[one], new[two]) for one, two in problem.before)),
            fixed=moved(problem.fixed),
            groups=tuple(sorted(problem.groups, key=lambda group: group.stand)),
            shared=tuple(
                replace(shared, stands=tuple(sorted(shared.stands)))
                for shared in sorted(problem.shared, key=lambda shared: shared.id)
            ),
            announced=moved(problem.announced),
        ),
        order,
    )


def _sorted_ends(pair: Pair) -> tuple[str, str]:
    return min(pair.between), max(pair.between)


def _order(problem: Problem) -> tuple[int, ...]:
    """Positions of the pairs sorted; two rows that say the same differ by what is asked of them."""
    fixed, announced = dict(problem.fixed), dict(problem.announced)

    def said(number: int) -> tuple[object, ...]:
        pair = problem.pairs[number]
        slots = (-1,) if pair.slots is None else pair.slots
        terms = (_sorted_ends(pair), pair.score, pair.length, pair.must, slots)
        return (*terms, fixed.get(number, -1), announced.get(number, -1))

    ranks = _ranks([said(number) for number in range(len(problem.pairs))])
    while problem.before:
        finer = _ranks(_with_neighbours(problem, ranks))
        if finer == ranks:
            break
        ranks = finer
    return tuple(sorted(range(len(problem.pairs)), key=lambda number: ranks[number]))


def _ranks(keys: Sequence[tuple[Any, ...]]) -> list[int]:
    place = {key: number for number, key in enumerate(sorted(set(keys)))}
    return [place[key] for key in keys]


def _with_neighbours(problem: Problem, ranks: Sequence[int]) -> list[tuple[Any, ...]]:
    """Each rank with those of the pairs that come before and after it."""
    before: list[list[int]] = [[] for _ in ranks]
    after: list[list[int]] = [[] for _ in ranks]
    for one, other in problem.before:
        after[one].append(ranks[other])
        before[other].append(ranks[one])
    return [
        (rank, tuple(sorted(before[number])), tuple(sorted(after[number])))
        for number, rank in enumerate(ranks)
    ]
